import Documents
import Foundation
import Glibc
import LearningPackages
import Postgres

/// Where the files of packages lie: each package unpacked in a folder named by its digest, which
/// never changes.
///
/// Several servers can share it.
package struct PackageStore: Sendable {
    /// The folder of all of them.
    let directory: String
    /// The program that reads packages, in a process of its own: this one.
    let reader: String

    package init(blobs: BlobStore, reader: String = "/proc/self/exe") {
        directory = "\(blobs.directory)/unpacked"
        self.reader = reader
    }

    /// What a package may have, packed.
    package static let packedBytesMax = PackageLimits().packedBytesMax

    /// The folder with the files of a package.
    package func folder(of blob: Blob) -> String {
        "\(directory)/\(blob.digest.prefix(2))/\(blob.digest)"
    }

    /// Whether a package is there, unpacked.
    package func holds(_ blob: Blob) -> Bool {
        var status = stat()
        return stat(folder(of: blob), &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Reads a package and unpacks it; what is not kept is gone with the answer.
    ///
    /// Takes as long as unpacking does, so it belongs on a thread of its own. Throws
    /// `PackageRefused` and `BlobStoreFailure`.
    package func read(_ incoming: IncomingBlob) throws -> IncomingPackage {
        try BlobStore.makeDirectory("\(directory)/incoming")
        var name = Array("\(directory)/incoming/XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw BlobStoreFailure("mkdtemp") }
        let folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        do {
            let report = try PackageProcess.report(of: incoming.path, into: folder, reader: reader)
            guard report["accepted"] == true else { throw PackageRefused(report) }
            // A film is its own only file: once more by name, not once more on the disk.
            if let kind = report["container"]?.text.flatMap(Video.Container.init(rawValue:)) {
                let name = "\(folder)/\(VideoFile.name(kind))"
                guard link(incoming.path, name) == 0 else { throw BlobStoreFailure("link") }
            }
            return try IncomingPackage(incoming, report, store: self, folder: folder)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }
}
