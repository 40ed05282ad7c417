import Postgres

// Reports about what was held.
extension Report {
    /// Every delivery with its days, place, LSGs and persons.
    static let deliveries = Report(
        .deliveries,
        title: Titles(sr: "Реализације обука", en: "Deliveries"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled
            + Titles(
                sr: "Довољно присуство је најмање онолики део часова колико група тражи. ",
                en: "Enough attendance is at least the share of hours that the cohort asks for. "
            ) + ReportDefinition.passed + ReportDefinition.facts,
        columns: [
            .cohortCode, .course, project, .firstOn, .lastOn, .venue, .personsEnrolled,
            .personsAttended, .personsPassed, .lsgs,
            ReportColumn("lsg_names", .text, sr: "Које", en: "Which"),
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.units)
        SELECT ARRAY[deliveries.code, \(scope.titleThen("courses")), projects.code,
            deliveries.first_on::text, deliveries.last_on::text, deliveries.venue,
            counts.enrolled::text, counts.attended::text, counts.passed::text, sent.lsgs::text,
            sent.names]
        FROM deliveries
        JOIN courses ON courses.id = deliveries.course_id
        LEFT JOIN projects ON projects.id = deliveries.project_id
        CROSS JOIN LATERAL (
            SELECT count(*) AS enrolled, count(*) FILTER (WHERE passed) AS passed,
                count(*) FILTER (
                    WHERE attended_hours * 100
                        >= deliveries.minimum_attendance_percent * total_hours) AS attended,
                array_agg(DISTINCT lsg_code) AS lsg_codes
            FROM \(scope.seats)
        ) AS counts
        CROSS JOIN LATERAL (
            SELECT count(*) AS lsgs,
                string_agg(units.name, ', ' ORDER BY units.name COLLATE \(scope.collation))
                    AS names
            FROM units
            WHERE units.code = ANY(counts.lsg_codes)
        ) AS sent
        ORDER BY deliveries.first_on, deliveries.code
        """
    }

    /// What was held in each month.
    static let months = Report(
        .months,
        title: Titles(sr: "Обуке по месецима", en: "Training by month"),
        definition: ReportDefinition.delivery + ReportDefinition.passed
            + Titles(
                sr: "Лице се броји једном у сваком месецу. ",
                en: "A person is counted once in each month. "
            ),
        columns: [
            ReportColumn("month", .code, sr: "Месец", en: "Month"), .deliveries,
            .personsPassed, .participationsPassed,
        ]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), held AS (
            SELECT to_char(last_on, 'YYYY-MM') AS month, count(*) AS deliveries
            FROM deliveries GROUP BY 1
        ), passed AS (
            SELECT to_char(last_on, 'YYYY-MM') AS month, count(DISTINCT person_id) AS persons,
                count(*) AS participations
            FROM participations WHERE passed GROUP BY 1
        ), bounds AS (
            SELECT min(last_on) AS first_on, max(last_on) AS last_on FROM deliveries
        ), every AS (
            SELECT to_char(generate_series(
                date_trunc('month', first_on::timestamp), last_on, '1 month'), 'YYYY-MM') AS month
            FROM bounds
        )
        SELECT ARRAY[every.month, coalesce(deliveries, 0)::text, coalesce(persons, 0)::text,
            coalesce(participations, 0)::text]
        FROM every
        LEFT JOIN held ON held.month = every.month
        LEFT JOIN passed ON passed.month = every.month
        ORDER BY every.month
        """
    }

    /// Every project with what it reached.
    static let projects = Report(
        .projects,
        title: Titles(sr: "Обуке по пројектима", en: "Training by project"),
        definition: ReportDefinition.delivery + ReportDefinition.enrolled + ReportDefinition.passed
            + Titles(
                sr: "Лице и општина се броје једном у сваком пројекту. ",
                en: "A person and an LSG are counted once in each project. "
            ),
        columns: [
            project, ReportColumn("project_title", .text, sr: "Назив", en: "Title"), .deliveries,
            .personsEnrolled, .personsPassed, .participationsPassed, .lsgs,
        ],
        options: [.cityMunicipalities]
    ) { scope in
        """
        WITH \(scope.deliveries), \(scope.participations), held AS (
            SELECT project_id, count(*) AS deliveries FROM deliveries GROUP BY project_id
        ), reached AS (
            SELECT deliveries.project_id, count(DISTINCT person_id) AS persons_enrolled,
                count(DISTINCT person_id) FILTER (WHERE passed) AS persons_passed,
                count(*) FILTER (WHERE passed) AS participations_passed,
                count(DISTINCT lsg_code) FILTER (WHERE passed) AS lsgs
            FROM participations
            JOIN deliveries ON deliveries.id = participations.cohort_id
            GROUP BY deliveries.project_id
        )
        SELECT ARRAY[projects.code, \(scope.titleThen("projects")), deliveries::text,
            coalesce(persons_enrolled, 0)::text, coalesce(persons_passed, 0)::text,
            coalesce(participations_passed, 0)::text, coalesce(lsgs, 0)::text]
        FROM held
        LEFT JOIN reached ON reached.project_id IS NOT DISTINCT FROM held.project_id
        LEFT JOIN projects ON projects.id = held.project_id
        ORDER BY projects.code
        """
    }

    static let project = ReportColumn("project", .code, sr: "Пројекат", en: "Project")
}
