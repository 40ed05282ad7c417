import Postgres

/// Qualifications that were recognised; those that a training of trainers gave come with its
/// closing.
enum QualificationRows: RowNoun {
    static let columns = ["email", "course_code", "basis", "qualified_on"]
    static let keys = ["email", "course_code"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY people.email COLLATE "C", courses.code COLLATE "C")
                AS place,
            ARRAY[
                people.email, courses.code, qualifications.basis,
                to_char(qualifications.qualified_on, 'YYYY-MM-DD')] AS cells
        FROM qualifications
        JOIN people ON people.id = qualifications.person_id
        JOIN courses ON courses.id = qualifications.course_id
        WHERE qualifications.enrolment_id IS NULL
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        _ = try Qualification.recognise(
            form.with("course", form.cell("course_code")).with("on", form.cell("qualified_on")),
            by: run.act.actor,
            in: transaction
        )
    }
}

/// Which courses train trainers, and for what.
enum QualifyingCourseRows: RowNoun {
    static let columns = ["course_code", "qualifies_for"]
    static let keys = columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY courses.code COLLATE "C", qualified.code COLLATE "C")
                AS place,
            ARRAY[courses.code, qualified.code] AS cells
        FROM qualifying_courses
        JOIN courses ON courses.id = qualifying_courses.course_id
        JOIN courses AS qualified ON qualified.id = qualifying_courses.qualifies_for_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (course, qualified) = (form.code("course_code"), form.code("qualifies_for"))
        try form.check()
        let known = try Course.qualified(by: course, in: transaction)
        _ = try Course.qualify(
            by: course,
            Form([:], lists: ["courses": known + [qualified]]),
            by: run.act.actor,
            in: transaction
        )
    }
}

/// Which programmes train trainers, and for what.
enum QualifyingProgrammeRows: RowNoun {
    static let columns = ["programme_code", "qualifies_for"]
    static let keys = columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY programmes.code COLLATE "C", courses.code COLLATE "C")
                AS place,
            ARRAY[programmes.code, courses.code] AS cells
        FROM qualifying_programmes
        JOIN programmes ON programmes.id = qualifying_programmes.programme_id
        JOIN courses ON courses.id = qualifying_programmes.qualifies_for_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (programme, qualified) = (form.code("programme_code"), form.code("qualifies_for"))
        try form.check()
        let known = try Programme.qualified(by: programme, in: transaction)
        _ = try Programme.qualify(
            by: programme,
            Form([:], lists: ["courses": known + [qualified]]),
            by: run.act.actor,
            in: transaction
        )
    }
}
