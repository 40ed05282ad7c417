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
        score at or above the pass score. Persons are counted once, also those who were entered \
        twice and merged by that date, participations once a delivery, LSGs once, by the LSG \
        recorded on the enrolment of somebody who passed. \
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
        let course = try parameters.course.map { try courseID($0, in: transaction) }
        let asOf = try parameters.asOf ?? centreToday(in: transaction)
        let project = try parameters.project.map {
            try Project.id(named: $0, on: asOf, in: transaction)
        }
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
    /// keeps the planner from making a join of the list of deliveries. The few who were entered
    /// twice are counted by record there, and what is too much is taken off again.
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
                    AND (\(project)::bigint IS NULL
                        OR cohorts.project_id IN (\(Project.records(of: project, on: asOf))))
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
            ), doubles AS (
                \(doubles(wasThere, asOf: asOf))
            )
            SELECT (SELECT count(*) FROM deliveries), count(*) - (SELECT seen FROM doubles),
                count(*) FILTER (WHERE passed > 0) - (SELECT passed FROM doubles),
                coalesce(sum(passed), 0)::bigint,
                (SELECT count(*) FROM lsgs WHERE EXISTS (
                    SELECT FROM outcomes
                    WHERE outcomes.lsg_code = lsgs.code AND passed AND \(wasThere))),
                count(*) FILTER (WHERE male) - (SELECT male FROM doubles),
                count(*) FILTER (WHERE female) - (SELECT female FROM doubles),
                count(*) FILTER (WHERE unknown) - (SELECT unknown FROM doubles)
            FROM persons
            """
    }

    /// How often records of merged people are counted beyond the first of each person.
    ///
    /// Looks up those few by index, whatever the size of the report.
    private static func doubles(_ wasThere: SQL, asOf: CalendarDate) -> SQL {
        """
        SELECT coalesce(sum(seen - 1), 0)::bigint AS seen,
            coalesce(sum(greatest(passed - 1, 0)), 0)::bigint AS passed,
            coalesce(sum(greatest(male - 1, 0)), 0)::bigint AS male,
            coalesce(sum(greatest(female - 1, 0)), 0)::bigint AS female,
            coalesce(sum(greatest(unknown - 1, 0)), 0)::bigint AS unknown
        FROM (
            SELECT count(*) AS seen, count(*) FILTER (WHERE passed) AS passed,
                count(*) FILTER (WHERE male) AS male, count(*) FILTER (WHERE female) AS female,
                count(*) FILTER (WHERE unknown) AS unknown
            FROM (
                SELECT merged_id AS person_id, into_id AS standing_id
                FROM person_stand_ins(\(asOf))
                UNION SELECT into_id, into_id FROM person_stand_ins(\(asOf))
            ) AS merged
            CROSS JOIN LATERAL (
                SELECT bool_or(passed) AS passed, bool_or(passed AND sex = 'M') AS male,
                    bool_or(passed AND sex = 'F') AS female,
                    bool_or(passed AND sex IS NULL) AS unknown
                FROM outcomes
                WHERE outcomes.person_id = merged.person_id AND \(wasThere)
                HAVING count(*) > 0
            ) AS record
            GROUP BY standing_id
        ) AS people
        """
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
