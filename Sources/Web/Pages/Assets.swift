import Foundation

/// A file that pages refer to, as it is served.
package struct Asset: Sendable {
    package let bytes: [UInt8]
    package let contentType: String
    /// A strong entity tag, with its quotes.
    package let etag: String
}

/// The files of `Assets`, read once, each under a name that changes with its content.
///
/// So every answer may be kept for ever: `Cache-Control: public, max-age=31536000, immutable`.
package struct Assets: Sendable {
    /// The assets by path, such as `/assets/site-0123456789abcdef.css`.
    package let byPath: [String: Asset]
    private let pathsByName: [String: String]

    /// Reads every file of a directory; throws `TemplateError` when one is of an unknown kind.
    init(directory: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw TemplateError(place: directory, problem: "the directory cannot be read")
        }
        var byPath: [String: Asset] = [:]
        var pathsByName: [String: String] = [:]
        for name in names.sorted() where !name.hasPrefix(".") {
            let parts = name.split(separator: ".")
            guard parts.count == 2, let contentType = Assets.contentType(parts[1]) else {
                throw TemplateError(place: "\(directory)/\(name)", problem: "is no CSS or SVG file")
            }
            guard let data = FileManager.default.contents(atPath: "\(directory)/\(name)") else {
                throw TemplateError(place: "\(directory)/\(name)", problem: "cannot be read")
            }
            let print = Assets.fingerprint(data)
            let path = "/assets/\(parts[0])-\(print).\(parts[1])"
            byPath[path] = Asset(
                bytes: Array(data),
                contentType: contentType,
                etag: "\"\(print)\""
            )
            pathsByName[name] = path
        }
        self.byPath = byPath
        self.pathsByName = pathsByName
    }

    /// The path of a file by its name in the directory.
    func path(of name: String) -> String? {
        pathsByName[name]
    }

    private static func contentType(_ ending: Substring) -> String? {
        switch ending {
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }

    /// FNV-1a with 64 bits: it tells versions of our own files apart, and nothing more.
    private static func fingerprint(_ data: Data) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in data { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
