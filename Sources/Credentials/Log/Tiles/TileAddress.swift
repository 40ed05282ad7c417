/// Which tile of the tree: a row of at most 256 consecutive hashes (C2SP tlog-tiles).
///
/// Level 0 holds the leaves; each hash of a higher level is the root of a full tile below it.
package struct TileAddress: Hashable, Sendable {
    /// How many hashes a full tile has.
    package static let widthMax = 256
    /// The highest level that a path can name.
    package static let levelMax = 63

    /// From 0 to 63.
    package let level: Int
    /// The number of the tile in its level, from 0.
    package let index: Int
    /// From 1 to 256; 256 is a full tile.
    package let width: Int

    /// The tile with these numbers.
    package init(level: Int, index: Int, width: Int = widthMax) {
        precondition((0...Self.levelMax).contains(level), "no such level")
        precondition(index >= 0 && (1...Self.widthMax).contains(width), "no such tile")
        self.level = level
        self.index = index
        self.width = width
    }

    /// The tile as a tree of `size` leaves has it; nil where that tree has none.
    package init?(level: Int, index: Int, inTreeOf size: Int) {
        guard (0...Self.levelMax).contains(level), index >= 0, size >= 0 else { return nil }
        let last = size >> (8 * level) / Self.widthMax
        let partial = size >> (8 * level) % Self.widthMax
        guard index < last || (index == last && partial > 0) else { return nil }
        self.init(level: level, index: index, width: index < last ? Self.widthMax : partial)
    }

    /// Whether all 256 hashes are there, so that the tile never changes again.
    package var isFull: Bool { width == Self.widthMax }

    /// The full tile at the same place.
    package var full: TileAddress { TileAddress(level: level, index: index) }

    /// All tiles of a tree of `size` leaves, from the leaves upwards, each level from the left.
    ///
    /// Costs memory for each: read the tiles of a large tree level by level instead.
    package static func all(inTreeOf size: Int) -> [TileAddress] {
        var addresses: [TileAddress] = []
        var level = 0
        while let first = TileAddress(level: level, index: 0, inTreeOf: size) {
            addresses.append(first)
            var index = 1
            while let next = TileAddress(level: level, index: index, inTreeOf: size) {
                addresses.append(next)
                index += 1
            }
            level += 1
        }
        return addresses
    }
}

/// Which bundle of entries: the entries of the tile of level 0 with the same index and width.
package struct EntryBundleAddress: Hashable, Sendable {
    /// The number of the bundle, from 0.
    package let index: Int
    /// From 1 to 256; 256 is a full bundle.
    package let width: Int

    /// The bundle with these numbers.
    package init(index: Int, width: Int = TileAddress.widthMax) {
        self.init(of: TileAddress(level: 0, index: index, width: width))
    }

    /// The bundle of a tile of level 0.
    private init(of tile: TileAddress) {
        index = tile.index
        width = tile.width
    }

    /// The bundle as a log of `size` entries has it; nil where that log has none.
    package init?(index: Int, inTreeOf size: Int) {
        guard let tile = TileAddress(level: 0, index: index, inTreeOf: size) else { return nil }
        self.init(of: tile)
    }

    /// The number of its first entry.
    package var firstEntry: Int { index * TileAddress.widthMax }
}
