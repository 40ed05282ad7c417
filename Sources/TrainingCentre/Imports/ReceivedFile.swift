import Crypto
import Foundation

/// A file that comes in pieces from somebody who may be slow: in memory while it is small, and then
/// in a file of the system's temporary directory that has no name and goes with it.
package struct ReceivedFile: Sendable {
    private let small: [UInt8]
    private let large: FileHandle?
    package let count: Int
    private let digest: SHA256Digest

    enum Limits {
        static let smallBytesMax = 1 << 20
    }

    /// All bytes, in memory at once.
    ///
    /// Throws when the file cannot be read.
    package func bytes() throws -> [UInt8] {
        guard let large else { return small }
        try large.seek(toOffset: 0)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while let piece = try large.read(upToCount: Limits.smallBytesMax), !piece.isEmpty {
            bytes += piece
        }
        return bytes
    }

    /// What makes a request with this content the same as another.
    package func identity(_ head: String) -> [UInt8] { Array(head.utf8) + Array(digest) }

    /// Takes the pieces.
    package struct Reception {
        private var small: [UInt8] = []
        private var large: FileHandle?
        private var count = 0
        private var hash = SHA256()
        private var chance: Chance

        package init(chance: Chance) {
            self.chance = chance
        }

        /// Throws when the temporary directory cannot be written to.
        package mutating func append(_ piece: [UInt8]) throws {
            hash.update(data: piece)
            count += piece.count
            small += piece
            guard small.count > Limits.smallBytesMax else { return }
            let file = try large ?? Self.nameless(&chance)
            large = file
            try file.write(contentsOf: Data(small))
            small.removeAll(keepingCapacity: true)
        }

        /// The file, when all pieces have come.
        package consuming func finish() throws -> ReceivedFile {
            if let large {
                try large.write(contentsOf: Data(small))
                small = []
            }
            return ReceivedFile(
                small: small,
                large: large,
                count: count,
                digest: hash.finalize()
            )
        }

        private static func nameless(_ chance: inout Chance) throws -> FileHandle {
            let name = "obuka-import-\(String(chance.next(), radix: 16))"
            let place = FileManager.default.temporaryDirectory.appending(path: name)
            let isMade = FileManager.default.createFile(
                atPath: place.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade else { throw CocoaError(.fileWriteUnknown) }
            // The open file outlives its name.
            defer { try? FileManager.default.removeItem(at: place) }
            return try FileHandle(forUpdating: place)
        }
    }
}
