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
        var reader = AssetReader(directory: directory)
        for name in names where !name.hasPrefix(".") { _ = try reader.path(of: name, from: []) }
        byPath = reader.byPath
        pathsByName = reader.pathsByName
    }

    /// The path of a file by its name in the directory.
    func path(of name: String) -> String? {
        pathsByName[name]
    }

}

/// Reads assets, a script after those that it imports.
///
/// A script says `from "./check-json.js"`; what is served says under which name that is found now.
private struct AssetReader {
    let directory: String
    var byPath: [String: Asset] = [:]
    var pathsByName: [String: String] = [:]

    /// The path of an asset, which is read if it was not yet; `importers` wait for it.
    mutating func path(of name: String, from importers: [String]) throws -> String {
        if let path = pathsByName[name] { return path }
        let place = "\(directory)/\(name)"
        let parts = name.split(separator: ".")
        guard parts.count == 2, let contentType = AssetReader.contentType(parts[1]) else {
            throw TemplateError(place: place, problem: "is no CSS, SVG or JavaScript file")
        }
        guard !importers.contains(name) else {
            throw TemplateError(place: place, problem: "imports itself in the end")
        }
        guard var data = FileManager.default.contents(atPath: place) else {
            throw TemplateError(place: place, problem: "cannot be read")
        }
        if parts[1] == "js" {
            var script = String(decoding: data, as: UTF8.self)
            for found in script.matches(of: #/(?m) from "\.\/([a-z-]+\.js)";$/#).reversed() {
                let path = try path(of: String(found.output.1), from: importers + [name])
                script.replaceSubrange(found.range, with: " from \"\(path)\";")
            }
            data = Data(script.utf8)
        }
        let print = AssetReader.fingerprint(data)
        let path = "/assets/\(parts[0])-\(print).\(parts[1])"
        byPath[path] = Asset(bytes: Array(data), contentType: contentType, etag: "\"\(print)\"")
        pathsByName[name] = path
        return path
    }

    private static func contentType(_ ending: Substring) -> String? {
        switch ending {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
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
