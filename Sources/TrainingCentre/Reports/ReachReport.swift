import Postgres

/// Whom the trainings reached: deliveries, persons, participations, LSGs, as of a date.
///
/// Persons, participations and LSGs are three different counts. Every number comes from stored
/// rows by one statement, and the report carries its definition and its parameters.
package struct ReachReport: Sendable {
    package let parameters: Parameters
    package let asOf: CalendarDate
    package let deliveries: Int
    package let personsEnrolled: Int
    package let personsPassed: Int
    package let participationsPassed: Int
    package let lsgs: Int
    package let personsPassedMale: Int
    package let personsPassedFemale: Int
    package let personsPassedSexUnknown: Int

    package struct Parameters: Sendable {
        package let project: String?
        package let course: String?
        package let from: CalendarDate?
        package let to: CalendarDate?
        package let asOf: CalendarDate?

        package init(
            project: String? = nil,
            course: String? = nil,
            from: CalendarDate? = nil,
            to: CalendarDate? = nil,
            asOf: CalendarDate? = nil
        ) {
            self.project = project
            self.course = course
            self.from = from
            self.to = to
            self.asOf = asOf
        }
    }

    /// What the numbers mean, printed with them.
    package static let definition = """
        A delivery is a closed cohort; it belongs to a period by the day of its last session. \
        Enrolled are people with a seat in a delivery who had not withdrawn by the as-of date. \
        Passed is what was frozen when the cohort was closed: enough hours attended and a final \
        score at or above the pass score. Persons are counted once, participations once a \
        delivery, LSGs once, by the LSG recorded on the enrolment of somebody who passed. \
        Revoking a certificate changes no number.
        """

    /// Counts as of a date, today unless given.
    ///
    /// Refuses with `NotFound` for an unknown project or course, since a wrong code must not look
    /// like zero, and with `InvalidForm` for a name that several projects have.
    package static func make(
        _ parameters: Parameters,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ReachReport {
        try actor.require(.readReports)
        if let from = parameters.from, let to = parameters.to, to < from {
            throw InvalidForm([FieldProblem("to", "lies before from")])
        }
        let project = try parameters.project.map { try projectID($0, in: transaction) }
        let course = try parameters.course.map { try courseID($0, in: transaction) }
        let asOf = try parameters.asOf ?? centreToday(in: transaction)
        let counts = try transaction.row(
            statement(project, course, parameters, asOf: asOf),
            as: (
                Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self
            )
        )
        guard let counts else { throw NotFound("report", "reach") }
        return ReachReport(
            parameters: parameters,
            asOf: asOf,
            deliveries: counts.0,
            personsEnrolled: counts.1,
            personsPassed: counts.2,
            participationsPassed: counts.3,
            lsgs: counts.4,
            personsPassedMale: counts.5,
            personsPassedFemale: counts.6,
            personsPassedSexUnknown: counts.7
        )
    }

    /// Deliveries, then each person once, then each LSG once.
    ///
    /// Persons come in the order of their index, so nothing is sorted or hashed by person: IS TRUE
    /// keeps the planner from making a join of the list of deliveries.
    private static func statement(
        _ project: ID<Project>?,
        _ course: ID<Course>?,
        _ parameters: Parameters,
        asOf: CalendarDate
    ) -> SQL {
        let wasThere: SQL = """
            (outcomes.cohort_id IN (SELECT id FROM deliveries)) IS TRUE
                AND (outcomes.withdrawn_on IS NULL OR outcomes.withdrawn_on > \(asOf))
            """
        return """
            WITH deliveries AS MATERIALIZED (
                SELECT cohorts.id
                FROM cohorts
                CROSS JOIN LATERAL (
                    SELECT max(held_on) AS last_day FROM sessions WHERE cohort_id = cohorts.id
                ) AS held
                WHERE cohorts.closed_on <= \(asOf)
                    AND (\(project)::bigint IS NULL OR cohorts.project_id = \(project))
                    AND (\(course)::bigint IS NULL OR cohorts.course_id = \(course))
                    AND (\(parameters.from)::date IS NULL OR held.last_day >= \(parameters.from))
                    AND (\(parameters.to)::date IS NULL OR held.last_day <= \(parameters.to))
            ), persons AS (
                SELECT person_id, count(*) FILTER (WHERE passed) AS passed,
                    bool_or(passed AND sex = 'M') AS male, bool_or(passed AND sex = 'F') AS female,
                    bool_or(passed AND sex IS NULL) AS unknown
                FROM outcomes
                WHERE \(wasThere)
                GROUP BY person_id
            )
            SELECT (SELECT count(*) FROM deliveries), count(*), count(*) FILTER (WHERE passed > 0),
                coalesce(sum(passed), 0)::bigint,
                (SELECT count(*) FROM lsgs WHERE EXISTS (
                    SELECT FROM outcomes
                    WHERE outcomes.lsg_code = lsgs.code AND passed AND \(wasThere))),
                count(*) FILTER (WHERE male), count(*) FILTER (WHERE female),
                count(*) FILTER (WHERE unknown)
            FROM persons
            """
    }

    /// A project by its code, else by any of its titles and other names, in any spelling.
    private static func projectID(
        _ name: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Project> {
        let found = try transaction.rows(
            """
            SELECT id, code FROM projects
            WHERE code = upper(\(name)) OR (
                NOT EXISTS (SELECT FROM projects WHERE code = upper(\(name)))
                AND (
                    search_fold(\(name)) IN (
                        search_fold(title_sr_cyrl), search_fold(title_sr_latn),
                        search_fold(title_en))
                    OR EXISTS (
                        SELECT FROM project_aliases
                        WHERE project_id = projects.id AND fold = search_fold(\(name)))))
            ORDER BY code
            """,
            as: (ID<Project>.self, String.self)
        )
        guard let first = found.first else { throw NotFound("project", name) }
        guard found.count == 1 else {
            let codes = found.map(\.1).joined(separator: ", ")
            throw InvalidForm([FieldProblem("project", "“\(name)” names several: \(codes)")])
        }
        return first.0
    }

    private static func courseID(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Course> {
        let found = try transaction.value(
            "SELECT id FROM courses WHERE code = \(code.uppercased())",
            as: ID<Course>.self
        )
        guard let found else { throw NotFound("course", code) }
        return found
    }
}
