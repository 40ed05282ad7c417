import Glibc
import Postgres

/// A file of a handbook that was taken, so that nobody else works on it.
package struct TakenFile: Sendable {
    let blobID: ID<Blob>
    package let path: String
    package let mediaType: Blob.MediaType
}

/// Files of handbooks that wait for somebody to work on them, in a table that says what came of it.
///
/// Each is taken with a lease, and whoever dies over it leaves it to be taken again: three times,
/// since a file may be what they died of.
struct WaitingFiles: Sendable {
    let table: SQL
    /// The column that says when a file was done with.
    let doneAt: SQL
    /// Longer than one file may take.
    let leaseSeconds: Int

    enum Limits {
        static let attemptsMax = 3
        /// When a file that is not there, or that nothing here can read, is looked for again.
        static let pauseSeconds = 600
    }

    static let act = Act(by: Actor(name: "handbooks", roles: []))

    /// Takes the next file of some kinds that is due; nil when there is none.
    func take(_ kinds: [Blob.MediaType], in centre: TrainingCentre) async throws -> TakenFile? {
        let isDue = try await centre.read { (transaction: borrowing Transaction) in
            try transaction.value(
                "SELECT EXISTS (SELECT FROM \(table) WHERE due_at <= now())",
                as: Bool.self
            )
        }
        guard isDue == true else { return nil }
        let blobs = centre.blobs
        return try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try giveUp(in: transaction)
            while let (id, digest, bytes, mediaType) = try due(kinds, in: transaction) {
                let blob = Blob(digest: digest, bytes: bytes, mediaType: mediaType)
                if blobs.holds(blob) {
                    return TakenFile(blobID: id, path: blobs.path(of: blob), mediaType: mediaType)
                }
                try putOff(id, Limits.pauseSeconds, in: transaction)
            }
            return nil
        }
    }

    /// What was tried as often as it may be is done with.
    private func giveUp(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            UPDATE \(table)
            SET due_at = NULL, \(doneAt) = now(), problem = 'given_up'
            WHERE blob_id IN (
                SELECT blob_id FROM \(table)
                WHERE due_at <= now() AND attempts >= \(Limits.attemptsMax)
                FOR UPDATE SKIP LOCKED)
            """
        )
    }

    private func due(
        _ kinds: [Blob.MediaType],
        in transaction: borrowing Transaction
    ) throws -> (ID<Blob>, String, Int, Blob.MediaType)? {
        try transaction.row(
            """
            UPDATE \(table)
            SET attempts = attempts + 1,
                due_at = now() + make_interval(secs => \(leaseSeconds)::integer)
            FROM blobs
            WHERE blobs.id = \(table).blob_id AND \(table).blob_id = (
                SELECT waiting.blob_id
                FROM \(table) AS waiting JOIN blobs AS files ON files.id = waiting.blob_id
                WHERE waiting.due_at <= now() AND waiting.attempts < \(Limits.attemptsMax)
                    AND files.media_type = ANY(\(kinds.map(\.rawValue)))
                ORDER BY waiting.due_at, waiting.blob_id
                LIMIT 1
                FOR UPDATE OF waiting SKIP LOCKED)
            RETURNING blobs.id, blobs.digest, blobs.bytes, blobs.media_type
            """,
            as: (ID<Blob>.self, String.self, Int.self, Blob.MediaType.self)
        )
    }

    private func putOff(
        _ id: ID<Blob>,
        _ seconds: Int,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE \(table)
            SET attempts = attempts - 1,
                due_at = now() + make_interval(secs => \(seconds)::integer)
            WHERE blob_id = \(id) AND due_at IS NOT NULL
            """
        )
    }

    /// Leaves a file for later, as if it had not been taken: one that nobody waited for is taken
    /// at once, one for which a program went missing is looked for again.
    func putOff(_ file: TakenFile, isStopped: Bool, in centre: TrainingCentre) async throws {
        let seconds = isStopped ? 0 : Limits.pauseSeconds
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try putOff(file.blobID, seconds, in: transaction)
        }
    }

    /// Locks what is known of a file; false when whoever was faster has recorded what came of it.
    func isOpen(_ file: TakenFile, in transaction: borrowing Transaction) throws -> Bool {
        try transaction.value(
            """
            SELECT due_at IS NOT NULL FROM \(table)
            WHERE blob_id = \(file.blobID) FOR UPDATE
            """,
            as: Bool.self
        ) == true
    }

    /// Whether a program is installed on this machine.
    static func isInstalled(_ program: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { access("\($0)/\(program)", X_OK) == 0 }
    }
}
