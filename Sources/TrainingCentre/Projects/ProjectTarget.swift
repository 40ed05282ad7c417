import Documents
import Postgres

/// A number that a project promised: 60 municipalities, 20 deliveries.
package struct ProjectTarget: CodedNoun {
    package static let noun = "project_target"
    package static let plural = "project_targets"

    package let draft: ProjectTargetDraft
    package let version: Int

    /// What is counted.
    package enum Indicator: String, CaseIterable, Sendable {
        /// Closed cohorts.
        case deliveries
        /// Distinct persons who passed.
        case personsPassed = "persons-passed"
        /// Municipalities and cities of those who passed.
        case lsgs
        /// Reception and asylum centres in which there were workshops.
        case centres
        /// Users of centres, who are counted and never named.
        case users
    }

    package static func isFound(by words: SearchWords) -> SQL {
        """
        search_matches(
            search_fold(project_targets.code || ' ' || project_targets.indicator) || ' '
                || projects.fold,
            \(words.words))
        """
    }

    /// The targets of a project and of those merged with it, as they were told on a day, in the
    /// order of their codes.
    static func list(
        of project: ID<Project>,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws -> [ProjectTarget] {
        try rows(
            of: .told("project_targets", on: day),
            """
            WHERE project_targets.project_id IN (\(Project.records(of: project)))
            ORDER BY project_targets.code
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ProjectTarget] {
        try rows(of: "project_targets", condition, in: transaction)
    }

    private static func rows(
        of table: SQL,
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ProjectTarget] {
        try transaction.rows(
            """
            SELECT project_targets.code, projects.code, project_targets.indicator,
                (SELECT code FROM courses WHERE id = project_targets.course_id),
                project_targets.promised, project_targets.row_version
            FROM \(table)
            JOIN projects ON projects.id = project_targets.project_id
            \(condition)
            """,
            as: (
                String.self, String.self, Indicator.self, String?.self, Int.self, Int.self
            )
        ).map { code, project, indicator, course, promised, version in
            ProjectTarget(
                draft: ProjectTargetDraft(
                    code: code,
                    projectCode: project,
                    indicator: indicator,
                    courseCode: course,
                    promised: promised
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "project_code": .string(draft.projectCode),
            "indicator": .string(draft.indicator.rawValue), "course_code": JSON(draft.courseCode),
            "promised": .integer(draft.promised), "version": .integer(version),
        ]
    }
}

/// What can be entered about a target of a project.
package struct ProjectTargetDraft: Hashable, Sendable {
    package let code: String
    package let projectCode: String
    package let indicator: ProjectTarget.Indicator
    /// Only what this course reached counts; nil for all of them.
    package let courseCode: String?
    package let promised: Int
}

extension ProjectTargetDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] = [
        .code, .code("project_code", "The project that promised it.", isRequired: true),
        .choice("indicator", ProjectTarget.Indicator.self, "What is counted.", isRequired: true),
        .code("course_code", "Only what this course reached; all of them by default."),
        DraftField("promised", "How many.", .integer, isRequired: true),
    ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        projectCode = form.code("project_code")
        indicator = form.choice("indicator") ?? .lsgs
        courseCode = form.optionalCode("course_code")
        promised = form.integer("promised", in: 1...10_000_000)
        if courseCode != nil, [.centres, .users].contains(indicator) {
            form.refuse("course_code", "no course reaches \(indicator.rawValue): leave it out")
        }
        try form.check()
    }

    package var form: Form {
        var values = [
            "code": code, "project_code": projectCode, "indicator": indicator.rawValue,
            "promised": String(promised),
        ]
        values["course_code"] = courseCode
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "project_targets_code_once": CodeTaken(ProjectTarget.spoken)
        case "project_targets_indicator_once":
            InvalidForm([
                FieldProblem("indicator", "the project has a target for this already: change that")
            ])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("project_code", Project.self, projectCode),
            Reference("course_code", Course.self, courseCode),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO project_targets (code, project_id, indicator, course_id, promised)
            SELECT \(code), projects.id, \(indicator),
                (SELECT id FROM courses WHERE courses.code = \(courseCode)), \(promised)
            FROM projects WHERE projects.code = \(projectCode)
            """
        )
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        return try transaction.execute(
            """
            UPDATE project_targets
            SET project_id = projects.id, indicator = \(indicator), promised = \(promised),
                course_id = (SELECT id FROM courses WHERE courses.code = \(courseCode))
            FROM projects
            WHERE projects.code = \(projectCode) AND project_targets.code = \(code)
                AND (\(version)::bigint IS NULL OR project_targets.row_version = \(version))
            """
        ) == 1
    }
}
