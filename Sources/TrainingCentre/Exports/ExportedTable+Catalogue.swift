import Postgres

extension ExportedTable {
    /// Every version of every course, the first before the second.
    func courseVersions(
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        let codes = try transaction.rows(
            "SELECT code FROM courses ORDER BY code COLLATE \"C\"",
            as: String.self
        )
        for code in codes {
            for version in try CourseVersion.list(course: code, in: transaction).reversed() {
                let form = try CourseVersionContents(of: version, in: transaction).form
                    .with("course_code", code).with("number", String(version.number))
                try body(columns.map { form.cell($0) })
            }
        }
    }

    /// The register of trainers, in the order of entry.
    func trainers(
        by actor: Actor,
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        var next: PageRequest? = PageRequest(rowsMax: PageRequest.Limits.rowsMax)
        while let request = next {
            let page = try TrainerProfile.list(
                state: nil,
                page: request,
                by: actor,
                in: transaction
            )
            for trainer in page.items {
                let row = trainer.row
                try body(columns.map { row[$0] ?? "" })
            }
            next = page.next.map {
                PageRequest(after: $0, rowsMax: PageRequest.Limits.rowsMax)
            }
        }
    }

    /// The sessions with their times on the centre's clock, and who teaches them.
    var sessions: SQL {
        """
        SELECT ARRAY[
            cohorts.code, to_char(sessions.held_on, 'YYYY-MM-DD'),
            coalesce(to_char(sessions.starts_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'), ''),
            coalesce(to_char(sessions.ends_at AT TIME ZONE 'Europe/Belgrade', 'HH24:MI'), ''),
            trim_scale(sessions.hours)::text, coalesce(rooms.code, ''),
            coalesce(sessions.place, ''),
            coalesce((
                SELECT string_agg(people.email, '|' ORDER BY people.email COLLATE "C")
                FROM session_trainers JOIN people ON people.id = session_trainers.person_id
                WHERE session_trainers.session_id = sessions.id), '')]
        FROM sessions
        JOIN cohorts ON cohorts.id = sessions.cohort_id
        LEFT JOIN rooms ON rooms.id = sessions.room_id
        WHERE \(cohort)::text IS NULL OR cohorts.code = \(cohort)
        ORDER BY cohorts.code COLLATE "C", sessions.held_on, sessions.starts_at, sessions.id
        """
    }
}
