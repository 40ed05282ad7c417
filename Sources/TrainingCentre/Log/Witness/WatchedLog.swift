import Credentials
import Documents
import Foundation
import Postgres

/// A log of somebody else that we are a witness of.
package struct WatchedLog: Sendable {
    package let origin: String
    package let key: NoteKey
    /// The size of the last tree that we cosigned.
    package let size: Int
    package let cosignedAt: Date?

    package var json: JSON {
        [
            "origin": .string(origin), "size": .integer(size),
            "cosigned_at": JSON(cosignedAt?.rfc3339), "vkey": .string(key.description),
        ]
    }

    /// All logs that are watched, in the order in which they were added.
    package static func list(in transaction: borrowing Transaction) throws -> [WatchedLog] {
        try transaction.rows(
            """
            SELECT watched_logs.origin, watched_logs.vkey, coalesce(watched_trees.size, 0),
                CASE WHEN watched_trees.size > 0 THEN watched_trees.cosigned_at END
            FROM watched_logs
            LEFT JOIN watched_trees ON watched_trees.origin = watched_logs.origin
            ORDER BY watched_logs.id
            """,
            as: (String.self, String.self, Int.self, Date?.self)
        ).map { origin, vkey, size, cosignedAt in
            WatchedLog(origin: origin, key: try NoteKey(vkey), size: size, cosignedAt: cosignedAt)
        }
    }

    /// Watches a log from now on; a second key for the same log is another one that may sign it.
    ///
    /// Refuses with `AccessError.notAllowed`, and with `InvalidForm` an origin that no checkpoint
    /// can have and a key that is no log's.
    package static func watch(
        _ origin: String,
        vkey: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try actor.require(.manageAccounts)
        let key = try NoteKey.typed(vkey, kind: .ed25519)
        guard (1...255).contains(origin.unicodeScalars.count),
            origin.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw InvalidForm([FieldProblem("origin", "is the first line of a checkpoint")]) }
        _ = try transaction.execute(
            """
            INSERT INTO watched_logs (origin, vkey) VALUES (\(origin), \(key.description))
            ON CONFLICT (origin, vkey) DO NOTHING
            """
        )
        // There before anybody asks, so that the first two to ask lock it one after the other.
        _ = try transaction.execute(
            """
            INSERT INTO watched_trees (origin, size, root)
            VALUES (\(origin), 0, \(TreeHead.empty.root.bytes))
            ON CONFLICT (origin) DO NOTHING
            """
        )
    }

    /// Watches a log no more; what was cosigned is remembered for ever.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing` and `NotFound`.
    package static func unwatch(
        _ origin: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws {
        try act.actor.require(.manageAccounts)
        _ = try act.requireReason()
        let count = try transaction.execute("DELETE FROM watched_logs WHERE origin = \(origin)")
        guard count > 0 else { throw NotFound("log", origin) }
    }

    /// The key that verifies our cosignatures; refuses with `SigningKeyError`.
    package static func witnessKey(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> NoteKey {
        let key = try Signers.live(.witness, SigningKey.list(in: transaction))
        return try NoteKey(
            name: signing.addresses.witnessName,
            kind: .cosignature,
            publicKey: key.publicKey
        )
    }
}

extension TrainingCentre {
    /// Answers a log that asks for our cosignature (C2SP tlog-witness).
    ///
    /// The tree that is remembered is locked, compared and stored in one transaction, and the
    /// answer is given after it. Refuses with `SigningKeyError`.
    package func cosign(_ content: [UInt8]) async throws -> WitnessAnswer {
        let signing = signing
        return try await database.transaction { (transaction: borrowing Transaction) in
            let logs = try WatchedLog.list(in: transaction)
            // By bytes: Swift calls composed and decomposed letters equal.
            let known = Dictionary(grouping: logs) { Array($0.origin.utf8) }.values.map { logs in
                Witness.KnownLog(origin: logs[0].origin, keys: logs.map(\.key))
            }
            guard !known.isEmpty else { return .unknownLog }
            let witness = Witness(cosigner: try signing.cosigner(in: transaction), logs: known)
            let seconds = try Moment.now(in: transaction).unixSeconds
            var asked: String?
            let answer = try witness.answer(content, at: seconds) { origin in
                asked = origin
                return try WatchedTree.lock(origin, in: transaction)
            }
            if case .cosigned(_, let head) = answer, let asked {
                try WatchedTree.save(head, of: asked, in: transaction)
            }
            return answer
        }
    }
}

/// The tree that was last cosigned for a log.
private enum WatchedTree {
    static func lock(_ origin: String, in transaction: borrowing Transaction) throws -> TreeHead? {
        _ = try transaction.execute(
            "SELECT 1 FROM watched_trees WHERE origin = \(origin) FOR UPDATE"
        )
        return try transaction.row(
            "SELECT size, root FROM watched_trees WHERE origin = \(origin)",
            as: (Int.self, [UInt8].self)
        ).map { size, root in
            guard let root = MerkleHash(root) else { throw LogRefusal.damaged }
            return TreeHead(size: size, root: root)
        }
    }

    static func save(
        _ head: TreeHead,
        of origin: String,
        in transaction: borrowing Transaction
    ) throws {
        let count = try transaction.execute(
            """
            UPDATE watched_trees
            SET size = \(head.size), root = \(head.root.bytes), cosigned_at = now()
            WHERE origin = \(origin)
            """
        )
        // Without its row nothing would be remembered, and a fork could be cosigned.
        guard count == 1 else { throw LogRefusal.damaged }
    }
}
