import Crypto

/// A node of the log's Merkle tree: 32 bytes of SHA-256 (RFC 6962, section 2.1).
///
/// Leaves and inner nodes are hashed with different first bytes, so that nobody can pass an inner
/// node off as an entry.
package struct MerkleHash: Hashable, Sendable {
    // Four words instead of an array: a tree of a million leaves allocates nothing for its hashes,
    // and an array of them is the content of a tile, byte for byte.
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// How many bytes a hash has.
    package static let byteCount = 32

    /// The root of the tree without entries: SHA-256 of nothing.
    package static let empty = MerkleHash(SHA256.hash(data: EmptyCollection<UInt8>()))

    private init(_ digest: SHA256Digest) {
        self = digest.withUnsafeBytes { MerkleHash(unchecked: $0) }
    }

    /// Exactly 32 bytes.
    init(unchecked bytes: UnsafeRawBufferPointer) {
        word0 = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        word1 = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        word2 = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        word3 = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The hash with these 32 bytes; nil for any other number of them.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { MerkleHash(unchecked: $0) }
    }

    /// The hash written in base64 (RFC 4648, section 4) as notes have it; nil for anything else.
    package init?(base64 text: some Collection<UInt8>) {
        guard let bytes = Base64Form.standard.decode(text) else { return nil }
        self.init(bytes)
    }

    /// The 32 bytes.
    package var bytes: [UInt8] {
        withUnsafeBytes(of: self) { Array($0) }
    }

    /// The hash in base64 (RFC 4648, section 4): 44 characters.
    package var base64: String { Base64Form.standard.encode(bytes) }

    // MARK: Hashing

    /// The leaf of an entry: SHA-256 of a zero byte and the entry.
    package static func leaf(_ entry: some Collection<UInt8>) -> MerkleHash {
        var hasher = SHA256()
        let prefix: UInt8 = 0
        withUnsafeBytes(of: prefix) { hasher.update(bufferPointer: $0) }
        let isHashed: Void? = entry.withContiguousStorageIfAvailable {
            hasher.update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if isHashed == nil { hasher.update(data: Array(entry)) }
        return MerkleHash(hasher.finalize())
    }

    /// The node above two others: SHA-256 of a one byte, the left and the right hash.
    package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * byteCount, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left, toByteOffset: 1, as: MerkleHash.self)
            buffer.storeBytes(of: right, toByteOffset: 1 + byteCount, as: MerkleHash.self)
            var hasher = SHA256()
            hasher.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return MerkleHash(hasher.finalize())
        }
    }
}
