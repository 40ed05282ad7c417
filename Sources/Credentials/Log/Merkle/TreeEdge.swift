/// The right edge of a log's tree: all that is needed to add entries to it.
///
/// It holds the partial tile of every level, at most 255 hashes each. Adding k leaves costs about
/// two hashes for each and gives every tile to be stored. Storing and reading are the caller's.
package struct TreeEdge: Hashable, Sendable {
    /// How many leaves the tree has.
    package private(set) var size = 0
    /// The partial tile of each level, without those above the last one that ever had a hash.
    private var levels: [[MerkleHash]] = []

    /// The edge of the tree without entries.
    package init() {}

    /// The edge of a tree whose tiles are stored.
    ///
    /// Reads one partial tile a level at most. Throws what `read` throws, and `LogFormatError`
    /// when a tile has another width than asked for.
    package init(size: Int, reading read: (TileAddress) throws -> [MerkleHash]) throws {
        guard size >= 0 else { throw LogFormatError("a tree has no size below zero") }
        self.size = size
        var level = 0
        while size >> (8 * level) > 0 {
            let count = size >> (8 * level)
            var tile: [MerkleHash] = []
            if count % TileAddress.widthMax != 0 {
                let address = TileAddress(
                    level: level,
                    index: count / TileAddress.widthMax,
                    width: count % TileAddress.widthMax
                )
                tile = try Tile(address: address, hashes: try read(address)).hashes
            }
            levels.append(tile)
            level += 1
        }
    }

    /// The root of the tree.
    package var root: MerkleHash {
        var root: MerkleHash?
        // From the smallest perfect subtree, at the right, to the largest.
        for tile in levels {
            var end = tile.count
            while end > 0 {
                let start = end & (end - 1)
                let subtree = MerkleTree.perfectRoot(of: tile[start..<end])
                root = root.map { MerkleHash.node(subtree, $0) } ?? subtree
                end = start
            }
        }
        return root ?? .empty
    }

    /// Adds leaves at the right and gives all tiles that are new or wider than before.
    ///
    /// Each address comes once: full tiles that were completed, and the last partial tile of each
    /// level that grew, as a checkpoint of the new size needs them (C2SP tlog-tiles).
    package mutating func append(_ leaves: [MerkleHash]) -> [Tile] {
        var changed: [Tile] = []
        var incoming = leaves
        var level = 0
        while !incoming.isEmpty {
            if level == levels.count { levels.append([]) }
            let index = size >> (8 * level) / TileAddress.widthMax
            incoming = fill(level: level, from: index, with: incoming, changed: &changed)
            level += 1
        }
        size += leaves.count
        return changed
    }

    /// Adds hashes to a level, and gives those of the tiles that became full.
    private mutating func fill(
        level: Int,
        from firstIndex: Int,
        with incoming: [MerkleHash],
        changed: inout [Tile]
    ) -> [MerkleHash] {
        var completed: [MerkleHash] = []
        var index = firstIndex
        var rest = incoming[...]
        var tile = levels[level]
        while !rest.isEmpty {
            let taken = rest.prefix(TileAddress.widthMax - tile.count)
            tile.append(contentsOf: taken)
            rest = rest.dropFirst(taken.count)
            let address = TileAddress(level: level, index: index, width: tile.count)
            changed.append(Tile(unchecked: address, tile))
            if address.isFull {
                completed.append(MerkleTree.perfectRoot(of: tile[...]))
                tile = []
                index += 1
            }
        }
        levels[level] = tile
        return completed
    }
}
