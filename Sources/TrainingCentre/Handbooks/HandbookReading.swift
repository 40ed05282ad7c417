import Postgres

/// The files of handbooks whose text waits to be read, so that it can be searched.
package struct HandbookReading: Sendable {
    private let centre: TrainingCentre

    /// Limits of the job.
    private enum Limits {
        /// Longer than reading one file may take, twice.
        static let leaseSeconds = 900
        /// Parts of pages that are entered with one statement.
        static let rowsAtOnce = 200
    }

    private static let waiting = WaitingFiles(
        table: "handbook_texts",
        doneAt: "read_at",
        leaseSeconds: Limits.leaseSeconds
    )

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Takes the next file that is due and can be read here; nil when there is none.
    package func take() async throws -> TakenFile? {
        let kinds = Blob.MediaType.ofHandbooks.filter(HandbookReader.canRead)
        return try await Self.waiting.take(kinds, in: centre)
    }

    /// Records what came of a file; whoever was slower than the lease records nothing anew.
    ///
    /// What was stopped is left to be taken at once; nil leaves for later a file that the program
    /// to read it went missing for.
    package func record(_ file: TakenFile, _ outcome: HandbookReader.Outcome?) async throws {
        let (content, problem): (HandbookContent?, HandbookProblem?)
        switch outcome {
        case .read(let found): (content, problem) = (found, nil)
        case .unreadable(let found): (content, problem) = (nil, found)
        case .stopped: return try await Self.waiting.putOff(file, isStopped: true, in: centre)
        case nil: return try await Self.waiting.putOff(file, isStopped: false, in: centre)
        }
        try await centre.write(WaitingFiles.act) { (transaction: borrowing Transaction) in
            guard try Self.waiting.isOpen(file, in: transaction) else { return }
            _ = try transaction.execute(
                "DELETE FROM handbook_pages WHERE blob_id = \(file.blobID)"
            )
            try Self.enter(content?.parts ?? [], of: file.blobID, in: transaction)
            _ = try transaction.execute(
                """
                UPDATE handbook_texts
                SET due_at = NULL, read_at = now(), pages = \(content?.count),
                    problem = \(problem)
                WHERE blob_id = \(file.blobID)
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
    /// What was read is found until then. Refuses with `AccessError.notAllowed`, `NotFound` and,
    /// where nothing is read or drawn, `HandbookError.hasNoFile`.
    package static func readAgain(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        let edition = try find(code, in: transaction)
        let source =
            try transaction.value(
                """
                SELECT sources.blob_id
                FROM edition_cover_sources AS sources
                JOIN handbook_editions AS editions ON editions.id = sources.edition_id
                WHERE editions.code = \(edition.draft.code)
                """,
                as: ID<Blob>?.self
            ) ?? nil
        guard edition.text != nil || source != nil else { throw HandbookError.hasNoFile }
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
            WHERE blob_id = \(source)
            """
        )
        return try find(code, in: transaction)
    }
}
