import Postgres

/// Whom the trainings reached: deliveries, persons, participations, LSGs, as of a date.
///
/// Persons, participations and LSGs are three different counts. Every number comes from stored
/// rows by one statement, and the report carries its definition and its parameters.
package struct ReachReport: Sendable {
    package let parameters: ReportParameters
    package let asOf: CalendarDate
    /// Whether it is about one course, whose deliveries then are times and not trainings.
    package let isOfOneCourse: Bool
    package let cityMunicipalities: ReportParameters.CityMunicipalities
    package let deliveries: Int
    package let personsEnrolled: Int
    package let personsPassed: Int
    package let participationsPassed: Int
    package let lsgs: Int
    package let personsPassedMale: Int
    package let personsPassedFemale: Int
    package let personsPassedSexUnknown: Int

    /// What it counts that was recorded after the as-of date.
    package var recordedLater = RecordedLater.nothing

    /// What the numbers mean, printed with them: in English for programs.
    package static let definition = Report.reach.definition.en

    /// Counts as of a date, today unless given.
    ///
    /// Refuses with `NotFound` for an unknown project or course, since a wrong code must not look
    /// like zero, and with `InvalidForm` for a name that several projects have.
    package static func make(
        _ parameters: ReportParameters,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ReachReport {
        try actor.require(.readReports)
        return try make(parameters, ReportScope(parameters, in: transaction), transaction)
    }

    /// Counts within what was looked up already.
    static func make(
        _ parameters: ReportParameters,
        _ scope: ReportScope,
        _ transaction: borrowing Transaction
    ) throws -> ReachReport {
        let counts = try transaction.row(
            statement(scope),
            as: (
                Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self, Int.self
            )
        )
        guard let counts else { throw NotFound("report", "reach") }
        return ReachReport(
            parameters: parameters,
            asOf: scope.asOf,
            isOfOneCourse: scope.course != nil || scope.cohort != nil,
            cityMunicipalities: scope.cityMunicipalities,
            deliveries: counts.0,
            personsEnrolled: counts.1,
            personsPassed: counts.2,
            participationsPassed: counts.3,
            lsgs: counts.4,
            personsPassedMale: counts.5,
            personsPassedFemale: counts.6,
            personsPassedSexUnknown: counts.7,
            recordedLater: try scope.recordedLater(of: .reach, in: transaction)
        )
    }

    /// Deliveries, then each person once, then each LSG once.
    ///
    /// Persons come in the order of their index, so nothing is sorted or hashed by person: IS TRUE
    /// keeps the planner from making a join of the list of deliveries. The few who were entered
    /// twice are counted by record there, and what is too much is taken off again.
    private static func statement(_ scope: ReportScope) -> SQL {
        let wasThere: SQL = """
            (outcomes.cohort_id IN (SELECT id FROM deliveries)) IS TRUE
                AND (outcomes.withdrawn_on IS NULL OR outcomes.withdrawn_on > \(scope.asOf))
                \(isOfLSG(scope))
            """
        let wasCounted: SQL =
            "\(wasThere) AND outcomes.enrolment_id NOT IN (\(scope.repeatedEnrolments))"
        return """
            WITH \(scope.deliveryIDs), persons AS (
                SELECT person_id, count(*) FILTER (WHERE passed) AS passed,
                    bool_or(passed AND sex = 'M') AS male, bool_or(passed AND sex = 'F') AS female,
                    bool_or(passed AND sex IS NULL) AS unknown
                FROM outcomes
                WHERE \(wasThere)
                GROUP BY person_id
            ), doubles AS (
                \(doubles(scope, wasThere))
            )
            SELECT (SELECT count(*) FROM deliveries), count(*) - (SELECT seen FROM doubles),
                count(*) FILTER (WHERE passed > 0) - (SELECT passed FROM doubles),
                coalesce(sum(passed), 0)::bigint - \(repeated(scope, wasThere)),
                \(lsgs(scope, wasCounted)),
                count(*) FILTER (WHERE male) - (SELECT male FROM doubles),
                count(*) FILTER (WHERE female) - (SELECT female FROM doubles),
                count(*) FILTER (WHERE unknown) - (SELECT unknown FROM doubles)
            FROM persons
            """
    }

    /// How often records of merged people are counted beyond the first of each person.
    ///
    /// Looks up those few by index, whatever the size of the report.
    private static func doubles(_ scope: ReportScope, _ wasThere: SQL) -> SQL {
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
                FROM \(scope.personStandIns)
                UNION SELECT into_id, into_id FROM \(scope.personStandIns)
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

    /// How often merged people passed a delivery beyond the first time, which counts alone.
    private static func repeated(_ scope: ReportScope, _ wasThere: SQL) -> SQL {
        """
        (SELECT count(*) FROM outcomes
            WHERE passed AND enrolment_id IN (\(scope.repeatedEnrolments)) AND \(wasThere))
        """
    }

    /// How many LSGs those who passed are of.
    ///
    /// With city municipalities by themselves, a city counts when somebody is of none of its own.
    private static func lsgs(_ scope: ReportScope, _ wasThere: SQL) -> SQL {
        guard scope.countsSeparately else {
            return """
                (SELECT count(*) FROM lsgs WHERE EXISTS (
                    SELECT FROM outcomes
                    WHERE outcomes.lsg_code = lsgs.code AND passed AND \(wasThere)))
                """
        }
        return """
            (SELECT count(*) FROM lsgs WHERE EXISTS (
                SELECT FROM outcomes
                JOIN enrolments ON enrolments.id = outcomes.enrolment_id
                WHERE outcomes.lsg_code = lsgs.code AND city_municipality_code IS NULL
                    AND passed AND \(wasThere)))
                + (SELECT count(*) FROM city_municipalities WHERE EXISTS (
                    SELECT FROM outcomes
                    JOIN enrolments ON enrolments.id = outcomes.enrolment_id
                    WHERE enrolments.city_municipality_code = city_municipalities.code
                        AND passed AND \(wasThere)))
            """
    }

    /// A condition of its own, so that the statement without it needs no look at the enrolment.
    private static func isOfLSG(_ scope: ReportScope) -> SQL {
        guard let lsg = scope.lsg else { return "" }
        return """
            AND EXISTS (
                SELECT FROM enrolments AS facts
                WHERE facts.id = outcomes.enrolment_id
                    AND \(lsg) IN (facts.lsg_code, facts.city_municipality_code))
            """
    }

    /// The counts as the one row of a report.
    ///
    /// Whoever is nobody gets no numbers by sex when one of them would point at persons.
    func row(for actor: Actor?) -> [String?] {
        let bySex = [personsPassedMale, personsPassedFemale, personsPassedSexUnknown]
        let isShown =
            actor != nil
            || bySex.allSatisfy { $0 == 0 || $0 >= ReportParameters.personsPrintedMin }
        return [deliveries, personsEnrolled, personsPassed, participationsPassed, lsgs]
            .map { String($0) } + bySex.map { isShown ? String($0) : nil }
    }
}
