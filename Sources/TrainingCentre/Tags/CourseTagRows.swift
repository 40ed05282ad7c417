import Postgres

/// What courses are about, in the order in which a document names it; the tags of other nouns stand
/// in their own rows.
enum CourseTagRows: RowNoun {
    static let columns = ["course_code", "tags"]
    static let keys = ["course_code"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY courses.code COLLATE "C") AS place,
            ARRAY[courses.code, string_agg(tags.code, '|' ORDER BY course_tags.id)] AS cells
        FROM course_tags
        JOIN courses ON courses.id = course_tags.course_id
        JOIN tags ON tags.id = course_tags.tag_id
        GROUP BY courses.id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let course = form.code("course_code")
        try form.check()
        _ = try Course.changeTags(of: course, form, by: run.act.actor, in: transaction)
    }
}
