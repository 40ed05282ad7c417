import Foundation
import LearningPackages
import Testing

/// Packages that others published; they are read where they stand and are not ours to keep.
@Suite("Packages of other people")
struct RealPackageTests {
    private static let folder =
        ProcessInfo.processInfo.environment["OBUKA_SAMPLE_PACKAGES"] ?? ""

    private static let packages: [String] = {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).filter { $0.hasSuffix(".zip") || $0.hasSuffix(".h5p") }.sorted()
    }()

    @Test(
        "SCORM, cmi5 and H5P are read and unpacked, AICC is refused with that word",
        .enabled(if: !packages.isEmpty, "no sample packages in OBUKA_SAMPLE_PACKAGES"),
        arguments: packages
    )
    func package(_ name: String) throws {
        let path = "\(Self.folder)/\(name)"
        guard !name.hasPrefix("aicc") else {
            #expect(throws: PackageRefusal(.aicc)) { try PackageReader(path: path).read() }
            return
        }
        let reader = try PackageReader(path: path)
        let read = try reader.read()
        let kinds: [(String, LearningPackage.Kind)] = [
            ("SCORM12", .scorm12), ("SCORM2004", .scorm2004), ("cmi5", .cmi5), ("h5p", .h5p),
        ]
        #expect(kinds.first { name.contains($0.0) }?.1 == read.package.kind)
        #expect(!read.package.title.isEmpty)
        let folder = try EmptyFolder()
        try reader.unpack(read, into: folder.path)
        for part in read.package.launched {
            guard case .file(let path, _)? = part.launch else { continue }
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/\(path)"))
        }
    }
}
