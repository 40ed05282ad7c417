import Crypto

/// A picture that belongs to a question, known by its bytes.
package struct Picture: Hashable, Sendable {
    /// What a browser shows without running anything in it.
    package enum Format: String, CaseIterable, Sendable {
        case png, jpeg, gif, webp

        package var mediaType: String { "image/\(rawValue)" }

        /// The format that the bytes say, whatever the file is called.
        package init?(of bytes: some Collection<UInt8>) {
            let head = Array(bytes.prefix(16))
            if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
                head.dropFirst(12).elementsEqual("IHDR".utf8)
            {
                self = .png
            } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
                self = .jpeg
            } else if head.starts(with: "GIF87a".utf8) || head.starts(with: "GIF89a".utf8) {
                self = .gif
            } else if head.starts(with: "RIFF".utf8),
                head.dropFirst(8).starts(with: "WEBPVP8".utf8)
            {
                self = .webp
            } else {
                return nil
            }
        }
    }

    package let format: Format
    package let bytes: [UInt8]
    /// SHA-256 of the bytes in small hexadecimal digits.
    package let digest: String

    /// Nil when the bytes are no picture of these formats.
    package init?(_ bytes: [UInt8]) {
        guard let format = Format(of: bytes) else { return nil }
        self.format = format
        self.bytes = bytes
        digest = SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Whether a text is a digest as `digest` writes them.
    package static func isDigest(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
