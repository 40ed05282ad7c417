/// Turns bytes of a known encoding into UTF-8, refusing what the encoding does not have.
enum TextDecoder {
    /// The text without a byte order mark.
    ///
    /// Throws `TextDecodingError.invalidBytes` and `.nul`, both with the line.
    static func decode(_ bytes: [UInt8], as encoding: TextEncoding) throws -> DecodedText {
        let mark = ByteOrderMark.of(bytes)
        switch (encoding, mark) {
        case (.utf8, .utf8):
            return try finished(validated(Array(bytes.dropFirst(3))), .utf8, isMarked: true)
        case (.utf8, _):
            return try finished(validated(bytes), .utf8)
        case (.utf16LittleEndian, let mark?) where mark != .utf8,
            (.utf16BigEndian, let mark?) where mark != .utf8:
            return try finished(utf8(fromUTF16: bytes[2...], mark), mark, isMarked: true)
        case (.utf16LittleEndian, _), (.utf16BigEndian, _):
            return try finished(utf8(fromUTF16: bytes[...], encoding), encoding)
        case (.windows1250, _):
            return try finished(utf8(from: bytes, CodePage.latin, encoding), encoding)
        case (.windows1251, _):
            return try finished(utf8(from: bytes, CodePage.cyrillic, encoding), encoding)
        }
    }

    private static func finished(
        _ utf8: [UInt8],
        _ encoding: TextEncoding,
        isMarked: Bool = false
    ) throws -> DecodedText {
        if let nul = utf8.firstIndex(of: 0) {
            throw TextDecodingError.nul(line: line(nul, in: utf8))
        }
        return DecodedText(utf8: utf8, encoding: encoding, hadByteOrderMark: isMarked)
    }

    private static func validated(_ bytes: [UInt8]) throws -> [UInt8] {
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        let invalid = UTF8Census(bytes).firstInvalid ?? bytes.count
        throw TextDecodingError.invalidBytes(.utf8, line: line(invalid, in: bytes))
    }

    private static func utf8(
        from bytes: [UInt8],
        _ table: [UInt16],
        _ encoding: TextEncoding
    ) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else if let scalar = CodePage.scalar(of: byte, in: table),
                let units = UTF8.encode(scalar)
            {
                result.append(contentsOf: units)
            } else {
                throw TextDecodingError.invalidBytes(encoding, line: line(result.count, in: result))
            }
        }
        return result
    }

    private static func utf8(
        fromUTF16 bytes: ArraySlice<UInt8>,
        _ encoding: TextEncoding
    ) throws -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var units = UTF16Units(bytes, encoding)
        var parser = UTF16.ForwardParser()
        parsing: while true {
            switch parser.parseScalar(from: &units) {
            case .valid(let scalar):
                guard let encoded = UTF8.encode(UTF16.decode(scalar)) else { break parsing }
                result.append(contentsOf: encoded)
            case .emptyInput where bytes.count % 2 == 0:
                return result
            case .emptyInput, .error:
                break parsing
            }
        }
        throw TextDecodingError.invalidBytes(encoding, line: line(result.count, in: result))
    }

    private static func line(_ position: Int, in utf8: [UInt8]) -> Int {
        var line = 1
        var last: UInt8 = 0
        for byte in utf8[..<position] {
            if byte == 0x0A && last != 0x0D || byte == 0x0D { line += 1 }
            last = byte
        }
        return line
    }
}

/// The byte order marks we know.
enum ByteOrderMark {
    /// The encoding that a mark at the start of the bytes names, nil when there is none.
    static func of(_ bytes: [UInt8]) -> TextEncoding? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
        if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
        if bytes.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
        return nil
    }
}

/// The 16-bit units of a file; an odd last byte is left out.
struct UTF16Units: Sequence, IteratorProtocol {
    private let bytes: ArraySlice<UInt8>
    private let isBigEndian: Bool
    private var position: Int

    /// The units in either of the two encodings of UTF-16; any other reads as little endian.
    init(_ bytes: ArraySlice<UInt8>, _ encoding: TextEncoding) {
        self.bytes = bytes
        isBigEndian = encoding == .utf16BigEndian
        position = bytes.startIndex
    }

    /// The next unit, nil at the end.
    mutating func next() -> UInt16? {
        guard position + 1 < bytes.endIndex else { return nil }
        let (first, second) = (UInt16(bytes[position]), UInt16(bytes[position + 1]))
        position += 2
        return isBigEndian ? first << 8 | second : second << 8 | first
    }
}
