import Foundation

/// The text of a manifest, whatever its encoding.
enum ManifestText {
    /// The encodings that manifests are written in, by the names that XML declarations use.
    private static let encodings: [String: String.Encoding] = [
        "utf-8": .utf8, "utf8": .utf8, "us-ascii": .ascii, "ascii": .ascii, "utf-16": .utf16,
        "iso-8859-1": .isoLatin1, "iso-8859-2": .isoLatin2, "windows-1250": .windowsCP1250,
        "windows-1251": .windowsCP1251, "windows-1252": .windowsCP1252,
        "cp1250": .windowsCP1250, "cp1251": .windowsCP1251, "cp1252": .windowsCP1252,
    ]

    /// The bytes as UTF-8, and the encoding that they declare.
    ///
    /// Refuses with `manifestEncoding` what is not in the encoding that it says, and an encoding
    /// that is none of these.
    static func utf8(_ bytes: [UInt8]) throws -> (bytes: [UInt8], declared: String) {
        let isUTF16 = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
        let declared = isUTF16 ? "utf-16" : declaredEncoding(bytes) ?? "utf-8"
        guard let encoding = encodings[declared] else {
            throw PackageRefusal(.manifestEncoding, at: declared)
        }
        if encoding == .utf8 || encoding == .ascii {
            guard String(validating: bytes, as: UTF8.self) != nil else {
                throw PackageRefusal(.manifestEncoding, at: declared)
            }
            return (bytes, declared)
        }
        guard let text = String(bytes: bytes, encoding: encoding) else {
            throw PackageRefusal(.manifestEncoding, at: declared)
        }
        return (Array(text.utf8), declared)
    }

    /// What the XML declaration on top says (XML 1.0, section 4.3.3), in small letters.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let top = String(decoding: bytes.prefix(200), as: UTF8.self).lowercased()
        guard let end = top.firstRange(of: "?>"), let start = top.firstRange(of: "<?xml "),
            start.lowerBound < end.lowerBound,
            let key = top[..<end.lowerBound].firstRange(of: "encoding")
        else { return nil }
        let rest = top[key.upperBound..<end.lowerBound].drop { $0 == " " || $0 == "=" }
        guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
        return String(rest.dropFirst().prefix { $0 != quote })
    }
}
