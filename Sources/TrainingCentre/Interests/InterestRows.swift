import Postgres

/// Interests that wait for a date, in the order in which they were expressed.
enum InterestRows: RowNoun {
    static let columns = ["course_code", "email", "organisation", "people_count", "note"]
    static let keys = ["course_code", "email", "organisation"]
    static let permission = Permission.manageEnrolments

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY courses.code COLLATE "C", interests.id) AS place,
            ARRAY[
                courses.code, coalesce(people.email, ''), coalesce(organisations.code, ''),
                interests.people_count::text, coalesce(interests.note, '')] AS cells
        FROM interests
        JOIN courses ON courses.id = interests.course_id
        LEFT JOIN people ON people.id = interests.person_id
        LEFT JOIN organisations ON organisations.id = interests.organisation_id
        WHERE interests.cohort_id IS NULL AND interests.withdrawn_on IS NULL
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
        _ = try Interest.express(course: course, form, by: run.act.actor, in: transaction)
    }
}
