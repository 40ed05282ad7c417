import Documents
import Postgres

// The parts that the statements of reports share, so that two reports cannot count differently.
extension ReportScope {
    /// The deliveries that count: closed by the as-of date, in the period by their last session.
    var deliveries: SQL {
        """
        deliveries AS MATERIALIZED (
            SELECT cohorts.id, cohorts.code, cohorts.course_id, cohorts.project_id, cohorts.venue,
                cohorts.minimum_attendance_percent, held.first_on, held.last_on
            FROM cohorts
            CROSS JOIN LATERAL (
                SELECT min(held_on) AS first_on, max(held_on) AS last_on
                FROM sessions WHERE cohort_id = cohorts.id AND NOT is_cancelled
            ) AS held
            WHERE \(isDelivery(endedOn: "held.last_on")))
        """
    }

    /// The ids of the same deliveries alone, for reports that say nothing else of them: sessions
    /// are looked up only where a period asks for them.
    var deliveryIDs: SQL {
        let lastSession: SQL = """
            (SELECT max(held_on) FROM sessions
                WHERE cohort_id = cohorts.id AND NOT is_cancelled)
            """
        return """
            deliveries AS MATERIALIZED (
                SELECT cohorts.id FROM cohorts WHERE \(isDelivery(endedOn: lastSession)))
            """
    }

    private func isDelivery(endedOn lastSession: SQL) -> SQL {
        """
        cohorts.closed_on <= \(asOf)
            AND (\(project?.id)::bigint IS NULL
                OR cohorts.project_id IN (\(records(of: project?.id))))
            AND (\(course?.id)::bigint IS NULL OR cohorts.course_id = \(course?.id))
            AND (\(cohort?.id)::bigint IS NULL OR cohorts.id = \(cohort?.id))
            AND (\(area?.id)::bigint IS NULL OR cohorts.course_id IN (
                SELECT course_id FROM \(told("plan_area_courses"))
                WHERE area_id = \(area?.id)))
            AND (\(from)::date IS NULL OR \(lastSession) >= \(from))
            AND (\(to)::date IS NULL OR \(lastSession) <= \(to))
            \(hasReached) \(wasKnown)
        """
    }

    /// Of an LSG, only what somebody of it took part in.
    ///
    /// A condition of its own, so that the statement without it looks at no enrolment.
    private var hasReached: SQL {
        guard lsg != nil else { return "" }
        return """
            AND EXISTS (
                SELECT FROM outcomes
                JOIN enrolments ON enrolments.id = outcomes.enrolment_id
                WHERE outcomes.cohort_id = cohorts.id AND \(isCounted))
            """
    }

    /// A condition of its own, so that the statement without it reads no audit.
    private var wasKnown: SQL {
        guard let knownBefore else { return "" }
        return """
            AND NOT EXISTS (
                SELECT FROM cohort_closings
                WHERE cohort_id = cohorts.id AND recorded_at >= \(knownBefore))
            """
    }

    /// Leaves out certificates that were not yet recorded, though they are dated before.
    var wasIssued: SQL {
        knownBefore.map { "AND certificates.issued_at < \($0)" } ?? ""
    }

    /// Keeps, among former names, those that ended after the moment that counts.
    ///
    /// A name is what it was recorded to be from that moment on, so there is no other axis of time.
    private var wasNamed: SQL {
        knownBefore.map { "OR ended_at >= \($0)" } ?? ""
    }

    /// The records of a project on the as-of date.
    func records(of project: ID<Project>?) -> SQL {
        Project.records(of: project, on: asOf, knownBefore: knownBefore)
    }

    /// Who stood for whom on the as-of date, when people were entered twice.
    var personStandIns: SQL {
        guard let knownBefore else { return "person_stand_ins(\(asOf))" }
        return "person_stand_ins(\(asOf), \(knownBefore))"
    }

    /// Which project stood for which on the as-of date, when they were entered twice.
    var projectStandIns: SQL {
        guard let knownBefore else { return "project_stand_ins(\(asOf))" }
        return "project_stand_ins(\(asOf), \(knownBefore))"
    }

    /// The seats in these deliveries that were not given back by the as-of date, with the facts
    /// of their enrolments, which do not change any more.
    ///
    /// For reports that count over all of them.
    var participations: SQL {
        """
        participations AS (
            SELECT \(seat), deliveries.last_on
            FROM outcomes
            JOIN deliveries ON deliveries.id = outcomes.cohort_id
            JOIN enrolments ON enrolments.id = outcomes.enrolment_id
            \(standIn)
            WHERE \(isCounted))
        """
    }

    /// The same seats of the one delivery of the row before, in the order of their entry.
    ///
    /// For reports that go from delivery to delivery: they are looked up by index while the reader
    /// takes rows, so the first row comes at once and nothing is kept.
    var seats: SQL {
        """
        LATERAL (
            SELECT \(seat)
            FROM enrolments
            JOIN outcomes ON outcomes.enrolment_id = enrolments.id
            \(standIn)
            WHERE enrolments.cohort_id = deliveries.id AND \(isCounted)
            ORDER BY enrolments.id
        ) AS seats
        """
    }

    /// Who stood for the person on the as-of date, when they were entered twice.
    private var standIn: SQL {
        """
        LEFT JOIN \(personStandIns) AS stand_in
            ON stand_in.merged_id = outcomes.person_id
        """
    }

    private var seat: SQL {
        """
        coalesce(stand_in.into_id, outcomes.person_id) AS person_id, outcomes.cohort_id,
            outcomes.enrolment_id, outcomes.passed, outcomes.attended_hours,
            outcomes.total_hours, outcomes.final_score_percent, outcomes.problem,
            coalesce(outcomes.sex, 'unknown') AS sex,
            CASE WHEN \(countsSeparately)
                THEN coalesce(enrolments.city_municipality_code, outcomes.lsg_code)
                ELSE outcomes.lsg_code
            END AS lsg_code,
            enrolments.institution, enrolments.function, enrolments.target_group
        """
    }

    private var isCounted: SQL {
        """
        (outcomes.withdrawn_on IS NULL OR outcomes.withdrawn_on > \(asOf))
            AND (\(lsg)::text IS NULL OR \(lsg) IN (
                outcomes.lsg_code, enrolments.city_municipality_code))
            AND outcomes.enrolment_id NOT IN (\(repeatedEnrolments))
        """
    }

    /// The enrolments of merged people that are not counted, since another one of theirs in the
    /// same delivery is: the one that passed, otherwise the first.
    ///
    /// Looks up those few by index, once for the whole report.
    var repeatedEnrolments: SQL {
        """
        SELECT enrolment_id
        FROM (
            SELECT outcomes.enrolment_id, row_number() OVER (
                PARTITION BY merged.standing_id, outcomes.cohort_id
                ORDER BY outcomes.passed DESC, outcomes.enrolment_id) AS place
            FROM (
                SELECT merged_id AS person_id, into_id AS standing_id FROM \(personStandIns)
                UNION SELECT into_id, into_id FROM \(personStandIns)
            ) AS merged
            JOIN outcomes ON outcomes.person_id = merged.person_id
            WHERE outcomes.withdrawn_on IS NULL OR outcomes.withdrawn_on > \(asOf)
        ) AS places
        WHERE place > 1
        """
    }

    /// `institutions`: each way in which an institution of an LSG was written, with the one name
    /// under which it is counted; needs `participations`.
    ///
    /// One institution in either script, in capitals or small letters, with or without signs above
    /// letters is one. It is called as most wrote it, of two as the first to be entered did. Texts
    /// are folded once each and not once for every participation, which takes seconds.
    var institutions: SQL {
        """
        institutions AS (
            SELECT lsg_code, institution AS spelling, first_value(institution) OVER (
                PARTITION BY lsg_code, search_fold(institution)
                ORDER BY participations DESC, first_id) AS name
            FROM (
                SELECT lsg_code, institution, count(*) AS participations,
                    min(enrolment_id) AS first_id
                FROM participations
                GROUP BY lsg_code, institution
            ) AS spellings)
        """
    }

    /// Joins to participations the `institutions` under which they are counted.
    var ofInstitution: SQL {
        """
        JOIN institutions ON institutions.spelling = participations.institution
            AND institutions.lsg_code IS NOT DISTINCT FROM participations.lsg_code
        """
    }

    /// The local self-governments by name; with city municipalities when these count separately.
    var units: SQL {
        """
        units AS MATERIALIZED (
            SELECT code, \(pick("name_cyrl", "name_latn", "name_en")) AS name,
                \(pick("district_cyrl", "district_latn", "district_latn")) AS district,
                district_code, territory
            FROM lsgs
            UNION ALL
            SELECT city_municipalities.code,
                \(pick("lsgs.name_cyrl", "lsgs.name_latn", "lsgs.name_en")) || ' – '
                    || \(pick(
                        "city_municipalities.name_cyrl", "city_municipalities.name_latn",
                        "city_municipalities.name_latn")),
                \(pick("lsgs.district_cyrl", "lsgs.district_latn", "lsgs.district_latn")),
                lsgs.district_code, lsgs.territory
            FROM city_municipalities
            JOIN lsgs ON lsgs.code = city_municipalities.lsg_code
            WHERE \(countsSeparately))
        """
    }

    /// The column of the language; the same statement for each language otherwise.
    func pick(_ cyrillic: SQL, _ latin: SQL, _ english: SQL) -> SQL {
        switch language {
        case .serbianCyrillic: cyrillic
        case .serbianLatin: latin
        case .english: english
        }
    }

    /// The title on the as-of date of a row of `courses`, `projects` or `plan_areas`.
    func titleThen(_ table: StaticString) -> SQL {
        let now = ReportScope.titlesThen(table, on: asOf)
        return "(\(now))[\(pick("1", "2", "3"))]"
    }

    /// The same in all three languages, as an array.
    static func titlesThen(_ table: StaticString, on day: CalendarDate) -> SQL {
        """
        titles_on(\(day), \(String(describing: table)), \(raw: table).id, ARRAY[
            \(raw: table).title_sr_cyrl, \(raw: table).title_sr_latn, \(raw: table).title_en])
        """
    }

    /// The title of a table that has one in each language.
    func title(_ table: StaticString) -> SQL {
        pick("\(raw: table).title_sr_cyrl", "\(raw: table).title_sr_latn", "\(raw: table).title_en")
    }

    /// The alphabet by which names of the language are put in order.
    var collation: SQL {
        pick("\"sr-Cyrl-x-icu\"", "\"sr-Latn-x-icu\"", "\"en-x-icu\"")
    }

    /// A person's name on the as-of date, family name first, given a `person_id`.
    ///
    /// A name that ended later is the one that counted then.
    func personName(_ personID: SQL) -> SQL {
        """
        (SELECT coalesce(former.name, \(pick(
            "people.family_name_cyrl || ' ' || people.given_name_cyrl",
            "people.family_name_latn || ' ' || people.given_name_latn",
            "people.family_name_latn || ' ' || people.given_name_latn")))
        FROM people
        LEFT JOIN LATERAL (
            SELECT \(pick(
                "family_name_cyrl || ' ' || given_name_cyrl",
                "family_name_latn || ' ' || given_name_latn",
                "family_name_latn || ' ' || given_name_latn")) AS name
            FROM person_former_names
            WHERE person_id = people.id
                AND ((ended_at AT TIME ZONE 'Europe/Belgrade')::date > \(asOf) \(wasNamed))
            ORDER BY ended_at, id
            LIMIT 1
        ) AS former ON true
        WHERE people.id = \(personID))
        """
    }
}
