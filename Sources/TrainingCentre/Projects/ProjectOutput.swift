import Documents
import Postgres

/// What stays of a project: a strategy with its period, a report, two vehicles, news.
package struct ProjectOutput: CodedNoun {
    package static let noun = "project_output"
    package static let plural = "project_outputs"

    package let draft: ProjectOutputDraft
    package let version: Int

    /// What an output is.
    package enum Kind: String, CaseIterable, Sendable {
        case strategy
        case actionPlan = "action-plan"
        case programme, report, handbook, equipment, news, other
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "project_outputs.id IN (\(words.rows("id", of: "project_outputs")))"
    }

    /// The outputs of a project and of those merged with it, in the order of their codes.
    static func list(
        of project: ID<Project>,
        in transaction: borrowing Transaction
    ) throws -> [ProjectOutput] {
        try rows(
            """
            WHERE project_outputs.project_id IN (\(Project.records(of: project)))
            ORDER BY project_outputs.code
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ProjectOutput] {
        try transaction.rows(
            """
            SELECT project_outputs.code, projects.code, project_outputs.kind,
                ARRAY[
                    project_outputs.title_sr_cyrl, project_outputs.title_sr_latn,
                    project_outputs.title_en],
                project_outputs.starts_on, project_outputs.ends_on, project_outputs.row_version
            FROM project_outputs
            JOIN projects ON projects.id = project_outputs.project_id
            \(condition)
            """,
            as: (
                String.self, String.self, Kind.self, [String].self, CalendarDate?.self,
                CalendarDate?.self, Int.self
            )
        ).map { code, project, kind, title, startsOn, endsOn, version in
            ProjectOutput(
                draft: ProjectOutputDraft(
                    code: code,
                    projectCode: project,
                    kind: kind,
                    title: Titles(columns: title),
                    startsOn: startsOn,
                    endsOn: endsOn
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "project_code": .string(draft.projectCode),
            "kind": .string(draft.kind.rawValue), "title": draft.title.json,
            "starts_on": JSON(draft.startsOn?.description),
            "ends_on": JSON(draft.endsOn?.description), "version": .integer(version),
        ]
    }
}

/// What can be entered about an output of a project.
package struct ProjectOutputDraft: Hashable, Sendable {
    package let code: String
    package let projectCode: String
    package let kind: ProjectOutput.Kind
    package let title: Titles
    /// The period that a strategy or a plan is for; the day of a news item.
    package let startsOn: CalendarDate?
    package let endsOn: CalendarDate?
}

extension ProjectOutputDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [
            .code, .code("project_code", "The project that made it.", isRequired: true),
            .choice("kind", ProjectOutput.Kind.self, "What it is.", isRequired: true),
        ] + DraftField.titles("title") + [.startsOn, .endsOn]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        projectCode = form.code("project_code")
        kind = form.choice("kind") ?? .other
        title = form.titles("title")
        (startsOn, endsOn) = form.period()
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["project_code"] = projectCode
        values["kind"] = kind.rawValue
        values["starts_on"] = startsOn?.description
        values["ends_on"] = endsOn?.description
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "project_outputs_code_once" ? CodeTaken(ProjectOutput.spoken) : nil
    }

    private var references: [Reference] {
        [Reference("project_code", Project.self, projectCode)]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO project_outputs (
                code, project_id, kind, title_sr_cyrl, title_sr_latn, title_en, starts_on, ends_on)
            SELECT \(code), projects.id, \(kind), \(title.srCyrl), \(title.srLatn), \(title.en),
                \(startsOn), \(endsOn)
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
            UPDATE project_outputs
            SET project_id = projects.id, kind = \(kind), title_sr_cyrl = \(title.srCyrl),
                title_sr_latn = \(title.srLatn), title_en = \(title.en), starts_on = \(startsOn),
                ends_on = \(endsOn)
            FROM projects
            WHERE projects.code = \(projectCode) AND project_outputs.code = \(code)
                AND (\(version)::bigint IS NULL OR project_outputs.row_version = \(version))
            """
        ) == 1
    }
}
