/// Writes the few small JSON objects that this target makes itself.
enum JSONText {
    enum Value {
        case string(String)
        case number(Int)
    }

    static func object(_ members: [(String, Value)]) -> String {
        var bytes: [UInt8] = []
        for (index, (name, value)) in members.enumerated() {
            bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
            appendString(name, to: &bytes)
            bytes.append(Octet.colon)
            switch value {
            case .string(let text): appendString(text, to: &bytes)
            case .number(let number): bytes.append(contentsOf: String(number).utf8)
            }
        }
        bytes.append(UInt8(ascii: "}"))
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `text` in quotes, with controls, quotes and backslashes escaped (RFC 8259 7).
    static func appendString(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(Octet.quote)
        for octet in text.utf8 {
            switch octet {
            case Octet.quote, Octet.backslash:
                bytes.append(Octet.backslash)
                bytes.append(octet)
            case 0x20...0x7E, 0x80...0xFF:
                bytes.append(octet)
            case Octet.lineFeed:
                bytes.append(contentsOf: [Octet.backslash, UInt8(ascii: "n")])
            default:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hexadecimal(octet >> 4))
                bytes.append(hexadecimal(octet & 0xF))
            }
        }
        bytes.append(Octet.quote)
    }

    private static func hexadecimal(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
