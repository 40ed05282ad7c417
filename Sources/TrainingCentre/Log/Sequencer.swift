import Credentials
import Postgres

/// Takes waiting leaves into the log, and signs what was committed.
///
/// One at a time works, by an advisory lock; who finds nothing to do does nothing.
package struct Sequencer: Sendable {
    private let centre: TrainingCentre

    /// Limits of the sequencer.
    package enum Limits {
        /// Leaves that one transaction takes in.
        static let leavesMax = 65_536
    }

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Takes in everything that waits and publishes a checkpoint of it.
    ///
    /// Signing comes after the commit: a tree that was signed and then rolled back would be a
    /// second history. Answers how many leaves were taken in.
    /// Refuses with `SigningKeyError` and `LogRefusal`.
    @discardableResult
    package func run() async throws -> Int {
        let signing = centre.signing
        var count = 0
        while true {
            let taken = try await centre.database.transaction {
                (transaction: borrowing Transaction) in
                try Sequencer.takeIn(signing, in: transaction)
            }
            count += taken
            if taken < Limits.leavesMax { break }
        }
        try await publish()
        return count
    }

    /// Whether leaves or a committed tree wait; one statement, for a loop that asks often.
    package var hasWork: Bool {
        get async throws {
            try await centre.database.transaction(readOnly: true) {
                (transaction: borrowing Transaction) in
                try transaction.value(
                    """
                    SELECT EXISTS (SELECT FROM log_leaves WHERE place IS NULL)
                        OR coalesce((SELECT max(size) FROM log_roots), 0)
                            > coalesce((SELECT max(size) FROM log_checkpoints), 0)
                    """,
                    as: Bool.self
                ) ?? false
            }
        }
    }

    private static func takeIn(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> Int {
        _ = try transaction.execute(
            "SELECT pg_advisory_xact_lock(hashtext('obuka log sequencer'))"
        )
        let waiting = try transaction.rows(
            """
            SELECT id, kind, commitment FROM log_leaves
            WHERE place IS NULL ORDER BY id LIMIT \(Limits.leavesMax)
            """,
            as: (ID<LogEntry>.self, LogEntry.Kind.self, [UInt8].self)
        )
        guard !waiting.isEmpty else { return 0 }
        // Nothing grows on a history that is not the published one.
        _ = try LogStore.head(continuing: signing.rememberedCheckpoint(), in: transaction)
        let size = try LogStore.size(in: transaction)
        let tiles = try LogStore.edgeTiles(ofSize: size, in: transaction)
        var edge = try TreeEdge(size: size) { try LogStore.hashes(tiles, $0) }
        let leaves = try waiting.map { _, kind, commitment in
            guard let commitment = LogCommitment(commitment) else { throw LogRefusal.damaged }
            return MerkleHash.leaf(LogEntry(kind, commitment).bytes)
        }
        let changed = edge.append(leaves)
        _ = try transaction.execute(
            """
            UPDATE log_leaves SET place = \(size) + taken.number - 1
            FROM unnest(\(waiting.map(\.0))) WITH ORDINALITY AS taken (id, number)
            WHERE log_leaves.id = taken.id
            """
        )
        try LogStore.save(changed, in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO log_roots (size, hash) VALUES (\(edge.size), \(edge.root.bytes))
            """
        )
        return waiting.count
    }

    /// Signs the largest committed tree, unless it is published already.
    ///
    /// Before that it must begin with the last published one, which is kept outside the database
    /// too: a database that was put back to an older state would tell another history.
    private func publish() async throws {
        let signing = centre.signing
        try await centre.database.transaction { (transaction: borrowing Transaction) in
            _ = try transaction.execute(
                "SELECT pg_advisory_xact_lock(hashtext('obuka log sequencer'))"
            )
            let kept = try signing.rememberedCheckpoint()
            guard let head = try LogStore.head(continuing: kept, in: transaction) else { return }
            if try LogStore.checkpoint(ofSize: head.size, in: transaction) != nil { return }
            let signer = try signing.logSigner(in: transaction)
            let checkpoint = try Checkpoint(
                origin: signing.addresses.logOrigin,
                size: head.size,
                root: head.root
            )
            let signed = try SignedCheckpoint(checkpoint, signedBy: signer)
            _ = try transaction.execute(
                """
                INSERT INTO log_checkpoints (size, note)
                VALUES (\(head.size), \(String(decoding: signed.bytes, as: UTF8.self)))
                """
            )
            // Kept before it is published: a crash between the two leaves a note that nobody saw
            // and that the next run makes again, byte for byte.
            try signing.remember(signed.bytes)
        }
    }
}

/// Why the log does not sign, and nothing is issued or ended.
package enum LogRefusal: Refusal {
    /// The database holds fewer entries than were published.
    case shorter(size: Int, published: Int)
    /// The database holds other entries than were published.
    case rewritten(published: Int)
    case damaged
    case notYetTakenIn

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .shorter: "log_shorter"
        case .rewritten: "log_rewritten"
        case .damaged: "log_damaged"
        case .notYetTakenIn: "log_pending"
        }
    }

    package var message: String {
        switch self {
        case .shorter(let size, let published):
            "the log has \(size) entries, and \(published) were published: an older back-up was "
                + "restored. Nothing is signed, issued, replaced or revoked until a back-up with "
                + "all \(published) entries is restored; certificates can be verified meanwhile"
        case .rewritten(let published):
            "the log does not begin with the \(published) entries that were published: somebody "
                + "changed the database. Nothing is signed, issued, replaced or revoked until an "
                + "unchanged back-up with all of them is restored; "
                + "“obuka log audit” names what was changed"
        case .damaged: "what is stored of the log cannot be read"
        case .notYetTakenIn:
            "the log has not taken this certificate in yet: try again in some seconds"
        }
    }
}
