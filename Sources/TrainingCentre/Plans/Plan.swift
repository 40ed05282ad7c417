import Documents
import Postgres

/// A plan of capacity building: what is to be learned in which areas, and why.
package struct Plan: CodedNoun {
    package static let noun = "plan"
    package static let plural = "plans"

    package let draft: PlanDraft
    package let version: Int

    package static func isFound(by words: SearchWords) -> SQL {
        """
        plans.id IN (
            \(words.rows("id", of: "plans"))
            UNION ALL \(words.rows("plan_id", of: "plan_areas")))
        """
    }

    /// The plans of a project and of those merged with it, in the order of their codes.
    static func list(
        of project: ID<Project>,
        in transaction: borrowing Transaction
    ) throws -> [Plan] {
        try rows(
            "WHERE plans.project_id IN (\(Project.records(of: project))) ORDER BY plans.code",
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Plan] {
        try transaction.rows(
            """
            SELECT plans.code,
                ARRAY[plans.title_sr_cyrl, plans.title_sr_latn, plans.title_en],
                (SELECT code FROM projects WHERE id = plans.project_id),
                (SELECT code FROM needs_assessments WHERE id = plans.needs_assessment_id),
                (SELECT code FROM activities WHERE id = plans.validation_id),
                (SELECT code FROM organisations WHERE id = plans.approver_id),
                plans.row_version
            FROM plans
            \(condition)
            """,
            as: (
                String.self, [String].self, String?.self, String?.self, String?.self,
                String?.self, Int.self
            )
        ).map { code, title, project, assessment, validation, approver, version in
            Plan(
                draft: PlanDraft(
                    code: code,
                    title: Titles(columns: title),
                    projectCode: project,
                    needsAssessmentCode: assessment,
                    validationCode: validation,
                    approverCode: approver
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "project_code": JSON(draft.projectCode),
            "needs_assessment_code": JSON(draft.needsAssessmentCode),
            "validation_code": JSON(draft.validationCode),
            "approver_code": JSON(draft.approverCode), "version": .integer(version),
        ]
    }
}

/// What can be entered about a plan.
package struct PlanDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let projectCode: String?
    package let needsAssessmentCode: String?
    /// The activity, a validation workshop, at which it was approved.
    package let validationCode: String?
    package let approverCode: String?
}

extension PlanDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [.code] + DraftField.titles("title") + [
            .code("project_code", "The project that it belongs to."),
            .code("needs_assessment_code", "The assessment of needs that led to it."),
            .code("validation_code", "The validation workshop at which it was approved."),
            .code("approver_code", "The organisation that approved it."),
        ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        projectCode = form.optionalCode("project_code")
        needsAssessmentCode = form.optionalCode("needs_assessment_code")
        validationCode = form.optionalCode("validation_code")
        approverCode = form.optionalCode("approver_code")
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["project_code"] = projectCode
        values["needs_assessment_code"] = needsAssessmentCode
        values["validation_code"] = validationCode
        values["approver_code"] = approverCode
        return Form(values)
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "plans_code_once": CodeTaken(Plan.noun)
        case "plans_validation_fkey":
            InvalidForm([
                FieldProblem("validation_code", "is no validation workshop: see its kind")
            ])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("project_code", Project.self, projectCode),
            Reference("needs_assessment_code", NeedsAssessment.self, needsAssessmentCode),
            Reference("validation_code", Activity.self, validationCode),
            Reference("approver_code", Organisation.self, approverCode),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO plans (
                code, title_sr_cyrl, title_sr_latn, title_en, project_id, needs_assessment_id,
                validation_id, approver_id)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en),
                (SELECT id FROM projects WHERE code = \(projectCode)),
                (SELECT id FROM needs_assessments WHERE code = \(needsAssessmentCode)),
                (SELECT id FROM activities WHERE code = \(validationCode)),
                (SELECT id FROM organisations WHERE code = \(approverCode)))
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
            UPDATE plans
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en),
                project_id = (SELECT id FROM projects WHERE code = \(projectCode)),
                needs_assessment_id =
                    (SELECT id FROM needs_assessments WHERE code = \(needsAssessmentCode)),
                validation_id = (SELECT id FROM activities WHERE code = \(validationCode)),
                approver_id = (SELECT id FROM organisations WHERE code = \(approverCode))
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        ) == 1
    }
}
