/// Names, tags and other texts that have no markup and stand in one line.
enum PlainLine {
    /// The words with single spaces between them, without controls and what is no character, cut
    /// after so many bytes.
    static func of(_ text: some StringProtocol, bytesMax: Int) -> String {
        let kept = text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x09...0x0D, 0x85: true
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE...0xFFFF: false
            default: true
            }
        }
        let line = String(String.UnicodeScalarView(kept)).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return cut(line, bytesMax: bytesMax)
    }

    private static func cut(_ text: String, bytesMax: Int) -> String {
        guard text.utf8.count > bytesMax else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: bytesMax)
        while end > text.startIndex, end.samePosition(in: text) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end]).split(separator: " ").joined(separator: " ")
    }
}
