import Foundation

/// Finds the files that a manifest's links mean.
struct LinkResolver {
    private(set) var files: PackageFiles

    init(_ files: PackageFiles) { self.files = files }

    /// The file that a link means, from a folder of the package.
    ///
    /// Refuses with `PackageRefusal` what leads out of the package (RFC 3986, section 4.2) or to no
    /// file. Capitals and backslashes that Windows forgives are warned of.
    mutating func launch(_ link: String, from folder: String = "") throws -> PackageLaunch {
        if let foreign = Self.foreign(link) { throw foreign }
        if link.contains("\\") { files.warn(.launchBackslash, at: link) }
        let (names, suffix) = Self.names(of: link)
        for name in names {
            guard let path = ArchivePath.resolved(name, from: folder) else {
                throw PackageRefusal(.launchLeaves, at: link)
            }
            guard let meant = files.path(meaning: path) else { continue }
            if !meant.utf8.elementsEqual(path.utf8) { files.warn(.launchCapitals, at: link) }
            return .file(path: meant, suffix: suffix)
        }
        throw PackageRefusal(.launchMissing, at: link)
    }

    /// The folder of a base (XML Base, section 3) inside another one, for `launch`.
    ///
    /// Refuses with `PackageRefusal` one that leads out of the package.
    static func folder(_ base: String, in outer: String) throws -> String {
        if let foreign = foreign(base) { throw foreign }
        let slashed = ArchivePath.slashed(base)
        // What stands behind the last slash is a file, and no folder of others.
        let end = slashed.lastIndex(of: "/") ?? slashed.startIndex
        let path = String(slashed[..<end])
        guard let folder = ArchivePath.resolved(path.removingPercentEncoding ?? path, from: outer)
        else { throw PackageRefusal(.launchLeaves, at: base) }
        return folder
    }

    /// Whether a file is there that a manifest lists.
    func has(_ link: String, in folder: String) -> Bool {
        Self.names(of: link).names.contains { name in
            ArchivePath.resolved(name, from: folder).flatMap(files.path(meaning:)) != nil
        }
    }

    /// The names that a link may mean, as it is written first: a file may have a percent sign in
    /// its name; and what follows the name in its address.
    private static func names(of link: String) -> (names: [String], suffix: String) {
        let written = ArchivePath.slashed(link)
        let end = written.firstIndex { $0 == "?" || $0 == "#" } ?? written.endIndex
        let name = String(written[..<end])
        return (
            [name, name.removingPercentEncoding].compactMap {
                $0?.precomposedStringWithCanonicalMapping
            },
            String(written[end...])
        )
    }

    mutating func warn(_ code: PackageWarning.Code, at place: String? = nil) {
        files.warn(code, at: place)
    }

    /// Why a link leads to no file of the package whatever its files are; nil when it may.
    static func foreign(_ link: String) -> PackageRefusal? {
        let start = link.drop { $0.isWhitespace }
        if start.hasPrefix("//") || start.hasPrefix("\\\\") {
            return PackageRefusal(.launchForeign, at: link)
        }
        if start.hasPrefix("/") || start.hasPrefix("\\") {
            return PackageRefusal(.launchLeaves, at: link)
        }
        guard let colon = start.firstIndex(of: ":"),
            start[..<colon].allSatisfy({
                $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0))
            }),
            start.first?.isLetter == true
        else { return nil }
        let isWeb = ["http", "https"].contains(start[..<colon].lowercased())
        return PackageRefusal(isWeb ? .launchForeign : .launchLeaves, at: link)
    }
}
