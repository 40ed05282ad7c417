/// Rebuilds a whole log from its entries and compares everything that it publishes.
///
/// Reads each bundle and each tile once, from the first entry on, and keeps the right edge of the
/// tree only: the memory does not grow with the log. Signatures are `LogPolicy`'s to verify.
package struct LogAuditor {
    private let readTile: (TileAddress) throws -> [UInt8]?
    private let readBundle: (EntryBundleAddress) throws -> [UInt8]?

    /// An auditor; both closures give the content of a file, and nil when it does not exist.
    ///
    /// A log that has grown since the checkpoint may keep only the full tile or bundle: the
    /// beginning of that is then the partial one.
    package init(
        tile: @escaping (TileAddress) throws -> [UInt8]?,
        bundle: @escaping (EntryBundleAddress) throws -> [UInt8]?
    ) {
        readTile = tile
        readBundle = bundle
    }

    /// Audits the log up to a checkpoint and compares it with one that was kept from before.
    ///
    /// Every entry is handed on with its number, from 0, after its hash was found right. Throws
    /// the first `LogDifference`, and what the closures throw.
    package func audit(
        _ checkpoint: TreeHead,
        remembered: TreeHead = .empty,
        entry: (Int, ArraySlice<UInt8>) throws -> Void = { _, _ in }
    ) throws {
        guard checkpoint.size >= remembered.size else {
            throw LogDifference.smaller(size: checkpoint.size, remembered: remembered.size)
        }
        var edge = TreeEdge()
        while edge.size < checkpoint.size,
            let address = EntryBundleAddress(
                index: edge.size / TileAddress.widthMax,
                inTreeOf: checkpoint.size
            )
        {
            let leaves = try leaves(of: address, entry: entry)
            // The remembered tree may end inside this bundle.
            let kept = min(max(remembered.size - edge.size, 0), leaves.count)
            let before = edge.append(Array(leaves[..<kept]))
            if edge.size == remembered.size, edge.root != remembered.root {
                throw LogDifference.rewritten(remembered: remembered.size)
            }
            let after = edge.append(Array(leaves[kept...]))
            for tile in before + after where tile.address.level > 0 {
                try compare(tile, inTreeOf: checkpoint.size)
            }
        }
        guard edge.root == checkpoint.root else {
            throw LogDifference.wrongRoot(size: checkpoint.size)
        }
    }

    /// The leaves of a bundle, which are those of its tile.
    private func leaves(
        of address: EntryBundleAddress,
        entry: (Int, ArraySlice<UInt8>) throws -> Void
    ) throws -> [MerkleHash] {
        let path = LogPath.entries(address).path
        guard let content = try readBundle(address) else {
            throw LogDifference.missing(path: path)
        }
        let entries: [ArraySlice<UInt8>]
        do {
            entries = try EntryBundle.read(content, width: address.width)
        } catch {
            throw LogDifference.malformed(path: path, problem: "\(error)")
        }
        let tile = try tile(
            TileAddress(level: 0, index: address.index, width: address.width)
        )
        for (position, bytes) in entries.enumerated() {
            let index = address.firstEntry + position
            guard MerkleHash.leaf(bytes) == tile.hashes[position] else {
                throw LogDifference.wrongLeaf(index: index)
            }
            try entry(index, bytes)
        }
        return tile.hashes
    }

    /// Compares a tile of a higher level once it is as wide as the checkpoint's tree has it.
    private func compare(_ tile: Tile, inTreeOf size: Int) throws {
        let address = tile.address
        let final = TileAddress(level: address.level, index: address.index, inTreeOf: size)
        guard final == address else { return }
        let published = try self.tile(address)
        for (position, hash) in tile.hashes.enumerated() where published.hashes[position] != hash {
            throw LogDifference.wrongHash(path: LogPath.tile(address).path, position: position)
        }
    }

    private func tile(_ address: TileAddress) throws -> Tile {
        let path = LogPath.tile(address).path
        guard let content = try readTile(address) else { throw LogDifference.missing(path: path) }
        do {
            return try Tile(address: address, bytes: content)
        } catch {
            throw LogDifference.malformed(path: path, problem: "\(error)")
        }
    }
}
