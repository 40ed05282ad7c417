import Foundation

/// `obuka.conf`: lines of `NAME=value`, `#` for a comment.
enum ConfigurationFile {
    struct Problem: SettingProblem {
        let description: String
    }

    private static let usualPaths = ["obuka.conf", "/etc/obuka/obuka.conf"]

    /// The settings of the named file, or of the first of the usual ones that exists.
    ///
    /// - Throws: `Problem` when a named file cannot be read, or a line is no setting.
    static func load(_ path: String?) throws -> [String: String] {
        let candidates = path.map { [$0] } ?? usualPaths
        guard let found = candidates.first(where: FileManager.default.fileExists) else {
            guard let path else { return [:] }
            throw Problem(description: "there is no configuration file \(path)")
        }
        guard let text = try? String(contentsOfFile: found, encoding: .utf8) else {
            throw Problem(description: "\(found) cannot be read")
        }
        var settings: [String: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw Problem(description: "\(found), line \(index + 1): write NAME=value")
            }
            settings[parts[0].trimmingCharacters(in: .whitespaces)] =
                parts[1].trimmingCharacters(in: .whitespaces)
        }
        return settings
    }
}
