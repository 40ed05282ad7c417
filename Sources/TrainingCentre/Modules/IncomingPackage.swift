import Documents
import Foundation
import Glibc
import LearningPackages

/// A package that was read and unpacked; what is not kept is gone with it.
package final class IncomingPackage: Sendable {
    /// What it is, as `PackageReport` says it.
    package let content: JSON
    let standard: LearningPackage.Kind
    private let mediaType: Blob.MediaType
    private let blob: IncomingBlob
    private let store: PackageStore
    private let folder: String

    init(_ blob: IncomingBlob, _ content: JSON, store: PackageStore, folder: String) throws {
        guard let kind = content["kind"]?.text.flatMap(LearningPackage.Kind.init(rawValue:)) else {
            throw PackageRefused(PackageReport.refused(PackageRefusal(.damaged)).json)
        }
        (self.blob, self.content, self.store, self.folder) = (blob, content, store, folder)
        standard = kind
        mediaType =
            switch content["container"]?.text {
            case Video.Container.mp4.rawValue?: .mp4
            case Video.Container.webm.rawValue?: .webm
            case CourseFile.container?: .xml
            default: .zip
            }
    }

    deinit {
        // What was kept has been renamed.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The title that its author gave it; empty for none.
    var title: String { content["title"]?.text ?? "" }

    /// What names its file: SHA-256 in hexadecimal digits; throws `BlobRefusal`.
    package var digest: String { get throws { try file().digest } }

    /// The file as it came; throws `BlobRefusal`.
    func file() throws -> Blob { try blob.content(mediaType) }

    /// Keeps the file and what was in it; again changes nothing.
    ///
    /// Both have reached the disk when this returns. Throws `BlobStoreFailure`.
    func keep() throws {
        try blob.keep(mediaType)
        let place = store.folder(of: try file())
        if access(place, F_OK) == 0 { return }
        try BlobStore.makeDirectory(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
        // Thousands of files: the disks are asked once.
        sync()
        // Somebody else may have kept the same package just now.
        guard rename(folder, place) == 0 || [EEXIST, ENOTEMPTY].contains(errno) else {
            throw BlobStoreFailure("rename")
        }
    }
}

/// A package that is not taken in, with the reason that its reader gave.
package struct PackageRefused: Refusal {
    private let report: JSON

    init(_ report: JSON) {
        self.report = report
    }

    package var kind: RefusalKind { .invalid }

    package var code: String { Self.code(report["code"]?.text ?? "") }

    /// What is wrong, where, and what its author can do.
    package var message: String { report["message"]?.text ?? "" }

    /// Where: a name in the package as it is written there, or a limit; nil when there is none.
    package var place: String? { report["place"]?.text }

    /// All codes that there are.
    package static let codes = PackageRefusal.Code.allCases.map { code($0.rawValue) }

    private static func code(_ code: String) -> String { "package_\(code)" }
}
