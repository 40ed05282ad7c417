import Foundation

/// How Moodle names the pictures of a text.
enum PictureName {
    /// The path and name behind `@@PLUGINFILE@@`; nil for every other address.
    static func ofFile(_ address: String) -> String? {
        let start = "@@PLUGINFILE@@"
        guard address.hasPrefix(start) else { return nil }
        let path = address.dropFirst(start.count).prefix { $0 != "?" && $0 != "#" }
        return normal(path.removingPercentEncoding ?? String(path))
    }

    /// The path and name of a `file` element.
    static func ofFile(path: String, name: String) -> String { normal("\(path)/\(name)") }

    private static func normal(_ path: String) -> String {
        path.split(separator: "/").joined(separator: "/")
    }
}
