import Postgres

/// The files of handbooks whose text waits to be read, so that it can be searched.
///
/// Each is taken with a lease, and whoever dies over it leaves it to be taken again: three times,
/// since a file may be what they died of.
package struct HandbookReading: Sendable {
    private let centre: TrainingCentre

    /// Limits of the job.
    package enum Limits {
        /// Longer than reading one file may take, twice.
        static let leaseSeconds = 900
        static let attemptsMax = 3
        /// When a file that is not there, or that nothing here can read, is looked for again.
        static let pauseSeconds = 600
        /// Parts of pages that are entered with one statement.
        static let rowsAtOnce = 200
    }

    /// A file that was taken.
    package struct Job: Sendable {
        let blobID: ID<Blob>
        package let path: String
        package let mediaType: Blob.MediaType
    }

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    private static let act = Act(by: Actor(name: "handbooks", roles: []))

    /// Takes the next file that is due and can be read here; nil when there is none.
    package func take() async throws -> Job? {
        let kinds = Blob.MediaType.ofHandbooks.filter(HandbookReader.canRead)
        let isDue = try await centre.read { (transaction: borrowing Transaction) in
            try transaction.value(
                "SELECT EXISTS (SELECT FROM handbook_texts WHERE due_at <= now())",
                as: Bool.self
            )
        }
        guard isDue == true else { return nil }
        let blobs = centre.blobs
        return try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try Self.giveUp(in: transaction)
            while let (id, digest, bytes, mediaType) = try Self.due(kinds, in: transaction) {
                let blob = Blob(digest: digest, bytes: bytes, mediaType: mediaType)
                if blobs.holds(blob) {
                    return Job(blobID: id, path: blobs.path(of: blob), mediaType: mediaType)
                }
                try Self.putOff(id, Limits.pauseSeconds, in: transaction)
            }
            return nil
        }
    }

    /// What was tried as often as it may be is done with.
    private static func giveUp(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            UPDATE handbook_texts
            SET due_at = NULL, read_at = now(), problem = \(HandbookProblem.givenUp)
            WHERE blob_id IN (
                SELECT blob_id FROM handbook_texts
                WHERE due_at <= now() AND attempts >= \(Limits.attemptsMax)
                FOR UPDATE SKIP LOCKED)
            """
        )
    }

    private static func due(
        _ kinds: [Blob.MediaType],
        in transaction: borrowing Transaction
    ) throws -> (ID<Blob>, String, Int, Blob.MediaType)? {
        try transaction.row(
            """
            UPDATE handbook_texts
            SET attempts = attempts + 1,
                due_at = now() + make_interval(secs => \(Limits.leaseSeconds)::integer)
            FROM blobs
            WHERE blobs.id = handbook_texts.blob_id AND handbook_texts.blob_id = (
                SELECT waiting.blob_id
                FROM handbook_texts AS waiting JOIN blobs AS files ON files.id = waiting.blob_id
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

    /// Leaves a file for later, as if it had not been taken.
    private static func putOff(
        _ id: ID<Blob>,
        _ seconds: Int,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE handbook_texts
            SET attempts = attempts - 1,
                due_at = now() + make_interval(secs => \(seconds)::integer)
            WHERE blob_id = \(id) AND due_at IS NOT NULL
            """
        )
    }

    /// Leaves a file that the program to read it went missing for.
    package func putOff(_ job: Job) async throws {
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try Self.putOff(job.blobID, Limits.pauseSeconds, in: transaction)
        }
    }

    /// Records what came of a file; whoever was slower than the lease records nothing anew.
    ///
    /// What was stopped is left to be taken at once.
    package func record(_ job: Job, _ outcome: HandbookReader.Outcome) async throws {
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            let isOpen = try transaction.value(
                """
                SELECT due_at IS NOT NULL FROM handbook_texts
                WHERE blob_id = \(job.blobID) FOR UPDATE
                """,
                as: Bool.self
            )
            guard isOpen == true else { return }
            if case .stopped = outcome { return try Self.putOff(job.blobID, 0, in: transaction) }
            _ = try transaction.execute(
                "DELETE FROM handbook_pages WHERE blob_id = \(job.blobID)"
            )
            var (count, problem): (Int?, HandbookProblem?)
            switch outcome {
            case .read(let content):
                count = content.count
                try Self.enter(content.parts, of: job.blobID, in: transaction)
            case .unreadable(let found): problem = found
            case .stopped: break
            }
            _ = try transaction.execute(
                """
                UPDATE handbook_texts
                SET due_at = NULL, read_at = now(), pages = \(count), problem = \(problem)
                WHERE blob_id = \(job.blobID)
                """
            )
        }
    }

    private static func enter(
        _ parts: [HandbookContent.Part],
        of blob: ID<Blob>,
        in transaction: borrowing Transaction
    ) throws {
        for start in stride(from: 0, to: parts.count, by: Limits.rowsAtOnce) {
            let rows = parts[start..<min(start + Limits.rowsAtOnce, parts.count)]
            _ = try transaction.execute(
                """
                INSERT INTO handbook_pages (blob_id, number, part, title, content)
                SELECT \(blob), number, part, nullif(title, ''), content
                FROM unnest(
                    \(rows.map(\.number)), \(rows.map(\.part)), \(rows.map(\.title)),
                    \(rows.map(\.text))
                ) AS parts (number, part, title, content)
                """
            )
        }
    }
}

extension HandbookEdition {
    /// Has the text of an edition's file read and its cover drawn anew, as after an update of what
    /// does so.
    ///
    /// What was read is found until then. Refuses with `AccessError.notAllowed`, `NotFound` and
    /// `HandbookError.hasNoFile`.
    package static func readAgain(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        let edition = try find(code, in: transaction)
        guard edition.text != nil else { throw HandbookError.hasNoFile }
        _ = try transaction.execute(
            """
            UPDATE handbook_texts
            SET attempts = 0, due_at = now(), read_at = NULL, problem = NULL,
                requested_at = now()
            WHERE blob_id = (
                SELECT edition_texts.blob_id
                FROM edition_texts
                JOIN handbook_editions AS editions ON editions.id = edition_texts.edition_id
                WHERE editions.code = \(edition.draft.code))
            """
        )
        _ = try transaction.execute(
            """
            UPDATE handbook_covers
            SET attempts = 0, due_at = now(), drawn_at = NULL, problem = NULL, large_id = NULL,
                small_id = NULL, width = NULL, height = NULL
            WHERE blob_id = (
                SELECT sources.blob_id
                FROM edition_cover_sources AS sources
                JOIN handbook_editions AS editions ON editions.id = sources.edition_id
                WHERE editions.code = \(edition.draft.code))
            """
        )
        return try find(code, in: transaction)
    }
}
