import Postgres

/// What trainers know and courses belong to: asylum, local planning, trafficking in humans.
///
/// Somebody accredited for a field may teach every course of it.
package struct Field: CodedNoun {
    package static let noun = "field"
    package static let plural = "fields"

    package let draft: FieldDraft
    package let version: Int

    package static func isFound(by words: SearchWords) -> SQL {
        "fields.id IN (\(words.rows("id", of: "fields")))"
    }

    package static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Field] {
        try transaction.rows(
            """
            SELECT fields.code, fields.title_sr_cyrl, fields.title_sr_latn, fields.title_en,
                ARRAY(
                    SELECT courses.code FROM field_courses
                    JOIN courses ON courses.id = field_courses.course_id
                    WHERE field_courses.field_id = fields.id ORDER BY courses.code COLLATE "C"),
                fields.row_version
            FROM fields
            \(condition)
            """,
            as: (
                String.self, String.self, String.self, String.self, [String].self, Int.self
            )
        ).map { code, srCyrl, srLatn, en, courses, version in
            Field(
                draft: FieldDraft(
                    code: code,
                    title: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                    courses: courses
                ),
                version: version
            )
        }
    }
}

/// What can be entered about a field.
package struct FieldDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    /// The codes of the courses that belong to it, in order.
    package let courses: [String]

    fileprivate init(code: String, title: Titles, courses: [String]) {
        self.code = code
        self.title = title
        self.courses = courses
    }
}

extension FieldDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            DraftField("courses", "The codes of the courses that belong to it.", .list)
        ]

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        return Form(values, lists: ["courses": courses])
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        courses = form.codes("courses")
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        error.constraint == "fields_code_once" ? CodeTaken(Field.noun) : nil
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO fields (code, title_sr_cyrl, title_sr_latn, title_en)
            VALUES (\(code), \(title.srCyrl), \(title.srLatn), \(title.en))
            """
        )
        try enterCourses(in: transaction)
    }

    package func update(
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let count = try transaction.execute(
            """
            UPDATE fields
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        if count == 1 { try enterCourses(in: transaction) }
        return count == 1
    }

    private func enterCourses(in transaction: borrowing Transaction) throws {
        let ids = try Course.ids(of: courses, field: "courses", in: transaction)
        _ = try transaction.execute(
            """
            DELETE FROM field_courses
            WHERE field_id = (SELECT id FROM fields WHERE code = \(code))
                AND NOT course_id = ANY(\(ids))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO field_courses (field_id, course_id)
            SELECT fields.id, course_id
            FROM fields CROSS JOIN unnest(\(ids)) AS course_id
            WHERE fields.code = \(code)
            ON CONFLICT (field_id, course_id) DO NOTHING
            """
        )
    }
}

extension Form {
    /// Several codes, each once, in order; small letters are made capital.
    mutating func codes(_ field: String) -> [String] {
        let codes = list(field).map { $0.uppercased() }
        for code in codes where !Form.isCode(code) {
            refuse(field, "“\(code)” is no code: use up to 40 letters A–Z, digits and dashes")
        }
        return Array(Set(codes)).sorted { $0.unicodeScalarsPrecede($1) }
    }
}

extension Course {
    /// The ids of courses by their codes; refuses with `InvalidForm` when one is unknown.
    static func ids(
        of codes: [String],
        field: String,
        in transaction: borrowing Transaction
    ) throws -> [ID<Course>] {
        try ids(of: codes, field: field, noun: noun, in: transaction) {
            "SELECT code, id FROM courses WHERE code = ANY(\($0))"
        }
    }
}

extension Field {
    /// The ids of fields by their codes; refuses with `InvalidForm` when one is unknown.
    static func ids(
        of codes: [String],
        field: String,
        in transaction: borrowing Transaction
    ) throws -> [ID<Field>] {
        try ids(of: codes, field: field, noun: noun, in: transaction) {
            "SELECT code, id FROM fields WHERE code = ANY(\($0))"
        }
    }
}

extension CodedNoun {
    fileprivate static func ids(
        of codes: [String],
        field: String,
        noun: String,
        in transaction: borrowing Transaction,
        _ statement: ([String]) -> SQL
    ) throws -> [ID<Self>] {
        let found = try transaction.rows(statement(codes), as: (String.self, ID<Self>.self))
        let unknown = codes.filter { code in !found.contains { $0.0 == code } }
        guard unknown.isEmpty else {
            let list = unknown.joined(separator: ", ")
            throw InvalidForm([FieldProblem(field, "there is no \(noun) \(list)", .notFound)])
        }
        return found.map(\.1)
    }
}
