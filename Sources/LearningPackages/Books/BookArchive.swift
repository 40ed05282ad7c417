import Foundation

/// The files of a book, of which only those are unpacked that somebody asks for.
struct BookArchive {
    private let path: String
    private let directory: ArchiveDirectory
    private let files: PackageFiles

    private static let limits = PackageLimits()

    init(path: String) throws {
        self.path = path
        do {
            directory = try ArchiveDirectory(
                of: ArchiveFile(path: path),
                limits: BookArchive.limits
            )
            files = try PackageFiles(directory, BookArchive.limits)
        } catch let refusal as PackageRefusal {
            throw BookProblem(refusal)
        }
    }

    func has(_ path: String) -> Bool { files.has(path) }

    /// An XML document of the book's own machinery.
    func element(_ path: String) throws -> ManifestElement {
        let bytes = try files([path])[path] ?? []
        do {
            return try ManifestElement.reading(XHTML.prepared(bytes), BookArchive.limits)
        } catch is PackageRefusal {
            throw BookProblem.damaged(at: path)
        }
    }

    /// The bytes of several files by their paths.
    func files(_ paths: Set<String>) throws -> [String: [UInt8]] {
        var wanted: [Int: String] = [:]
        var total = 0
        for path in paths {
            guard let entry = files.entries[path] else { throw BookProblem.damaged(at: path) }
            wanted[entry] = path
            total += directory.entries[entry].bytes
        }
        guard total <= Book.Limits.bytesMax else { throw BookProblem.tooMuchText }
        var found: [String: [UInt8]] = [:]
        do {
            try ArchiveUnpacker(path: path, directory).unpack(Set(wanted.keys)) { entry, block in
                found[wanted[entry] ?? "", default: []] += block
            }
        } catch let refusal as PackageRefusal {
            throw BookProblem(refusal)
        }
        return found
    }
}

extension BookProblem {
    fileprivate init(_ refusal: PackageRefusal) {
        switch refusal.code {
        case .encrypted: self = .encrypted
        case .tooLarge, .tooLargePacked, .bomb: self = .tooMuchText
        default: self = .damaged(at: refusal.place ?? refusal.code.rawValue)
        }
    }
}

/// Where links of a document begin.
struct BookFolder {
    /// The path of the document itself.
    let package: String
    private let folder: String

    init(of path: String) {
        package = path
        folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    }

    /// The path of the file that a link means; nil for one out of the book.
    func path(meaning link: String) -> String? {
        guard LinkResolver.foreign(link) == nil else { return nil }
        let file = String(link.prefix { $0 != "#" && $0 != "?" })
        let name = file.removingPercentEncoding ?? file
        return ArchivePath.resolved(name.precomposedStringWithCanonicalMapping, from: folder)
    }
}
