/// The texts of a workbook: shared ones, and those that stand in their cells.
enum XLSXStrings {
    private static let stringsMax = 5_000_000

    /// The shared texts in their order.
    static func read(_ part: String, in archive: ZipArchive) throws -> [String] {
        try archive.reading(part) { reader in
            var strings: [String] = []
            while true {
                switch try reader.next() {
                case .open where reader.isNamed("si"):
                    guard strings.count < stringsMax else {
                        throw XMLReader.Problem(text: "it holds too many texts")
                    }
                    strings.append(try text(&reader))
                case .end: return strings
                case .open, .close, .text, .verbatim: continue
                }
            }
        }
    }

    /// The text of the element that was just opened (`si`, `is`), up to its end.
    ///
    /// Runs of several formats are put together; how a text is pronounced is left out.
    static func text(_ reader: inout XMLReader) throws -> String {
        let outside = reader.depth - 1
        var text = ""
        var isText = false
        var pronounced = 0
        while true {
            switch try reader.next() {
            case .open:
                if reader.isNamed("rPh") { pronounced += 1 }
                isText = reader.isNamed("t") && pronounced == 0
            case .close:
                if reader.isNamed("rPh") { pronounced -= 1 }
                isText = false
                if reader.depth == outside { return unescaped(text) }
            case .text(let part): if isText { text += reader.decoded(part) }
            case .verbatim(let part): if isText { text += reader.written(part) }
            case .end: return text
            }
        }
    }

    /// The text with the characters that XML cannot hold, written as `_x0007_`, in their place.
    static func unescaped(_ text: String) -> String {
        guard text.contains("_x") else { return text }
        return text.replacing(#/_x([0-9A-Fa-f]{4})_/#) { match in
            UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String($0) }
                ?? String(match.0)
        }
    }
}
