import Documents
import Postgres

/// An area of a plan, in its order: what it puts into focus, or where it builds capacity.
package struct PlanArea: CodedNoun {
    package static let noun = "plan_area"
    package static let plural = "plan_areas"
    static let courses = CodedLinks(
        table: "plan_area_courses",
        owners: "plan_areas",
        ownerID: "area_id",
        others: "courses",
        otherID: "course_id"
    )

    package let draft: PlanAreaDraft
    package let version: Int

    /// What an area is for the plan.
    package enum Kind: String, CaseIterable, Sendable {
        case focus
        case capacityBuilding = "capacity-building"
    }

    package static func isFound(by words: SearchWords) -> SQL {
        "plan_areas.id IN (\(words.rows("id", of: "plan_areas")))"
    }

    /// The areas of a plan in their order, the focus first; refuses with `NotFound`.
    package static func list(
        of plan: String,
        in transaction: borrowing Transaction
    ) throws -> [PlanArea] {
        _ = try Plan.find(plan, in: transaction)
        return try rows(
            """
            WHERE plans.code = \(plan.uppercased())
            ORDER BY plan_areas.kind DESC, plan_areas.position
            """,
            in: transaction
        )
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [PlanArea] {
        try transaction.rows(
            """
            SELECT plan_areas.code, plans.code, plan_areas.kind, plan_areas.position,
                ARRAY[plan_areas.title_sr_cyrl, plan_areas.title_sr_latn, plan_areas.title_en],
                \(courses.codes), plan_areas.row_version
            FROM plan_areas
            JOIN plans ON plans.id = plan_areas.plan_id
            \(condition)
            """,
            as: (
                String.self, String.self, Kind.self, Int.self, [String].self, [String].self,
                Int.self
            )
        ).map { code, plan, kind, position, title, courses, version in
            PlanArea(
                draft: PlanAreaDraft(
                    code: code,
                    planCode: plan,
                    kind: kind,
                    position: position,
                    title: Titles(columns: title),
                    courses: courses
                ),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "plan_code": .string(draft.planCode),
            "kind": .string(draft.kind.rawValue), "position": .integer(draft.position),
            "title": draft.title.json, "courses": .array(draft.courses.map(JSON.string)),
            "version": .integer(version),
        ]
    }
}

/// What can be entered about an area of a plan.
package struct PlanAreaDraft: Hashable, Sendable {
    package let code: String
    package let planCode: String
    package let kind: PlanArea.Kind
    /// Its place in the order of its kind, from 1.
    package let position: Int
    package let title: Titles
    package let courses: [String]
}

extension PlanAreaDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields: [DraftField] =
        [
            .code, .code("plan_code", "The plan that it is of.", isRequired: true),
            .choice("kind", PlanArea.Kind.self, "capacity-building by default."),
            DraftField(
                "position",
                "Its place in the order of its kind.",
                .integer,
                isRequired: true
            ),
        ] + DraftField.titles("title") + [
            DraftField("courses", "Codes of courses that are taught in it.", .list)
        ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        planCode = form.code("plan_code")
        kind =
            form.choice("kind", otherwise: PlanArea.Kind.capacityBuilding) ?? .capacityBuilding
        position = form.integer("position", in: 1...100)
        title = form.titles("title")
        courses = form.codes("courses")
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["plan_code"] = planCode
        values["kind"] = kind.rawValue
        values["position"] = String(position)
        return Form(values, lists: ["courses": courses])
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "plan_areas_code_once": CodeTaken(PlanArea.spoken)
        case "plan_areas_position_once":
            InvalidForm([FieldProblem("position", "another area of the plan has it")])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("plan_code", Plan.self, planCode),
            Reference("courses", Course.self, courses),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO plan_areas (
                code, plan_id, kind, position, title_sr_cyrl, title_sr_latn, title_en)
            VALUES (
                \(code), (SELECT id FROM plans WHERE code = \(planCode)), \(kind), \(position),
                \(title.srCyrl), \(title.srLatn), \(title.en))
            """
        )
        try PlanArea.courses.replace(of: code, with: courses, in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        let count = try transaction.execute(
            """
            UPDATE plan_areas
            SET plan_id = (SELECT id FROM plans WHERE code = \(planCode)), kind = \(kind),
                position = \(position), title_sr_cyrl = \(title.srCyrl),
                title_sr_latn = \(title.srLatn), title_en = \(title.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try PlanArea.courses.replace(of: code, with: courses, in: transaction)
        return true
    }
}
