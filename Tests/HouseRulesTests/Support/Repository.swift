import Foundation

/// The checkout that this file was compiled in, as files to read.
enum Repository {
    static let root: String = {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(4)
        return parts.joined(separator: "/")
    }()

    /// Every text file, in order of its path; what git ignores and what is no text is left out.
    static let files: [TextFile] = paths(below: root).compactMap(TextFile.init(path:))

    /// The Swift files below `Sources` and `Tests`, read as Swift.
    static let swiftFiles: [SwiftFile] =
        files(in: "Sources", suffix: ".swift").map(SwiftFile.init)
        + files(in: "Tests", suffix: ".swift").map(SwiftFile.init)

    static func files(in directory: String, suffix: String = "") -> [TextFile] {
        files.filter { $0.path.hasPrefix(directory + "/") && $0.path.hasSuffix(suffix) }
    }

    /// The names of the directories right in a directory.
    static func folders(in directory: String) -> [String] {
        let prefix = directory + "/"
        let names = files.filter { $0.path.hasPrefix(prefix) }.compactMap { file in
            let parts = file.path.dropFirst(prefix.count).split(separator: "/")
            return parts.count > 1 ? String(parts[0]) : nil
        }
        return Set(names).sorted()
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(root)/\(path)")
    }

    private static let ignoredNames: Set = [".git", ".venv", "__pycache__", "Package.resolved"]

    private static func paths(below directory: String) -> [String] {
        var paths: [String] = []
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names.sorted() where !isIgnored(name) {
            let path = "\(directory)/\(name)"
            var isDirectory: ObjCBool = false
            _ = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            if isDirectory.boolValue {
                paths += Repository.paths(below: path)
            } else {
                paths.append(String(path.dropFirst(root.count + 1)))
            }
        }
        return paths
    }

    private static func isIgnored(_ name: String) -> Bool {
        ignoredNames.contains(name) || name.hasPrefix(".build") || name.hasSuffix(".o")
    }
}

/// One file of the repository.
struct TextFile: Sendable {
    /// From the root of the repository.
    let path: String
    let text: String
    let lines: [Substring]

    /// Reads a file; nil when it holds bytes that no text has.
    init?(path: String) {
        guard let data = FileManager.default.contents(atPath: "\(Repository.root)/\(path)"),
            !data.contains(0)
        else { return nil }
        // A table in an old encoding is text too; its ASCII is all that the rules look at.
        let text = String(data: data, encoding: .utf8) ?? String(data: data, encoding: .isoLatin1)
        self.init(path: path, text: text ?? "")
    }

    init(path: String, text: String) {
        self.path = path
        self.text = text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The first directory of the path below `Sources` or `Tests`: the target that it belongs to.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 2 ? String(parts[1]) : ""
    }

    var lineCount: Int {
        lines.last == "" ? lines.count - 1 : lines.count
    }
}
