import Documents

/// The structure of a cmi5 course by itself, all of whose units are on other servers (cmi5
/// section 14.1).
package struct CourseFile: Sendable {
    package let package: LearningPackage
    package let warnings: [PackageWarning]
    package let bytes: Int

    /// What such a file is called among the containers of packages.
    package static let container = "xml"

    /// Reads a course; nil for a file that is none.
    ///
    /// Refuses with `PackageRefusal`, and throws what the system says of the file.
    package static func read(_ path: String) throws -> CourseFile? {
        let file = try ArchiveFile(path: path)
        let limits = PackageLimits()
        guard isXML(try file.bytes(at: 0, count: min(file.count, 64))) else { return nil }
        guard file.count <= limits.manifestBytesMax else {
            throw PackageRefusal(.manifestTooLarge, at: "\(limits.manifestBytesMax)")
        }
        let root = try ManifestElement.reading(try file.bytes(at: 0, count: file.count), limits)
        guard root.name == "courseStructure" else { return nil }
        let (package, files) = try CMI5Structure.package(root, PackageFiles(), limits)
        return CourseFile(package: package, warnings: files.warnings, bytes: file.count)
    }

    /// Whether a file begins as XML does, in UTF-8 or UTF-16.
    private static func isXML(_ head: [UInt8]) -> Bool {
        let marks: [[UInt8]] = [[0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]]
        let mark = marks.first { head.starts(with: $0) } ?? []
        return head.dropFirst(mark.count).first { $0 > 0x20 } == UInt8(ascii: "<")
    }
}
