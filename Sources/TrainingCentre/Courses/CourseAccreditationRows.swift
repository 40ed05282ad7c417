import Postgres

/// Which bodies have accredited which versions of courses.
enum CourseAccreditationRows: RowNoun {
    static let columns = [
        "course_code", "number", "register_number", "accredited_on", "starts_on", "ends_on",
        "body_sr_cyrl", "body_sr_latn", "body_en",
    ]
    static let keys = ["course_code", "number", "register_number"]
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY courses.code COLLATE "C", course_versions.number, accreditations.starts_on,
                    accreditations.register_number COLLATE "C") AS place,
            ARRAY[
                courses.code, course_versions.number::text, accreditations.register_number,
                to_char(accreditations.accredited_on, 'YYYY-MM-DD'),
                to_char(accreditations.starts_on, 'YYYY-MM-DD'),
                coalesce(to_char(accreditations.ends_on, 'YYYY-MM-DD'), ''),
                accreditations.body_sr_cyrl, accreditations.body_sr_latn, accreditations.body_en]
                AS cells
        FROM course_accreditations AS accreditations
        JOIN course_versions ON course_versions.id = accreditations.course_version_id
        JOIN courses ON courses.id = course_versions.course_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (course, number) = (form.code("course_code"), form.integer("number", in: 1...1_000))
        try form.check()
        _ = try CourseVersion.accredit(
            number,
            of: course,
            form,
            by: run.act.actor,
            in: transaction
        )
    }
}
