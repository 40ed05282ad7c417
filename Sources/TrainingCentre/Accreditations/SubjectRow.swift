import Postgres

/// How rows of files name a candidacy or an accreditation: by person, course or field, and a day.
struct SubjectRow {
    /// The columns for the person and the subject.
    static let columns = ["email", "course_code", "field_code"]

    /// The table of the noun, whose rows have a person, and a course or a field.
    let table: StaticString
    /// The day by which a row of the table is known besides.
    let day: StaticString

    /// The tables that a row of the table names.
    var names: SQL {
        """
        JOIN people ON people.id = \(raw: table).person_id
        LEFT JOIN courses ON courses.id = \(raw: table).course_id
        LEFT JOIN fields ON fields.id = \(raw: table).field_id
        """
    }

    /// The cells for the columns, and for the day.
    var cells: SQL {
        """
        people.email, coalesce(courses.code, ''), coalesce(fields.code, ''),
        to_char(\(raw: table).\(raw: day), 'YYYY-MM-DD')
        """
    }

    /// The order of files, which depends on what the rows say alone.
    var order: SQL {
        """
        people.email COLLATE "C", courses.code COLLATE "C", fields.code COLLATE "C",
        \(raw: table).\(raw: day)
        """
    }

    /// The row of the table that a file names, whose day stands in `column`; the last of several.
    ///
    /// Refuses with `InvalidForm`, and with `NotFound`, which calls it a `noun`.
    func id<Noun>(
        of noun: String,
        in form: inout Form,
        day column: String,
        in transaction: borrowing Transaction
    ) throws -> ID<Noun> {
        let (email, written) = (form.email("email"), form.date(column))
        let subject = AccreditedSubject(ofRow: &form)
        try form.check()
        let id = try transaction.value(
            """
            SELECT \(raw: table).id FROM \(raw: table)
            \(names)
            WHERE people.email = \(email) AND \(raw: table).\(raw: day) = \(written)
                AND (courses.code, fields.code) IS NOT DISTINCT FROM (
                    \(subject.course)::text, \(subject.field)::text)
            ORDER BY \(raw: table).id DESC
            LIMIT 1
            """,
            as: ID<Noun>.self
        )
        guard let id else { throw NotFound(noun, "of \(email) with \(column) \(written)") }
        return id
    }
}
