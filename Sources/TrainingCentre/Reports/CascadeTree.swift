import Postgres

import struct FoundationEssentials.Date

/// The statements behind the report on a cascade.
///
/// They read only what closings froze (outcomes, qualifications, engagements) and who stood for
/// whom on the day. Each generation begins after the last day of the one before, so the search
/// ends.
struct CascadeTree {
    let code: String
    let parameters: CascadeReport.Parameters
    let asOf: CalendarDate

    /// Whether the cohort's course trains trainers, or the cohort did when it was closed.
    func isTraining(in transaction: borrowing Transaction) throws -> Bool {
        try transaction.value(
            """
            SELECT EXISTS (
                    SELECT FROM qualifying_courses WHERE course_id = cohorts.course_id)
                OR EXISTS (
                    SELECT FROM qualifying_programmes
                    JOIN programme_courses USING (programme_id)
                    WHERE programme_courses.course_id = cohorts.course_id)
                OR EXISTS (
                    SELECT FROM qualifications
                    JOIN enrolments ON enrolments.id = qualifications.enrolment_id
                    WHERE enrolments.cohort_id = cohorts.id)
            FROM cohorts WHERE code = \(code)
            """,
            as: Bool.self
        ) == true
    }

    /// Persons who passed the training, each once.
    func graduates(in transaction: borrowing Transaction) throws -> Int {
        try transaction.value(
            """
            SELECT count(DISTINCT coalesce(stand_in.into_id, outcomes.person_id)) FROM outcomes
            JOIN cohorts ON cohorts.id = outcomes.cohort_id
            LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                ON stand_in.merged_id = outcomes.person_id
            WHERE cohorts.code = \(code) AND cohorts.closed_on <= \(asOf) AND outcomes.passed
            """,
            as: Int.self
        ) ?? 0
    }

    /// The counts of every generation, and of all together.
    func counts(in transaction: borrowing Transaction) throws -> [CascadeReport.Counts] {
        try transaction.rows(
            """
            \(held)
            SELECT held.generation, count(DISTINCT held.cohort_id),
                (
                    SELECT count(DISTINCT trainer)
                    FROM held AS one CROSS JOIN unnest(one.trainers) AS trainer
                    WHERE one.generation = held.generation OR held.generation IS NULL),
                count(DISTINCT (held.cohort_id, coalesce(stand_in.into_id, outcomes.person_id)))
                    FILTER (WHERE outcomes.id IS NOT NULL),
                count(DISTINCT coalesce(stand_in.into_id, outcomes.person_id)),
                count(DISTINCT outcomes.lsg_code)
            FROM held
            LEFT JOIN outcomes ON outcomes.cohort_id = held.cohort_id AND outcomes.passed
            LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                ON stand_in.merged_id = outcomes.person_id
            GROUP BY GROUPING SETS ((held.generation), ())
            ORDER BY held.generation
            """,
            as: (Int?.self, Int.self, Int.self, Int.self, Int.self, Int.self)
        ).map(CascadeReport.Counts.init)
    }

    /// The deliveries in the order of generations and days.
    func branches(in transaction: borrowing Transaction) throws -> [CascadeReport.Branch] {
        try transaction.rows(
            """
            \(held)
            SELECT held.generation, cohorts.code, courses.code, projects.code, held.starts_on,
                held.ends_on, parents.code,
                ARRAY(
                    SELECT email FROM people
                    WHERE people.id = ANY(held.trainers) ORDER BY email COLLATE "C"),
                passed.persons, passed.lsgs
            FROM held
            JOIN cohorts ON cohorts.id = held.cohort_id
            JOIN courses ON courses.id = cohorts.course_id
            JOIN cohorts AS parents ON parents.id = held.parent_id
            LEFT JOIN projects ON projects.id = cohorts.project_id
            CROSS JOIN LATERAL (
                SELECT count(DISTINCT coalesce(stand_in.into_id, outcomes.person_id)) AS persons,
                    count(DISTINCT lsg_code) AS lsgs
                FROM outcomes
                LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                    ON stand_in.merged_id = outcomes.person_id
                WHERE outcomes.cohort_id = held.cohort_id AND outcomes.passed
            ) AS passed
            ORDER BY held.generation, held.starts_on, cohorts.code COLLATE "C"
            """,
            as: (
                Int.self, String.self, String.self, String?.self, CalendarDate.self,
                CalendarDate.self, String.self, [String].self, Int.self, Int.self
            )
        ).map(CascadeReport.Branch.init)
    }

    /// Closings of the training and its deliveries that were recorded after the day, and merges.
    func recordedLater(in transaction: borrowing Transaction) throws -> RecordedLater {
        guard asOf != (try centreToday(in: transaction)) else { return .nothing }
        let dayEnd: SQL = "((\(asOf)::date + 1)::timestamp AT TIME ZONE 'Europe/Belgrade')"
        let found = try transaction.row(
            """
            \(held), closings AS (
                SELECT recorded_at FROM cohort_closings
                WHERE recorded_at >= \(dayEnd) AND cohort_id IN (
                    SELECT cohort_id FROM held
                    UNION SELECT id FROM cohorts WHERE code = \(code) AND closed_on <= \(asOf))
            ), merges AS (
                SELECT entered_at FROM person_merges
                WHERE effective_on <= \(asOf) AND entered_at >= \(dayEnd)
            )
            SELECT (SELECT count(*) FROM closings), (SELECT count(*) FROM merges),
                greatest(
                    (SELECT max(recorded_at) FROM closings), (SELECT max(entered_at) FROM merges))
            """,
            as: (Int.self, Int.self, Date?.self)
        )
        return found.map { RecordedLater(deliveries: $0.0, merges: $0.1, newestAt: $0.2) }
            ?? .nothing
    }

    /// The deliveries of the period, each once.
    private var held: SQL {
        """
        WITH RECURSIVE \(CascadeTree.tree(of: "cohorts.code = \(code)", asOf: asOf)), held AS (
            SELECT tree.cohort_id, \(CascadeTree.once)
            FROM tree
            WHERE generation > 0
                AND (\(parameters.from)::date IS NULL OR ends_on >= \(parameters.from))
                AND (\(parameters.to)::date IS NULL OR ends_on <= \(parameters.to))
            GROUP BY tree.cohort_id
        )
        """
    }

    /// `tree`: who was qualified where and held what, from the trainings of a condition on.
    ///
    /// Two records of one person are one by whoever stood for both on the day. Goes after WITH
    /// RECURSIVE.
    static func tree(of roots: SQL, asOf: CalendarDate) -> SQL {
        """
        qualified AS (
            SELECT enrolments.cohort_id, qualifications.course_id,
                coalesce(stand_in.into_id, qualifications.person_id) AS person_id
            FROM qualifications
            JOIN enrolments ON enrolments.id = qualifications.enrolment_id
            LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                ON stand_in.merged_id = qualifications.person_id
        ), taught AS (
            SELECT cohorts.id AS cohort_id, cohorts.course_id, engagements.starts_on,
                engagements.ends_on,
                coalesce(stand_in.into_id, engagements.person_id) AS person_id
            FROM engagements
            JOIN cohorts ON cohorts.id = engagements.cohort_id
            LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                ON stand_in.merged_id = engagements.person_id
            WHERE cohorts.closed_on <= \(asOf)
        ), tree AS (
            SELECT cohorts.id AS training_id, cohorts.id AS cohort_id, NULL::bigint AS parent_id,
                NULL::bigint AS person_id, 0 AS generation, NULL::date AS starts_on,
                max(sessions.held_on) AS ends_on
            FROM cohorts
            JOIN sessions ON sessions.cohort_id = cohorts.id AND NOT sessions.is_cancelled
            WHERE (\(roots)) AND cohorts.closed_on <= \(asOf)
            GROUP BY cohorts.id
            UNION
            SELECT tree.training_id, taught.cohort_id, tree.cohort_id, taught.person_id,
                tree.generation + 1, taught.starts_on, taught.ends_on
            FROM tree
            JOIN qualified ON qualified.cohort_id = tree.cohort_id
            JOIN taught ON taught.person_id = qualified.person_id
                AND taught.course_id = qualified.course_id
                AND taught.starts_on > tree.ends_on
        )
        """
    }

    /// What the rows of `tree` for one delivery come to.
    static let once: SQL = """
        min(generation) AS generation, min(starts_on) AS starts_on, max(ends_on) AS ends_on,
            array_agg(DISTINCT person_id) AS trainers,
            (array_agg(parent_id ORDER BY generation, parent_id))[1] AS parent_id
        """
}
