/// A tree of known size whose tiles are read when they are needed: it makes proofs.
///
/// A proof reads at most two tiles of each level, each once: six for a million leaves. The tiles
/// are believed: check a proof against the root when they may be wrong.
package struct TiledTree {
    /// How many leaves the tree has.
    package let size: Int
    private let read: (TileAddress) throws -> [MerkleHash]

    /// A tree of `size` leaves; `read` gives the hashes of a tile, exactly as many as its width.
    ///
    /// Where only the full tile is kept any more, its first hashes are the partial one.
    package init(size: Int, reading read: @escaping (TileAddress) throws -> [MerkleHash]) {
        precondition(size >= 0, "a tree has no size below zero")
        self.size = size
        self.read = read
    }

    /// The root of the tree.
    ///
    /// Throws what the reader throws, and `LogFormatError` for a tile of another width.
    package func root() throws -> MerkleHash {
        var tiles = TileCache(size: size, read: read)
        return size == 0 ? .empty : try tiles.hash(of: 0..<size)
    }

    /// Whether the tree begins with another one: to ask before signing it.
    ///
    /// After a restore from a backup the stored tree can be shorter than the published one, or
    /// have grown differently; signing it would make a second history. Throws what the reader
    /// throws, and `LogFormatError` for a tile of another width.
    package func begins(with old: TreeHead) throws -> Bool {
        guard (0...size).contains(old.size) else { return false }
        if old.size == 0 { return old == .empty }
        var tiles = TileCache(size: size, read: read)
        return try tiles.hash(of: 0..<old.size) == old.root
    }

    /// The proof that the leaf at an index is in the tree: the siblings on the way to the root.
    ///
    /// Throws what the reader throws, and `LogFormatError` for an index that the tree does not
    /// have or a tile of another width.
    package func inclusionProof(of index: Int) throws -> [MerkleHash] {
        guard (0..<size).contains(index) else {
            throw LogFormatError("a tree of \(size) leaves has none with the number \(index)")
        }
        var tiles = TileCache(size: size, read: read)
        var siblings: [MerkleHash] = []
        var subtree = 0..<size
        while subtree.count > 1 {
            let middle = subtree.lowerBound + MerkleTree.leftCount(of: subtree.count)
            let (left, right) = (subtree.lowerBound..<middle, middle..<subtree.upperBound)
            siblings.append(try tiles.hash(of: index < middle ? right : left))
            subtree = index < middle ? left : right
        }
        return siblings.reversed()
    }

    /// The proof that the tree begins with that of `oldSize` leaves; empty for none and for all.
    ///
    /// Throws what the reader throws, and `LogFormatError` for a size that is larger than the
    /// tree or a tile of another width.
    package func consistencyProof(from oldSize: Int) throws -> [MerkleHash] {
        guard (0...size).contains(oldSize) else {
            throw LogFormatError("a tree of \(size) leaves never had \(oldSize)")
        }
        guard oldSize > 0, oldSize < size else { return [] }
        var tiles = TileCache(size: size, read: read)
        var hashes: [MerkleHash] = []
        var subtree = 0..<size
        // Down to the node at which the old tree ends; RFC 6962, section 2.1.2.
        while subtree.upperBound != oldSize {
            let middle = subtree.lowerBound + MerkleTree.leftCount(of: subtree.count)
            let (left, right) = (subtree.lowerBound..<middle, middle..<subtree.upperBound)
            let isLeft = oldSize <= middle
            hashes.append(try tiles.hash(of: isLeft ? right : left))
            subtree = isLeft ? left : right
        }
        // A node that begins with the first leaf is the old root, which the verifier has.
        if subtree.lowerBound > 0 { hashes.append(try tiles.hash(of: subtree)) }
        return hashes.reversed()
    }

    /// The tiles that the proof of a leaf reads, to fetch them all at once.
    package static func tiles(
        forInclusionOf index: Int,
        inTreeOf size: Int
    ) throws -> [TileAddress] {
        try recorded { try TiledTree(size: size, reading: $0).inclusionProof(of: index) }
    }

    /// The tiles that the proof of consistency with a smaller tree reads.
    package static func tiles(
        forConsistencyFrom oldSize: Int,
        to size: Int
    ) throws -> [TileAddress] {
        try recorded { try TiledTree(size: size, reading: $0).consistencyProof(from: oldSize) }
    }

    /// What is read does not depend on the hashes, so that any will do to find out.
    private static func recorded(
        _ prove: (@escaping (TileAddress) -> [MerkleHash]) throws -> [MerkleHash]
    ) rethrows -> [TileAddress] {
        let asked = AskedTiles()
        _ = try prove { address in
            asked.addresses.append(address)
            return Array(repeating: .empty, count: address.width)
        }
        return asked.addresses
    }
}

private final class AskedTiles {
    var addresses: [TileAddress] = []
}

/// The tiles that one proof has read.
private struct TileCache {
    let size: Int
    let read: (TileAddress) throws -> [MerkleHash]
    private var tiles: [TileAddress: [MerkleHash]] = [:]

    init(size: Int, read: @escaping (TileAddress) throws -> [MerkleHash]) {
        self.size = size
        self.read = read
    }

    /// The hash of the node above a range of leaves that is a node of the tree.
    mutating func hash(of leaves: Range<Int>) throws -> MerkleHash {
        var hash: MerkleHash?
        var end = leaves.upperBound
        // The node begins at a multiple of its own width, so that its perfect subtrees are those
        // of the bits of its count.
        while end > leaves.lowerBound {
            let height = (end - leaves.lowerBound).trailingZeroBitCount
            let subtree = try perfectHash(before: end, height: height)
            hash = hash.map { .node(subtree, $0) } ?? subtree
            end -= 1 << height
        }
        return hash ?? .empty
    }

    /// The root of the 2^height leaves before `end`, out of the tile that has its level.
    private mutating func perfectHash(before end: Int, height: Int) throws -> MerkleHash {
        let level = height / 8
        let count = 1 << (height % 8)
        let start = end >> (8 * level) - count
        let tile = try tile(level: level, index: start / TileAddress.widthMax)
        let offset = start % TileAddress.widthMax
        return MerkleTree.perfectRoot(of: tile[offset..<offset + count])
    }

    private mutating func tile(level: Int, index: Int) throws -> [MerkleHash] {
        guard let address = TileAddress(level: level, index: index, inTreeOf: size) else {
            throw LogFormatError("the tree has no tile \(index) at level \(level)")
        }
        if let tile = tiles[address] { return tile }
        let tile = try Tile(address: address, hashes: try read(address)).hashes
        tiles[address] = tile
        return tile
    }
}
