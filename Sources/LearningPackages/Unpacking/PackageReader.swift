import Documents
import Foundation

/// A package that was read: what it is, its files, and what is odd about it.
package struct ReadPackage: Sendable {
    package let package: LearningPackage
    package let files: PackageFiles
    package let warnings: [PackageWarning]
    /// Bytes of all its files together.
    package let bytes: Int
}

/// Reads packages from files that strangers made.
///
/// The central directory is checked first, then the manifest; only then anything is unpacked.
package struct PackageReader {
    private let path: String
    private let limits: PackageLimits
    private let directory: ArchiveDirectory
    private let unpacker: ArchiveUnpacker

    /// Opens a package; throws `PackageRefusal`, or what the system says of the file.
    package init(path: String, limits: PackageLimits = PackageLimits()) throws {
        self.path = path
        self.limits = limits
        directory = try ArchiveDirectory(of: ArchiveFile(path: path), limits: limits)
        unpacker = ArchiveUnpacker(path: path, directory)
    }

    /// Reads what the package is, by its manifest; throws `PackageRefusal`.
    package func read() throws -> ReadPackage {
        var files = try PackageFiles(directory, limits)
        // Everything inside one folder is what people pack who do not know better.
        var isInside = false
        if PackageManifest.in(files) == nil, let inside = files.insideFolder(),
            try PackageManifest.in(inside) != nil || VideoPackage.in(inside) != nil
        {
            files = inside
            isInside = true
        }
        guard let manifest = PackageManifest.in(files) else {
            guard let film = try VideoPackage.in(files) else { throw refusal(of: files) }
            return result(try film.package { try self.read($0, in: files, $1) }, files)
        }
        let bytes = try bytes(of: manifest.path, in: files)
        let (package, read) = try manifest.package(
            bytes,
            files,
            limits,
            naming: { mentioned in
                let named = try PackageFiles(directory, mentioned: mentioned, limits)
                return isInside ? named.insideFolder() ?? named : named
            },
            reading: { try self.bytes(of: $0, in: files) }
        )
        return result(package, read)
    }

    private func result(_ package: LearningPackage, _ files: PackageFiles) -> ReadPackage {
        ReadPackage(
            package: package,
            files: files,
            warnings: files.warnings,
            bytes: files.entries.values.reduce(0) { $0 + directory.entries[$1].bytes }
        )
    }

    private func read(
        _ path: String,
        in files: PackageFiles,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        guard let index = files.entries[path] else { throw PackageRefusal(.damaged, at: path) }
        try unpacker.unpack([index]) { try body(Array($1)) }
    }

    /// Unpacks everything into nothing, to see that it can be; throws `PackageRefusal`.
    package func verify(_ read: ReadPackage) throws {
        try unpacker.unpack(Set(read.files.entries.values)) { _, _ in }
    }

    /// Writes the files of the package into an empty folder; throws `PackageRefusal`.
    package func unpack(_ read: ReadPackage, into folder: String) throws {
        let paths = Dictionary(
            read.files.entries.map { ($1, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let manager = FileManager.default
        let top = URL(fileURLWithPath: folder, isDirectory: true)
        for path in read.files.paths {
            let url = top.appendingPathComponent(path)
            try manager.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            guard manager.createFile(atPath: url.path, contents: nil) else {
                throw PackageRefusal(.nameInvalid, at: path)
            }
        }
        var open: (entry: Int, handle: FileHandle)?
        defer { try? open?.handle.close() }
        try unpacker.unpack(Set(paths.keys)) { entry, block in
            if open?.entry != entry {
                try open?.handle.close()
                open = nil
                let url = top.appendingPathComponent(paths[entry] ?? "")
                open = (entry, try FileHandle(forWritingTo: url))
            }
            try open?.handle.write(contentsOf: Data(block))
        }
    }

    private func bytes(of path: String, in files: PackageFiles) throws -> [UInt8] {
        guard let index = files.entries[path] else { throw PackageRefusal(.unknownKind) }
        guard directory.entries[index].bytes <= limits.manifestBytesMax else {
            throw PackageRefusal(.manifestTooLarge, at: "\(limits.manifestBytesMax)")
        }
        var bytes: [UInt8] = []
        try unpacker.unpack([index]) { bytes += $1 }
        return bytes
    }

    /// Why files without a manifest are no package.
    private func refusal(of files: PackageFiles) -> PackageRefusal {
        let endings = files.paths.map { $0.lowercased().suffix(4) }
        let isAICC = endings.contains(".crs") || endings.contains { $0.hasSuffix(".au") }
        return PackageRefusal(isAICC ? .aicc : .unknownKind)
    }
}
