import Foundation

/// The bytes of an archive, read where they are wanted: an archive need not fit into memory.
package protocol ArchiveSource {
    /// How many bytes there are.
    var count: Int { get }

    /// So many bytes from a place on; fewer are an error.
    func bytes(at place: Int, count: Int) throws -> [UInt8]
}

/// An archive in a file.
package struct ArchiveFile: ArchiveSource {
    package let count: Int
    private let handle: FileHandle

    /// Opens the file; throws what the system says.
    package init(path: String) throws {
        handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        count = try Int(handle.seekToEnd())
    }

    package func bytes(at place: Int, count: Int) throws -> [UInt8] {
        guard place >= 0, count >= 0, place + count <= self.count else {
            throw PackageRefusal(.damaged)
        }
        try handle.seek(toOffset: UInt64(place))
        let data = try handle.read(upToCount: count) ?? Data()
        guard data.count == count else { throw PackageRefusal(.damaged) }
        return Array(data)
    }
}

/// An archive in memory.
package struct ArchiveBytes: ArchiveSource {
    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var count: Int { bytes.count }

    package func bytes(at place: Int, count: Int) throws -> [UInt8] {
        guard place >= 0, count >= 0, place + count <= bytes.count else {
            throw PackageRefusal(.damaged)
        }
        return Array(bytes[place..<place + count])
    }
}
