import Postgres

/// Everything that the public is told of a project.
///
/// Of merged projects it is the one that stands for both, with all that was done under either.
package struct ProjectOverview: Sendable {
    package let project: Project
    package let programme: Titles?
    package let implementers: [Titles]
    package let partners: [Titles]
    package let donors: [Titles]
    package let funds: [Titles]
    package let organisers: [Titles]
    package let tags: [Titles]
    package let reach: ProjectReach
    package let courses: [CourseCount]
    package let activities: [Activity]
    package let outputs: [ProjectOutput]
    package let targets: [TargetProgress]
    package let plans: [(plan: Plan, areas: [PlanArea])]

    /// How often a course was given in the project.
    package struct CourseCount: Sendable {
        package let code: String
        package let title: Titles
        package let deliveries: Int
    }

    /// The project of a code or of any of its names, today.
    ///
    /// Refuses with `NotFound`, and with `InvalidForm` a name that several projects have.
    package static func make(
        _ name: String,
        in transaction: borrowing Transaction
    ) throws -> ProjectOverview {
        let id = try Project.id(named: name, in: transaction)
        guard
            let project = try Project.rows("WHERE projects.id = \(id)", in: transaction).first
        else { throw NotFound(Project.noun, name) }
        let today = try centreToday(in: transaction)
        let draft = project.draft
        let roles = try Dictionary(
            uniqueKeysWithValues: ProjectDraft.roleColumns.values.map { role in
                let codes = draft.organisations(as: role)
                return (role, try Organisation.names(of: codes, in: transaction))
            }
        )
        let plans = try Plan.list(of: id, in: transaction)
        return ProjectOverview(
            project: project,
            programme: try draft.programmeCode.map {
                try Project.find($0, in: transaction).draft.title
            },
            implementers: roles["implementer"] ?? [],
            partners: roles["partner"] ?? [],
            donors: roles["donor"] ?? [],
            funds: roles["fund"] ?? [],
            organisers: roles["organiser"] ?? [],
            tags: try Tag.withCodes(draft.tags, in: transaction).map(\.draft.title),
            reach: try ProjectReach.make(id, asOf: today, in: transaction),
            courses: try courses(of: id, asOf: today, in: transaction),
            activities: try Activity.list(of: id, in: transaction),
            outputs: try ProjectOutput.list(of: id, in: transaction),
            targets: try TargetProgress.list(of: draft.code, asOf: today, in: transaction),
            plans: try plans.map {
                ($0, try PlanArea.list(of: $0.draft.code, in: transaction))
            }
        )
    }

    private static func courses(
        of project: ID<Project>,
        asOf: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> [CourseCount] {
        try transaction.rows(
            """
            SELECT courses.code,
                ARRAY[courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en], count(*)
            FROM cohorts JOIN courses ON courses.id = cohorts.course_id
            WHERE cohorts.project_id IN (\(Project.records(of: project, on: asOf)))
                AND cohorts.closed_on <= \(asOf)
            GROUP BY courses.id
            ORDER BY count(*) DESC, courses.code
            """,
            as: (String.self, [String].self, Int.self)
        ).map { CourseCount(code: $0, title: Titles(columns: $1), deliveries: $2) }
    }
}
