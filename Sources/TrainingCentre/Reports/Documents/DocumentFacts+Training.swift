import Postgres

// What trainings say beside their numbers.
extension DocumentFacts {
    /// What a course is about and for whom, from its tags and from who was enrolled.
    mutating func addCourse(
        _ parameters: ReportParameters,
        in transaction: borrowing Transaction
    ) throws {
        let scope = try ReportScope(parameters, in: transaction)
        let tags = try transaction.rows(
            """
            SELECT tags.code, tags.vocabulary, \(scope.title("tags"))
            FROM \(scope.told("course_tags")) JOIN tags ON tags.id = course_tags.tag_id
            WHERE course_tags.course_id = \(scope.course?.id)
            ORDER BY course_tags.id
            """,
            as: (String.self, String.self, String.self)
        )
        for (code, vocabulary, title) in tags {
            add("course.tag", code)
            add("course.\(vocabulary)", DocumentSentence.inside(title))
        }
        let groups = try transaction.rows(
            """
            WITH \(scope.deliveries), \(scope.participations)
            SELECT DISTINCT target_group FROM participations ORDER BY target_group
            """,
            as: String.self
        )
        for group in groups { add("course.target-group", group) }
        let kinds = try transaction.rows(
            """
            WITH \(scope.deliveries), \(scope.participations)
            SELECT DISTINCT enrolments.participation
            FROM participations JOIN enrolments ON enrolments.id = enrolment_id
            ORDER BY 1
            """,
            as: String.self
        )
        for kind in kinds { add("course.participation", kind) }
    }

    /// Where all deliveries were held, when it was one place.
    mutating func addVenue(
        _ group: String,
        _ parameters: ReportParameters,
        in transaction: borrowing Transaction
    ) throws {
        let scope = try ReportScope(parameters, in: transaction)
        let venues = try transaction.rows(
            "WITH \(scope.deliveries) SELECT DISTINCT venue FROM deliveries",
            as: String.self
        )
        if venues.count == 1 { add("\(group).venue", venues.first) }
    }

    /// The whole years from the first to the last day on which something of a project was done.
    mutating func addYears(
        of project: ID<Project>,
        _ scope: ReportScope,
        in transaction: borrowing Transaction
    ) throws {
        let years = try transaction.value(
            """
            WITH \(scope.deliveries)
            SELECT extract(year FROM age(max(last_on), min(first_on)))::bigint
            FROM (
                SELECT starts_on AS first_on, ends_on AS last_on
                FROM \(scope.told("activities"))
                WHERE starts_on <= \(scope.asOf)
                    AND project_id IN (\(Project.records(of: project, on: scope.asOf)))
                UNION ALL SELECT first_on, last_on FROM deliveries
            ) AS days
            """,
            as: Int?.self
        )
        add("project.years", years ?? nil)
    }
}
