import Documents
import Postgres

/// Months of work that the centre has recognised for a course.
package struct Experience: Hashable, Sendable {
    package let email: String
    package let courseCode: String
    package let months: Int
    /// On what it was recognised.
    package let basis: String
    package let recognisedOn: CalendarDate

    /// Recognises months of work, which stand for the courses that a course asks for.
    ///
    /// The day is today, or an earlier one in `recognised_on`. Of several the longest counts.
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `InvalidForm`.
    package static func recognise(
        course code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Experience {
        try actor.require(.manageEnrolments)
        var form = form
        let (email, months) = (form.email("email"), form.integer("months", in: 1...600))
        let basis = form.text("basis")
        let day = form.optionalDate("recognised_on")
        try form.check()
        let person = try Person.find(email: email, by: actor, in: transaction)
        let course = try Course.find(code, in: transaction)
        do {
            let recognised = try transaction.value(
                """
                INSERT INTO experiences (person_id, course_id, months, basis, recognised_on)
                SELECT \(person.id), courses.id, \(months), \(basis), \(day)
                FROM courses WHERE courses.code = \(course.draft.code)
                RETURNING recognised_on
                """,
                as: CalendarDate.self
            )
            guard let recognised else { throw NotFound("course", code) }
            return Experience(
                email: email,
                courseCode: course.draft.code,
                months: months,
                basis: basis,
                recognisedOn: recognised
            )
        } catch let error as PostgresError
            where error.constraint == "experiences_recognised_not_in_future"
        {
            throw InvalidForm([FieldProblem("recognised_on", "lies in the future")])
        }
    }

    /// What was recognised for a course, by e-mail address.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Experience] {
        try actor.require(.readPeople)
        let course = try Course.find(code, in: transaction)
        return try transaction.rows(
            """
            SELECT people.email, courses.code, experiences.months, experiences.basis,
                experiences.recognised_on
            FROM experiences
            JOIN courses ON courses.id = experiences.course_id
            JOIN people ON people.id = experiences.person_id
            WHERE courses.code = \(course.draft.code)
            ORDER BY people.email, experiences.id
            """,
            as: (String.self, String.self, Int.self, String.self, CalendarDate.self)
        ).map(Experience.init)
    }

    package var json: JSON {
        [
            "person": .string(email), "course": .string(courseCode), "months": .integer(months),
            "basis": .string(basis), "recognised_on": recognisedOn.json,
        ]
    }
}
