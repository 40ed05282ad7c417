import HTTPTypes

/// One field line, checked: a token, a colon and a value without control characters.
struct FieldLine {
    let name: Range<Int>
    /// Without the white space around it.
    let value: Range<Int>
    private let isASCII: Bool

    /// Reads the line in `line`, which is not empty and does not include its CRLF.
    ///
    /// - Throws: `.foldedLine` for a line that begins with white space (RFC 9112 section 5.2),
    ///   `.malformedField` for a name that is no token or is not followed by its colon at once
    ///   (section 5.1), `.invalidFieldValue` for CR, NUL and other controls (RFC 9110 5.5).
    init(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Refusal) {
        var index = line.lowerBound
        if bytes[index].isBlank { throw .foldedLine }
        while index < line.upperBound, bytes[index].isToken { index += 1 }
        guard index > line.lowerBound, index < line.upperBound, bytes[index] == Octet.colon else {
            throw .malformedField
        }
        name = line.lowerBound..<index
        value = bytes.trimmed(index + 1..<line.upperBound)
        var bits: UInt8 = 0
        for index in value {
            guard bytes[index].isFieldValue else { throw .invalidFieldValue }
            bits |= bytes[index]
        }
        isASCII = bits < 0x80
    }

    /// The field under the name that was found for it.
    func value(_ name: HTTPField.Name, _ bytes: Span<UInt8>) -> HTTPField {
        if isASCII { return HTTPField(name: name, value: bytes.string(value)) }
        // Other octets are kept as they came: they may be no UTF-8.
        return bytes.extracting(value).withUnsafeBufferPointer {
            HTTPField(name: name, value: $0)
        }
    }
}
