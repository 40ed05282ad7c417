import Postgres

/// Whom a project reached: in trainings by name, in workshops for users of centres by number.
///
/// What was done under a merged record of the project counts as well.
package struct ProjectReach: Sendable {
    package let deliveries: Int
    package let personsPassed: Int
    package let lsgs: Int
    /// Reception and asylum centres in which there were workshops for users.
    package let centres: Int
    /// Users of centres, who are counted and never named.
    package let users: Headcount

    /// Counts as of a date, of all courses or of one.
    static func make(
        _ project: ID<Project>,
        course: String? = nil,
        asOf: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> ProjectReach {
        let trained = try transaction.row(
            """
            SELECT count(DISTINCT cohorts.id),
                count(DISTINCT coalesce(stand_in.into_id, outcomes.person_id)),
                count(DISTINCT outcomes.lsg_code)
            FROM cohorts
            JOIN courses ON courses.id = cohorts.course_id
            LEFT JOIN enrolments ON enrolments.cohort_id = cohorts.id
            LEFT JOIN outcomes ON outcomes.enrolment_id = enrolments.id AND outcomes.passed
            LEFT JOIN person_stand_ins(\(asOf)) AS stand_in
                ON stand_in.merged_id = outcomes.person_id
            WHERE cohorts.project_id IN (\(Project.records(of: project, on: asOf)))
                AND cohorts.closed_on <= \(asOf)
                AND (\(course)::text IS NULL OR courses.code = \(course))
            """,
            as: (Int.self, Int.self, Int.self)
        )
        let (centres, users) = try reachOfUsers(project, asOf: asOf, in: transaction)
        return ProjectReach(
            deliveries: trained?.0 ?? 0,
            personsPassed: trained?.1 ?? 0,
            lsgs: trained?.2 ?? 0,
            centres: centres,
            users: users
        )
    }

    /// The centres of workshops for users and of their parts, and the users of all of them.
    ///
    /// Where a workshop has no number of its own, its parts have.
    private static func reachOfUsers(
        _ project: ID<Project>,
        asOf: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> (centres: Int, users: Headcount) {
        let items: SQL = .told("activity_items", on: asOf)
        let workshops: SQL = """
            SELECT id, venue_id, headcount, headcount_qualifier
            FROM \(SQL.told("activities", on: asOf))
            WHERE is_for_users AND starts_on <= \(asOf)
                AND project_id IN (\(Project.records(of: project, on: asOf)))
            """
        let centres = try transaction.value(
            """
            WITH workshops AS (\(workshops))
            SELECT count(DISTINCT venues.id)
            FROM (
                SELECT venue_id FROM workshops
                UNION SELECT activity_items.venue_id
                FROM \(items) JOIN workshops ON workshops.id = activity_id
            ) AS places
            JOIN venues ON venues.id = places.venue_id
            WHERE venues.kind IN ('reception-centre', 'asylum-centre')
            """,
            as: Int.self
        )
        let counted = try transaction.rows(
            """
            WITH workshops AS (\(workshops))
            SELECT headcount, headcount_qualifier FROM workshops
            WHERE headcount IS NOT NULL OR NOT EXISTS (
                SELECT FROM \(items) WHERE activity_id = workshops.id)
            UNION ALL SELECT activity_items.headcount, activity_items.headcount_qualifier
            FROM \(items) JOIN workshops ON workshops.id = activity_id
            WHERE workshops.headcount IS NULL
            """,
            as: (Int?.self, Headcount.Qualifier.self)
        ).map { Headcount(count: $0, qualifier: $1, men: nil, women: nil) }
        return (centres ?? 0, Headcount.sum(of: counted))
    }
}
