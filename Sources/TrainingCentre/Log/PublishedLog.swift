import Credentials
import Postgres

/// What the log publishes: its newest checkpoint, its tiles and its entries.
///
/// A file is published when a signed checkpoint covers it.
package enum PublishedLog {
    /// The newest signed checkpoint; nil while the log is empty.
    package static func checkpoint(in transaction: borrowing Transaction) throws -> [UInt8]? {
        try LogStore.checkpoint(in: transaction)
    }

    /// A file of the log below its prefix; nil when it is not published.
    package static func file(
        _ path: LogPath,
        in transaction: borrowing Transaction
    ) throws -> [UInt8]? {
        guard let bytes = try checkpoint(in: transaction) else { return nil }
        let size = try SignedCheckpoint(bytes).checkpoint.size
        switch path {
        case .checkpoint: return bytes
        case .tile(let address):
            guard
                let there = TileAddress(
                    level: address.level,
                    index: address.index,
                    inTreeOf: size
                ), there.width >= address.width,
                let hashes = try LogStore.tiles([address], in: transaction)[address]
            else { return nil }
            return try Tile(address: address, hashes: hashes).bytes
        case .entries(let address):
            guard let there = EntryBundleAddress(index: address.index, inTreeOf: size),
                there.width >= address.width
            else { return nil }
            return try EntryBundle.write(try LogStore.entries(address, in: transaction))
        }
    }

    /// The key that verifies the log's signatures, as a line (C2SP signed-note vkey).
    package static func key(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> NoteKey {
        let key = try Signers.live(.log, SigningKey.list(in: transaction))
        return try NoteKey(
            name: signing.addresses.logOrigin,
            kind: .ed25519,
            publicKey: key.publicKey
        )
    }
}

extension TrainingCentre {
    /// Audits the whole log against its newest checkpoint, and against the one that is kept
    /// outside the database; then every certificate against its entry.
    ///
    /// Answers how many entries were audited. Throws `LogDifference` for the first difference, and
    /// refuses with `LogRefusal`.
    package func auditLog() async throws -> Int {
        let signing = signing
        let remembered = try signing.rememberedCheckpoint().map(SignedCheckpoint.init)
        return try await read { (transaction: borrowing Transaction) in
            guard let note = try LogStore.checkpoint(in: transaction) else {
                if let remembered {
                    throw LogRefusal.shorter(size: 0, published: remembered.checkpoint.size)
                }
                return 0
            }
            let signed = try SignedCheckpoint(note)
            let policy = try LogPolicy(
                origin: signing.addresses.logOrigin,
                logKeys: [try PublishedLog.key(signing, in: transaction)],
                witnesses: [],
                witnessesMin: 0
            )
            let head = try policy.verify(signed).head
            try LogAudit.compare(head, with: remembered?.checkpoint.head, in: transaction)
            try LogAudit.certificates(in: transaction)
            return head.size
        }
    }
}

/// The parts of an audit.
enum LogAudit {
    /// Rebuilds the tree from its entries, in memory as large as one bundle.
    static func compare(
        _ head: TreeHead,
        with remembered: TreeHead?,
        in transaction: borrowing Transaction
    ) throws {
        var edge = TreeEdge()
        var rememberedRoot = remembered?.size == 0 ? MerkleHash.empty : nil
        while edge.size < head.size,
            let address = EntryBundleAddress(
                index: edge.size / TileAddress.widthMax,
                inTreeOf: head.size
            )
        {
            let entries = try LogStore.entries(address, in: transaction)
            guard entries.count == address.width else {
                throw LogDifference.wrongLeaf(index: edge.size + entries.count)
            }
            let leaves = entries.map { MerkleHash.leaf($0) }
            let kept = min(max((remembered?.size ?? 0) - edge.size, 0), leaves.count)
            try compare(edge.append(Array(leaves[..<kept])), in: transaction)
            if edge.size == remembered?.size { rememberedRoot = edge.root }
            try compare(edge.append(Array(leaves[kept...])), in: transaction)
        }
        guard edge.root == head.root else { throw LogDifference.wrongRoot(size: head.size) }
        if let remembered {
            guard remembered.size <= head.size else {
                throw LogDifference.smaller(size: head.size, remembered: remembered.size)
            }
            guard rememberedRoot == remembered.root else {
                throw LogDifference.rewritten(remembered: remembered.size)
            }
        }
    }

    /// Holds the stored tiles against those that the entries make.
    private static func compare(
        _ tiles: [Tile],
        in transaction: borrowing Transaction
    ) throws {
        let stored = try LogStore.tiles(tiles.map(\.address), in: transaction)
        for tile in tiles where stored[tile.address] != tile.hashes {
            throw LogDifference.wrongHash(path: LogPath.tile(tile.address).path, position: 0)
        }
    }

    /// Holds every certificate and every end of one against its entry in the log.
    static func certificates(in transaction: borrowing Transaction) throws {
        try transaction.forEachRow(
            """
            SELECT credentials.certificate_id, credentials.salt, credentials.document,
                log_leaves.commitment
            FROM credentials
            LEFT JOIN log_leaves ON log_leaves.certificate_id = credentials.certificate_id
                AND log_leaves.kind = 'issue'
            ORDER BY credentials.certificate_id
            """,
            as: (ID<Certificate>.self, [UInt8].self, [UInt8].self, [UInt8]?.self)
        ) { certificate, salt, document, commitment in
            let made = try? StoredCredential.commitment(of: document, salt: salt)
            guard let commitment, made == commitment else {
                throw CertificateDifference(certificate: certificate.value)
            }
        }
        let forgotten = try transaction.value(
            """
            SELECT certificates.id FROM certificates
            LEFT JOIN credentials ON credentials.certificate_id = certificates.id
            WHERE credentials.certificate_id IS NULL
            ORDER BY certificates.id LIMIT 1
            """,
            as: Int.self
        )
        if let forgotten { throw CertificateDifference(certificate: forgotten) }
    }
}

/// A certificate that is not what the log says was issued.
package struct CertificateDifference: Error, CustomStringConvertible {
    let certificate: Int

    package var description: String {
        "certificate \(certificate) of the register is not the one that the log has an entry of"
    }
}
