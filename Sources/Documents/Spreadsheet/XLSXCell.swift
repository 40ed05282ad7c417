/// Writes what stands in one cell of a sheet.
enum XLSXCell {
    /// The attributes behind the place, and the content; false for what a cell does not hold.
    static func append(
        _ cell: SpreadsheetCell,
        texts: XLSXParts.Style,
        to bytes: inout [UInt8]
    ) -> Bool {
        switch cell {
        case .empty: bytes += #"">"#.utf8
        case .text(let text), .failure(let text):
            // Excel counts UTF-16; longer texts make a file that it calls damaged.
            guard isHeld(text) else { return false }
            bytes += (texts == .bold ? #"" s="1" t="inlineStr"><is>"# : inlineText).utf8
            bytes += (isPadded(text) ? #"<t xml:space="preserve">"# : "<t>").utf8
            append(text, to: &bytes)
            bytes += "</t></is>".utf8
        case .number(let number):
            guard number.isFinite else { return false }
            bytes += #""><v>"#.utf8
            if let whole = Int(exactly: number) {
                bytes += String(whole).utf8
            } else {
                bytes += number.description.utf8
            }
            bytes += "</v>".utf8
        case .date(let date):
            bytes += #"" s="2"><v>"#.utf8
            bytes += String(date.serial).utf8
            bytes += "</v>".utf8
        }
        return true
    }

    private static let inlineText = #"" t="inlineStr"><is>"#

    private static func isHeld(_ text: String) -> Bool {
        let limit = XLSXWriter.Limits.textLengthMax
        return (text.utf8.count <= limit || text.utf16.count <= limit) && !text.utf8.contains(0)
    }

    /// Whether it begins or ends with space, which is otherwise lost.
    private static func isPadded(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        return first <= 0x20 || last <= 0x20
    }

    /// The text as XML; what XML does not hold, as `_x0007_`, and what a reader would take for
    /// that, escaped itself (ECMA-376 part 1, 22.4.2.4).
    private static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { utf8 in
            guard utf8.contains(where: isSpecial) else { return bytes += utf8 }
            for (place, byte) in utf8.enumerated() {
                switch byte {
                case UInt8(ascii: "&"): bytes += "&amp;".utf8
                case UInt8(ascii: "<"): bytes += "&lt;".utf8
                case UInt8(ascii: ">"): bytes += "&gt;".utf8
                case UInt8(ascii: "_") where isEscape(utf8[place...]): bytes += "_x005F_".utf8
                case 0x00...0x08, 0x0B...0x1F: bytes += escape(UInt16(byte))
                case 0xBE...0xBF where utf8[..<place].suffix(2).elementsEqual([0xEF, 0xBF]):
                    // U+FFFE and U+FFFF, whose first two bytes are there already.
                    bytes.removeLast(2)
                    bytes += escape(0xFF40 + UInt16(byte))
                default: bytes.append(byte)
                }
            }
        }
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00...0x1F, 0xBF, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func escape(_ character: UInt16) -> String.UTF8View {
        let digits = String(character, radix: 16, uppercase: true)
        return "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_".utf8
    }

    /// Whether `_x` and four digits and `_` stand here.
    private static func isEscape(_ utf8: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let next = utf8.prefix(7)
        guard next.count == 7, next.dropFirst().first == UInt8(ascii: "x"),
            next.last == UInt8(ascii: "_")
        else { return false }
        return next.dropFirst(2).dropLast().allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    }
}

extension SpreadsheetDate {
    /// The day as spreadsheets count it: 1 January 1900 is 1, and 29 February 1900, which never
    /// was, is 60.
    var serial: Int {
        // Years that begin on 1 March, so that the leap day is a year's last.
        let (y, m) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
        let days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1
        // 30 December 1899, from which on all later days count.
        let serial = days - 693_899
        return serial > 60 ? serial : serial - 1
    }
}
