import Foundation

/// The files of a package by their names.
package struct PackageFiles: Sendable {
    /// The entry of each file by its path; of several with one name the last, as unzip does it.
    private(set) var entries: [String: Int] = [:]
    private(set) var warnings: [PackageWarning] = []
    private var folded: [String: String] = [:]

    /// No files.
    init() {}

    /// Names the files of a directory.
    ///
    /// `mentioned` are names that the package mentions, by which an old encoding is found out.
    /// Refuses with `PackageRefusal`.
    init(
        _ directory: ArchiveDirectory,
        mentioned: Set<String> = [],
        _ limits: PackageLimits
    ) throws {
        warnings = directory.warnings
        let names = try names(of: directory.entries, mentioned)
        var folders: Set<String> = []
        for (index, name) in names.enumerated() {
            guard let path = try ArchivePath.reading(name, limits) else { continue }
            let parents = PackageFiles.parents(of: path)
            folders.formUnion(parents)
            if directory.entries[index].isFolder {
                folders.insert(path)
            } else if !path.hasPrefix("__MACOSX/") {
                if entries.updateValue(index, forKey: path) != nil {
                    warn(.nameTwice, at: path)
                }
            }
        }
        if let both = entries.keys.filter(folders.contains).min() {
            throw PackageRefusal(.fileUnderFile, at: both)
        }
        if names.contains(where: { $0.contains("\\") }) { warn(.nameBackslash) }
        if entries.isEmpty { throw PackageRefusal(.empty) }
        fold()
    }

    /// The paths of all files, in no order.
    package var paths: some Collection<String> { entries.keys }

    func has(_ path: String) -> Bool { entries[path] != nil }

    /// The path of the file that somebody means who does not look at capitals; nil for none.
    func path(meaning name: String) -> String? {
        entries[name] == nil ? folded[name.lowercased()] : name
    }

    /// The files with the folder left out in which all of them are; nil when there is none.
    func insideFolder() -> PackageFiles? {
        let tops = Set(entries.keys.map { $0.prefix { $0 != "/" } })
        guard tops.count == 1, let top = tops.first, entries[String(top)] == nil else { return nil }
        var files = self
        files.entries = Dictionary(
            uniqueKeysWithValues: entries.map { (String($0.dropFirst(top.count + 1)), $1) }
        )
        files.fold()
        files.warn(.insideFolder, at: String(top))
        return files
    }

    mutating func warn(_ code: PackageWarning.Code, at place: String? = nil) {
        let warning = PackageWarning(code, at: place)
        if !warnings.contains(warning), warnings.count < 100 { warnings.append(warning) }
    }

    private mutating func fold() {
        // Of several that differ in capitals alone nobody knows which is meant.
        let groups = Dictionary(grouping: entries.keys) { $0.lowercased() }
        folded = groups.compactMapValues { $0.count == 1 ? $0[0] : nil }
    }

    private static func parents(of path: String) -> [String] {
        let parts = path.split(separator: "/")
        return (1..<max(parts.count, 1)).map { parts.prefix($0).joined(separator: "/") }
    }

    private mutating func names(
        of entries: [ArchiveEntry],
        _ mentioned: Set<String>
    ) throws -> [String] {
        let known = try entries.map { entry -> String? in
            let text = String(validating: entry.name, as: UTF8.self)
            guard text != nil || !entry.isUTF8 else {
                throw PackageRefusal(.nameInvalid, at: entry.shownName)
            }
            return text
        }
        let unknown = zip(entries, known).filter { $1 == nil }.map(\.0.name)
        guard !unknown.isEmpty else { return known.compactMap(\.self) }
        let encoding = NameEncoding.likeliest(of: unknown, lookingFor: mentioned)
        warn(.namesDecoded)
        return try zip(entries, known).map { entry, name in
            guard let name = name ?? encoding.text(entry.name) else {
                throw PackageRefusal(.nameInvalid, at: entry.shownName)
            }
            return name
        }
    }
}
