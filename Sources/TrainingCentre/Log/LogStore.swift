import Credentials
import Postgres

/// The log as it stands in the database.
enum LogStore {
    typealias Tiles = [TileAddress: [MerkleHash]]

    /// How many entries have places.
    static func size(in transaction: borrowing Transaction) throws -> Int {
        try transaction.value("SELECT coalesce(max(size), 0) FROM log_roots", as: Int.self) ?? 0
    }

    /// The largest committed tree; nil while there is none.
    static func head(in transaction: borrowing Transaction) throws -> TreeHead? {
        try transaction.row(
            "SELECT size, hash FROM log_roots ORDER BY size DESC LIMIT 1",
            as: (Int.self, [UInt8].self)
        ).map { size, hash in
            guard let root = MerkleHash(hash) else { throw LogRefusal.damaged }
            return TreeHead(size: size, root: root)
        }
    }

    /// The signed checkpoint of a size, or the newest.
    static func checkpoint(
        ofSize size: Int? = nil,
        in transaction: borrowing Transaction
    ) throws -> [UInt8]? {
        try transaction.value(
            """
            SELECT note FROM log_checkpoints
            WHERE \(size)::bigint IS NULL OR size = \(size)
            ORDER BY size DESC LIMIT 1
            """,
            as: String.self
        ).map { Array($0.utf8) }
    }

    /// The partial tiles at the right edge of a tree.
    static func edgeTiles(ofSize size: Int, in transaction: borrowing Transaction) throws -> Tiles {
        var addresses: [TileAddress] = []
        var level = 0
        while size >> (8 * level) > 0 {
            let last = size >> (8 * level) / TileAddress.widthMax
            if let edge = TileAddress(level: level, index: last, inTreeOf: size) {
                addresses.append(edge)
            }
            level += 1
        }
        return try tiles(addresses, in: transaction)
    }

    /// Tiles by address; of a wider edition that is stored, the beginning.
    static func tiles(
        _ addresses: [TileAddress],
        in transaction: borrowing Transaction
    ) throws -> Tiles {
        var tiles: Tiles = [:]
        let rows = try transaction.rows(
            """
            SELECT wanted.position, log_tiles.hashes
            FROM unnest(\(addresses.map(\.level)), \(addresses.map(\.index)))
                WITH ORDINALITY AS wanted (level, number, position)
            JOIN log_tiles ON log_tiles.level = wanted.level AND log_tiles.number = wanted.number
            """,
            as: (Int.self, [UInt8].self)
        )
        for (position, bytes) in rows {
            let address = addresses[position - 1]
            guard bytes.count >= address.width * 32 else { throw LogRefusal.damaged }
            tiles[address] = try Tile(
                address: address,
                bytes: Array(bytes.prefix(address.width * 32))
            ).hashes
        }
        return tiles
    }

    static func hashes(_ tiles: Tiles, _ address: TileAddress) throws -> [MerkleHash] {
        guard let hashes = tiles[address] else { throw LogRefusal.damaged }
        return hashes
    }

    static func save(_ tiles: [Tile], in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO log_tiles (level, number, hashes)
            SELECT level, number, hashes
            FROM unnest(
                \(tiles.map(\.address.level)), \(tiles.map(\.address.index)),
                \(tiles.map(\.bytes))) AS tile (level, number, hashes)
            ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
            """
        )
    }

    /// The largest committed tree, once it is known to begin with the last published one; nil for
    /// the log without entries.
    ///
    /// `kept` is the checkpoint that is kept outside the database, read before the transaction
    /// looks at the log. Refuses with `LogRefusal`.
    static func head(
        continuing kept: [UInt8]?,
        in transaction: borrowing Transaction
    ) throws -> TreeHead? {
        let head = try head(in: transaction)
        if let kept {
            let published = try SignedCheckpoint(kept).checkpoint.head
            try check(head ?? .empty, continues: published, in: transaction)
        }
        return head
    }

    /// Refuses with `LogRefusal` while the log does not hold everything that was published.
    ///
    /// An older database gives numbers and places in status lists a second time: nothing may be
    /// issued or ended there.
    static func requirePublished(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws {
        _ = try head(continuing: signing.rememberedCheckpoint(), in: transaction)
    }

    /// Refuses with `LogRefusal` a tree that does not begin with another one.
    static func check(
        _ head: TreeHead,
        continues published: TreeHead,
        in transaction: borrowing Transaction
    ) throws {
        guard head.size >= published.size else {
            throw LogRefusal.shorter(size: head.size, published: published.size)
        }
        guard published.size > 0 else { return }
        let wanted = try TiledTree.tiles(forConsistencyFrom: published.size, to: published.size)
        let edge = try edgeTiles(ofSize: published.size, in: transaction)
        let tiles = try tiles(wanted, in: transaction).merging(edge) { one, _ in one }
        let tree = try TreeEdge(size: published.size) { try hashes(tiles, $0) }
        guard tree.root == published.root else {
            throw LogRefusal.rewritten(published: published.size)
        }
    }

    /// The proof that the tree of a size begins with a smaller one.
    static func consistencyProof(
        from oldSize: Int,
        to size: Int,
        in transaction: borrowing Transaction
    ) throws -> [MerkleHash] {
        let wanted = try TiledTree.tiles(forConsistencyFrom: oldSize, to: size)
        let tiles = try tiles(wanted, in: transaction)
        return try TiledTree(size: size) { try hashes(tiles, $0) }
            .consistencyProof(from: oldSize)
    }

    /// The entries of a bundle in the order of their places.
    static func entries(
        _ address: EntryBundleAddress,
        in transaction: borrowing Transaction
    ) throws -> [[UInt8]] {
        try transaction.rows(
            """
            SELECT kind, commitment FROM log_leaves
            WHERE place >= \(address.firstEntry) AND place < \(address.firstEntry + address.width)
            ORDER BY place
            """,
            as: (LogEntry.Kind.self, [UInt8].self)
        ).map { kind, commitment in
            guard let commitment = LogCommitment(commitment) else { throw LogRefusal.damaged }
            return LogEntry(kind, commitment).bytes
        }
    }
}
