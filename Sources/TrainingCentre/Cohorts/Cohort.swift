import Postgres

/// One dated run of a course; a delivery once it took place.
package struct Cohort: CodedNoun {
    package static let noun = "cohort"
    package static let plural = "cohorts"

    package let draft: CohortDraft
    package let state: State
    package let seatsTaken: Int
    package let overbooked: Int
    /// How many are in the waiting list; nil for a cohort that has none.
    package let waiting: Int?
    package let closedOn: CalendarDate?
    package let cancelledOn: CalendarDate?
    package let version: Int

    package static var isPublic: SQL { "cohorts.state <> 'draft'" }

    package var seatsFree: Int { max(0, draft.capacity + overbooked - seatsTaken) }

    /// The cohorts that take enrolments and are not over, the next first; at most 200.
    package static func coming(in transaction: borrowing Transaction) throws -> [Cohort] {
        try rows(
            """
            WHERE cohort_takes_enrolments(cohorts.state) AND cohorts.ends_on >= centre_today()
            ORDER BY cohorts.starts_on, cohorts.id
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// The cohorts of a course, the latest first; at most 200.
    ///
    /// `publicOnly` leaves out drafts.
    package static func list(
        course code: String,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> [Cohort] {
        try rows(
            """
            WHERE courses.code = \(code.uppercased()) AND \(publicOnly ? isPublic : "true")
            ORDER BY cohorts.starts_on DESC, cohorts.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            in: transaction
        )
    }

    /// Whether there is a cohort with this code.
    package static func exists(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try !withCodes([code.uppercased()], in: transaction).isEmpty
    }

    /// The id of a cohort by its code; refuses with `NotFound`.
    static func id(of code: String, in transaction: borrowing Transaction) throws -> ID<Cohort> {
        guard
            let id = try transaction.value(
                "SELECT id FROM cohorts WHERE code = \(code.uppercased())",
                as: ID<Cohort>.self
            )
        else { throw NotFound("cohort", code) }
        return id
    }

    /// Locks a cohort against every other change until the transaction ends, and gives its id.
    ///
    /// What is read afterwards is read after the wait for the lock: look only then.
    static func lock(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Cohort> {
        guard
            let id = try transaction.value(
                "SELECT id FROM cohorts WHERE code = \(code.uppercased()) FOR UPDATE",
                as: ID<Cohort>.self
            )
        else { throw NotFound("cohort", code) }
        return id
    }

    /// By code, venue or course: each word may stand in another of them.
    package static func isFound(by words: SearchWords) -> SQL {
        var condition: SQL = "true"
        for place in words.words.indices {
            condition = """
                \(condition) AND cohorts.id IN (
                    SELECT id FROM cohorts WHERE \(words.matches("fold", word: place))
                    UNION ALL
                    SELECT cohorts.id
                    FROM cohorts JOIN courses ON courses.id = cohorts.course_id
                    WHERE \(words.matches("courses.fold", word: place)))
                """
        }
        return condition
    }

    package static var namesThatFit: SQL? {
        """
        SELECT cohorts.code
        UNION ALL
        SELECT unnest(ARRAY[
            taught.code, taught.title_sr_latn, taught.title_sr_cyrl, taught.title_en])
        FROM courses AS taught WHERE taught.id = cohorts.course_id
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Cohort] {
        try transaction.rows(
            """
            SELECT cohorts.code, courses.code, course_versions.number, projects.code,
                cohorts.starts_on, cohorts.ends_on,
                cohorts.venue, cohorts.capacity, cohorts.minimum_attendance_percent,
                cohorts.pass_score_percent, cohorts.state, cohorts.seats_taken,
                cohorts.overbooked, cohorts.closed_on, cohorts.cancelled_on, cohorts.row_version,
                CASE WHEN seat_rules.has_waiting_list THEN (
                    SELECT count(*) FROM enrolments
                    WHERE enrolments.cohort_id = cohorts.id AND enrolments.status = 'waiting')
                END
            FROM cohorts
            JOIN courses ON courses.id = cohorts.course_id
            JOIN course_versions ON course_versions.id = cohorts.course_version_id
            LEFT JOIN projects ON projects.id = cohorts.project_id
            LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            \(condition)
            """,
            as: (
                String.self, String.self, Int.self, String?.self, CalendarDate.self,
                CalendarDate.self,
                String.self, Int.self, Int.self, Int?.self, State.self, Int.self, Int.self,
                CalendarDate?.self, CalendarDate?.self, Int.self, Int?.self
            )
        ).map { row in
            Cohort(
                draft: CohortDraft(
                    code: row.0,
                    courseCode: row.1,
                    courseVersion: row.2,
                    projectCode: row.3,
                    startsOn: row.4,
                    endsOn: row.5,
                    venue: row.6,
                    capacity: row.7,
                    minimumAttendancePercent: row.8,
                    passScorePercent: row.9
                ),
                state: row.10,
                seatsTaken: row.11,
                overbooked: row.12,
                waiting: row.16,
                closedOn: row.13,
                cancelledOn: row.14,
                version: row.15
            )
        }
    }
}
