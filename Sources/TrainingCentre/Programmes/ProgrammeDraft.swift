import Postgres

/// What can be entered about a programme.
package struct ProgrammeDraft: Hashable, Sendable {
    package let code: String
    package let title: Titles
    package let kind: Programme.Kind
    package let order: Programme.Order
    /// The codes of its courses, in their order.
    package let courses: [String]

    enum Limits { static let coursesMax = 100 }

    init(
        code: String,
        title: Titles,
        kind: Programme.Kind,
        order: Programme.Order,
        courses: [String]
    ) {
        self.code = code
        self.title = title
        self.kind = kind
        self.order = order
        self.courses = courses
    }
}

extension ProgrammeDraft: CodedDraft {
    package static let permission = Permission.manageCatalogue
    package static let fields =
        [.code] + DraftField.titles("title") + [
            DraftField(
                "kind",
                "programme by default.",
                .choice(Programme.Kind.allCases.map(\.rawValue))
            ),
            DraftField(
                "course_order",
                "Whether the order is enforced; advisory by default.",
                .choice(Programme.Order.allCases.map(\.rawValue))
            ),
            DraftField("courses", "Codes of its courses, in their order.", .list),
        ]

    package var form: Form {
        var values = title.fields("title")
        values["code"] = code
        values["kind"] = kind.rawValue
        values["course_order"] = order.rawValue
        return Form(values, lists: ["courses": courses])
    }

    package init(_ form: inout Form) throws {
        code = form.code("code")
        title = form.titles("title")
        kind = form.choice("kind", otherwise: Programme.Kind.programme) ?? .programme
        order = form.choice("course_order", otherwise: Programme.Order.advisory) ?? .advisory
        courses = form.list("courses").map { $0.uppercased() }
        if courses.count > Limits.coursesMax {
            form.refuse("courses", "holds more than \(Limits.coursesMax) courses")
        }
        if Set(courses).count < courses.count { form.refuse("courses", "names a course twice") }
        try form.check()
    }

    package static func refusal(_ error: PostgresError) -> (any Refusal)? {
        switch error.constraint {
        case "programmes_code_once": CodeTaken(Programme.noun)
        case "qualifying_programmes_programme_fkey": ProgrammeError.qualifies
        default: nil
        }
    }

    package func insert(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            INSERT INTO programmes (
                code, title_sr_cyrl, title_sr_latn, title_en, kind, course_order)
            VALUES (
                \(code), \(title.srCyrl), \(title.srLatn), \(title.en), \(kind), \(order))
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
            UPDATE programmes
            SET title_sr_cyrl = \(title.srCyrl), title_sr_latn = \(title.srLatn),
                title_en = \(title.en), kind = \(kind), course_order = \(order)
            WHERE code = \(code) AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        if count == 1 { try enterCourses(in: transaction) }
        return count == 1
    }

    /// Replaces the courses when they are others or stand in another order.
    private func enterCourses(in transaction: borrowing Transaction) throws {
        let strangers = try transaction.rows(
            "SELECT code FROM unnest(\(courses)) AS code EXCEPT SELECT code FROM courses",
            as: String.self
        )
        if let stranger = strangers.first {
            throw InvalidForm([FieldProblem("courses", "there is no course \(stranger)", .notFound)]
            )
        }
        if try Programme.withCodes([code], in: transaction).first?.draft.courses == courses {
            return
        }
        _ = try transaction.execute(
            """
            DELETE FROM programme_courses
            WHERE programme_id = (SELECT id FROM programmes WHERE code = \(code))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO programme_courses (programme_id, course_id, position)
            SELECT programmes.id, courses.id, wanted.position
            FROM unnest(\(courses)) WITH ORDINALITY AS wanted (code, position)
            JOIN courses ON courses.code = wanted.code
            CROSS JOIN programmes
            WHERE programmes.code = \(code)
            """
        )
    }
}
