import Documents
import Postgres

/// What trainees and everybody interested can read: a title, and editions with files.
package struct Handbook: CodedNoun {
    package static let noun = "handbook"
    package static let plural = "handbooks"
    static let courses = CodedLinks(
        table: "handbook_courses",
        owners: "handbooks",
        ownerID: "handbook_id",
        others: "courses",
        otherID: "course_id"
    )

    package let draft: HandbookDraft
    /// What the handbook is called that took its place.
    package let successorTitle: Titles?
    package let version: Int

    /// Handbooks are found under their titles, and under those of the courses that they are for.
    package static func isFound(by words: SearchWords) -> SQL {
        """
        handbooks.id IN (
            \(words.rows("id", of: "handbooks"))
            UNION ALL SELECT handbook_id FROM handbook_courses
            WHERE course_id IN (\(words.rows("id", of: "courses"))))
        """
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Handbook] {
        try transaction.rows(
            """
            SELECT handbooks.code,
                ARRAY[handbooks.title_sr_cyrl, handbooks.title_sr_latn, handbooks.title_en],
                (SELECT code FROM projects WHERE projects.id = handbooks.project_id),
                \(courses.codes), successor.code,
                ARRAY[successor.title_sr_cyrl, successor.title_sr_latn, successor.title_en],
                handbooks.row_version
            FROM handbooks
            LEFT JOIN LATERAL (
                SELECT code, title_sr_cyrl, title_sr_latn, title_en
                FROM handbooks AS later WHERE later.id = handbooks.superseded_by_id
            ) AS successor ON true
            \(condition)
            """,
            as: (
                String.self, [String].self, String?.self, [String].self, String?.self,
                [String?].self, Int.self
            )
        ).map { code, title, project, courses, successor, successorTitle, version in
            Handbook(
                draft: HandbookDraft(
                    code: code,
                    title: Titles(columns: title),
                    projectCode: project,
                    courses: courses,
                    supersededBy: successor
                ),
                successorTitle: Titles(row: successorTitle.compactMap { $0 }),
                version: version
            )
        }
    }

    package var json: JSON {
        [
            "code": .string(draft.code), "title": draft.title.json,
            "project_code": JSON(draft.projectCode),
            "courses": .array(draft.courses.map(JSON.string)),
            "superseded_by": JSON(draft.supersededBy), "version": .integer(version),
        ]
    }
}

/// What can be entered about a handbook.
package struct HandbookDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    /// The project that made it.
    package let projectCode: String?
    package let courses: [String]
    /// The handbook that took its place.
    package let supersededBy: String?
}

extension HandbookDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            .code("project_code", "The project that made it."),
            DraftField("courses", "Codes of the courses that it is for.", .list),
            .code("superseded_by", "The handbook that took its place."),
        ]

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        projectCode = form.optionalCode("project_code")
        courses = form.codes("courses")
        supersededBy = form.optionalCode("superseded_by")
        try form.check()
    }

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["project_code"] = projectCode
        values["superseded_by"] = supersededBy
        return Form(values, lists: ["courses": courses])
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "handbooks_code_once": CodeTaken(Handbook.noun)
        case "handbooks_superseded_no_circle":
            InvalidForm([
                FieldProblem("superseded_by", "it would take its own place in the end")
            ])
        default: nil
        }
    }

    private var references: [Reference] {
        [
            Reference("project_code", Project.self, projectCode),
            Reference("courses", Course.self, courses),
            Reference("superseded_by", Handbook.self, supersededBy),
        ]
    }

    package func insert(in transaction: borrowing Transaction) throws {
        try references.check(in: transaction)
        _ = try transaction.execute(
            """
            INSERT INTO handbooks (
                code, title_sr_cyrl, title_sr_latn, title_en, project_id, superseded_by_id)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en),
                (SELECT id FROM projects WHERE code = \(projectCode)),
                (SELECT id FROM handbooks WHERE code = \(supersededBy)))
            """
        )
        try Handbook.courses.replace(of: code, with: courses, in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        try references.check(in: transaction)
        let count = try transaction.execute(
            """
            UPDATE handbooks
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en),
                project_id = (SELECT id FROM projects WHERE code = \(projectCode)),
                superseded_by_id = (SELECT id FROM handbooks WHERE code = \(supersededBy))
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard count == 1 else { return false }
        try Handbook.courses.replace(of: code, with: courses, in: transaction)
        return true
    }
}
