/// A value of PDF (ISO 32000-1, 7.3).
indirect enum PDFObject: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    /// A number with a fraction, as it is written.
    case real(String)
    case string([UInt8])
    /// A name without its slash, escapes resolved.
    case name(String)
    case array([PDFObject])
    case dictionary(PDFDictionary)
    case reference(Int)

    /// A text string: ASCII as it is, everything else as UTF-16 with a byte order mark (7.9.2.2).
    static func text(_ text: String) -> PDFObject {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return .string(Array(text.utf8)) }
        return .string([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] })
    }

    /// The object as it is written in a file.
    var bytes: [UInt8] {
        switch self {
        case .null: Array("null".utf8)
        case .bool(let value): Array((value ? "true" : "false").utf8)
        case .integer(let value): Array(String(value).utf8)
        case .real(let text): Array(text.utf8)
        case .string(let bytes): Self.hexadecimal(bytes)
        case .name(let name): Self.written(name)
        case .array(let elements):
            Array("[ ".utf8) + elements.flatMap { $0.bytes + [0x20] } + Array("]".utf8)
        case .dictionary(let dictionary): dictionary.bytes
        case .reference(let number): Array("\(number) 0 R".utf8)
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
        var written: [UInt8] = [UInt8(ascii: "<")]
        written.reserveCapacity(bytes.count * 2 + 2)
        for byte in bytes {
            written.append(digits[Int(byte >> 4)])
            written.append(digits[Int(byte & 15)])
        }
        written.append(UInt8(ascii: ">"))
        return written
    }

    private static func written(_ name: String) -> [UInt8] {
        var written: [UInt8] = [UInt8(ascii: "/")]
        for byte in name.utf8 {
            let isRegular = (0x21...0x7E).contains(byte) && !"#/()<>[]{}%".utf8.contains(byte)
            if isRegular {
                written.append(byte)
            } else {
                written += [UInt8(ascii: "#"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return written
    }
}

/// Values by name, in the order in which they are written.
struct PDFDictionary: Sendable, Equatable {
    private(set) var entries: [Entry] = []

    struct Entry: Sendable, Equatable {
        let name: String
        var value: PDFObject
    }

    init(_ entries: KeyValuePairs<String, PDFObject> = [:]) {
        self.entries = entries.map { Entry(name: $0.key, value: $0.value) }
    }

    /// The value of a name; setting nil takes it away.
    subscript(name: String) -> PDFObject? {
        get { entries.first { $0.name == name }?.value }
        set {
            let index = entries.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append(Entry(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    var bytes: [UInt8] {
        var bytes = Array("<<".utf8)
        for entry in entries {
            bytes += [0x20] + PDFObject.name(entry.name).bytes + [0x20] + entry.value.bytes
        }
        return bytes + Array(" >>".utf8)
    }
}

/// Why bytes are not a PDF that we read.
package enum PDFError: Error, Equatable, Sendable {
    /// Broken at this byte.
    case damaged(at: Int, String)
    /// A kind of PDF that ours never are: encrypted, or its objects packed into streams.
    case unsupported(String)
    /// Larger or more deeply nested than `PDFLimits` allows.
    case tooLarge
}

/// What is read of a PDF at most, so that a hostile one cannot take time or memory.
package enum PDFLimits {
    package static let bytesMax = 32 << 20
    /// From the beginning of an object to its end, a stream's bytes not counted.
    static let objectBytesMax = 1 << 20
    static let objectsMax = 200_000
    static let revisionsMax = 64
    static let nestingMax = 40
    /// Values of one object: the largest that we read names all pages of a list.
    static let valuesMax = 20_000
    /// Names of one dictionary.
    static let namesMax = 256
    static let attachmentsMax = 64
}
