import Postgres

/// Months of work that the centre has recognised; each recognition is a row of its own.
enum ExperienceRows: RowNoun {
    static let columns = ["course_code", "email", "months", "basis", "recognised_on"]
    static let keys = columns
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY courses.code COLLATE "C", people.email COLLATE "C",
                    experiences.recognised_on, experiences.id) AS place,
            ARRAY[
                courses.code, people.email, experiences.months::text, experiences.basis,
                to_char(experiences.recognised_on, 'YYYY-MM-DD')] AS cells
        FROM experiences
        JOIN courses ON courses.id = experiences.course_id
        JOIN people ON people.id = experiences.person_id
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
        _ = try Experience.recognise(course: course, form, by: run.act.actor, in: transaction)
    }
}
