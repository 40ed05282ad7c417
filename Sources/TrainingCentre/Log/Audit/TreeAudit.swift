import Credentials
import Postgres

/// Rebuilds the tree from its entries and holds it against everything that says what it was.
struct TreeAudit {
    private let findings: AuditFindings
    private let policy: LogPolicy

    /// A root that the tree has to have at a size, and who says so.
    private struct Mark {
        let root: MerkleHash
        let source: String
    }

    init(
        _ signing: Signing,
        _ findings: AuditFindings,
        in transaction: borrowing Transaction
    ) throws {
        self.findings = findings
        let origin = signing.addresses.logOrigin
        // One that somebody has revoked here has signed all the same.
        let keys = try SigningKey.list(in: transaction).filter { $0.purpose == .log }
        guard !keys.isEmpty else { throw SigningKeyError.missing(.log) }
        policy = try LogPolicy(
            origin: origin,
            logKeys: keys.map {
                try NoteKey(name: origin, kind: .ed25519, publicKey: $0.publicKey)
            }
        )
    }

    /// Answers how many entries the newest checkpoint covers.
    ///
    /// `kept` is what is kept outside the database.
    func examine(
        against checkpoints: [[UInt8]],
        _ kept: [UInt8]?,
        in transaction: borrowing Transaction
    ) throws -> Int {
        var marks: [Int: [Mark]] = [:]
        if let kept {
            add(try SignedCheckpoint(kept).checkpoint, "the kept checkpoint", to: &marks)
        }
        for given in checkpoints {
            let checkpoint = try policy.verify(SignedCheckpoint(given))
            add(checkpoint, "the checkpoint that was given", to: &marks)
        }
        let head = try newest(in: transaction)
        if let head { add(head, "the newest checkpoint", to: &marks) }
        let size = head?.size ?? 0
        for (markSize, mark) in marks.sorted(by: { $0.key < $1.key }) where markSize > size {
            findings.add(
                .logShorter,
                "The log has \(size) entries, and \(mark[0].source) says that \(markSize) were "
                    + "published."
            )
        }
        try rebuild(size, marks, in: transaction)
        return size
    }

    private func add(_ checkpoint: Checkpoint, _ source: String, to marks: inout [Int: [Mark]]) {
        marks[checkpoint.size, default: []].append(Mark(root: checkpoint.root, source: source))
    }

    private func newest(in transaction: borrowing Transaction) throws -> Checkpoint? {
        guard let note = try LogStore.checkpoint(in: transaction) else { return nil }
        do {
            return try policy.verify(SignedCheckpoint(note))
        } catch {
            findings.add(.logSignature, "The newest checkpoint is not the log's: \(error).")
            return try? SignedCheckpoint(note).checkpoint
        }
    }

    private func rebuild(
        _ size: Int,
        _ marks: [Int: [Mark]],
        in transaction: borrowing Transaction
    ) throws {
        var edge = TreeEdge()
        while edge.size < size,
            let address = EntryBundleAddress(
                index: edge.size / TileAddress.widthMax,
                inTreeOf: size
            )
        {
            guard let leaves = try leaves(address, in: transaction) else { return }
            let stored = try storedRoots(edge.size, edge.size + leaves.count, in: transaction)
            let here = marks.merging(stored) { $0 + $1 }
                .filter { edge.size < $0.key && $0.key <= edge.size + leaves.count }
            var tiles: [TileAddress: Tile] = [:]
            var start = 0
            let first = edge.size
            for stop in Set(here.keys.map { $0 - first } + [leaves.count]).sorted() {
                for tile in edge.append(Array(leaves[start..<stop])) {
                    let narrow = TileAddress(
                        level: tile.address.level,
                        index: tile.address.index,
                        width: 1
                    )
                    // The widest edition of each: it begins with the others.
                    tiles[narrow] = tile
                }
                start = stop
                for mark in here[edge.size] ?? [] where mark.root != edge.root {
                    findings.add(
                        .logRewritten,
                        "The first \(edge.size) entries are not those that \(mark.source) was "
                            + "made of."
                    )
                }
            }
            try compare(Array(tiles.values), in: transaction)
        }
    }

    /// The leaves of a bundle; nil when the log cannot be rebuilt from there on.
    private func leaves(
        _ address: EntryBundleAddress,
        in transaction: borrowing Transaction
    ) throws -> [MerkleHash]? {
        let rows = try transaction.rows(
            """
            SELECT place, kind, commitment FROM log_leaves
            WHERE place >= \(address.firstEntry) AND place < \(address.firstEntry + address.width)
            ORDER BY place
            """,
            as: (Int.self, String.self, [UInt8].self)
        )
        var leaves: [MerkleHash] = []
        for (place, kind, commitment) in rows {
            guard place == address.firstEntry + leaves.count,
                let kind = LogEntry.Kind(rawValue: kind),
                let commitment = LogCommitment(commitment)
            else { break }
            leaves.append(MerkleHash.leaf(LogEntry(kind, commitment).bytes))
        }
        guard leaves.count == address.width else {
            findings.add(
                .logEntry,
                "Entry \(address.firstEntry + leaves.count) of the log is missing or damaged; "
                    + "what follows it cannot be checked."
            )
            return nil
        }
        return leaves
    }

    /// The roots that are stored for the sizes of a bundle, each with its signed note.
    private func storedRoots(
        _ after: Int,
        _ end: Int,
        in transaction: borrowing Transaction
    ) throws -> [Int: [Mark]] {
        let rows = try transaction.rows(
            """
            SELECT size, hash, NULL::text FROM log_roots
            WHERE size > \(after) AND size <= \(end)
            UNION ALL
            SELECT size, NULL::bytea, note FROM log_checkpoints
            WHERE size > \(after) AND size <= \(end)
            """,
            as: (Int.self, [UInt8]?.self, String?.self)
        )
        var marks: [Int: [Mark]] = [:]
        for (size, hash, note) in rows {
            if let root = hash.flatMap({ MerkleHash($0) }) {
                marks[size, default: []].append(Mark(root: root, source: "its stored root"))
            }
            guard let note else { continue }
            do {
                let signed = try policy.verify(SignedCheckpoint(Array(note.utf8)))
                guard signed.size == size else {
                    throw LogFormatError("it is of size \(signed.size)")
                }
                add(signed, "its signed checkpoint", to: &marks)
            } catch {
                findings.add(
                    .logSignature,
                    "The checkpoint of size \(size) is not the log's: \(error)."
                )
            }
        }
        return marks
    }

    /// Holds the stored tiles against those that the entries make.
    private func compare(_ tiles: [Tile], in transaction: borrowing Transaction) throws {
        let rows = try transaction.rows(
            """
            SELECT wanted.position, log_tiles.hashes
            FROM unnest(\(tiles.map(\.address.level)), \(tiles.map(\.address.index)))
                WITH ORDINALITY AS wanted (level, number, position)
            JOIN log_tiles ON log_tiles.level = wanted.level AND log_tiles.number = wanted.number
            """,
            as: (Int.self, [UInt8].self)
        )
        let stored = Dictionary(rows) { one, _ in one }
        for (position, tile) in tiles.enumerated()
        where stored[position + 1]?.starts(with: tile.bytes) != true {
            findings.add(
                .logTile,
                "The file \(LogPath.tile(tile.address).path) is not made of the entries below it."
            )
        }
    }
}
