/// A text file as UTF-8, with what it was before.
package struct DecodedText: Sendable {
    /// The text without its byte order mark; always valid UTF-8 and without U+0000.
    package let utf8: [UInt8]

    /// The encoding of the file.
    package let encoding: TextEncoding

    /// Whether the file began with a byte order mark.
    package let hadByteOrderMark: Bool

    /// The text as a string, which copies it.
    package var text: String { String(decoding: utf8, as: UTF8.self) }

    /// The text below its first line; nil when it has no more than one.
    package var belowFirstLine: DecodedText? {
        guard let end = utf8.firstIndex(of: 0x0A) else { return nil }
        return DecodedText(
            utf8: Array(utf8[(end + 1)...]),
            encoding: encoding,
            hadByteOrderMark: hadByteOrderMark
        )
    }

    /// The promise of `utf8` is the decoder's to keep, so only it makes these.
    init(utf8: [UInt8], encoding: TextEncoding, hadByteOrderMark: Bool) {
        self.utf8 = utf8
        self.encoding = encoding
        self.hadByteOrderMark = hadByteOrderMark
    }
}

/// Why a file cannot be read as text.
package enum TextDecodingError: Error, Equatable, Sendable {
    /// The file holds U+0000, so it is no text, or none that a database takes.
    case nul(line: Int)

    /// Bytes that the encoding does not have.
    case invalidBytes(TextEncoding, line: Int)

    /// An encoding asked for by a name we do not know.
    case unknownEncoding(name: String)
}
