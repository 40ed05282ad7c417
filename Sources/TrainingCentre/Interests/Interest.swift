import Documents
import Postgres

/// That a person, or an organisation for some of its people, wants a course of which there is no
/// date yet.
package struct Interest: Sendable {
    package let id: ID<Interest>
    package let courseCode: String
    /// The person's e-mail address; nil for an organisation.
    package let email: String?
    /// The organisation's code; nil for a person.
    package let organisation: String?
    package let peopleCount: Int
    package let note: String?
    package let state: State
    /// The cohort that took it up.
    package let cohortCode: String?
    package let withdrawnOn: CalendarDate?

    /// What became of it.
    package enum State: String, CaseIterable, Sendable {
        case waiting, taken, withdrawn
    }

    /// Who is interested in a course, the first first.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Interest] {
        try actor.require(.readPeople)
        let course = try Course.find(code, in: transaction)
        return try rows(
            "WHERE courses.code = \(course.draft.code) ORDER BY interests.id",
            in: transaction
        )
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Interest] {
        try transaction.rows(
            """
            SELECT interests.id, courses.code, people.email, organisations.code, people_count,
                note, cohorts.code, withdrawn_on
            FROM interests
            JOIN courses ON courses.id = interests.course_id
            LEFT JOIN people ON people.id = interests.person_id
            LEFT JOIN organisations ON organisations.id = interests.organisation_id
            LEFT JOIN cohorts ON cohorts.id = interests.cohort_id
            \(condition)
            """,
            as: (
                ID<Interest>.self, String.self, String?.self, String?.self, Int.self,
                String?.self, String?.self, CalendarDate?.self
            )
        ).map { id, course, email, organisation, count, note, cohort, withdrawnOn in
            Interest(
                id: id,
                courseCode: course,
                email: email,
                organisation: organisation,
                peopleCount: count,
                note: note,
                state: cohort != nil ? .taken : withdrawnOn != nil ? .withdrawn : .waiting,
                cohortCode: cohort,
                withdrawnOn: withdrawnOn
            )
        }
    }

    static func find(
        _ id: ID<Interest>,
        in transaction: borrowing Transaction
    ) throws -> Interest {
        guard let found = try rows("WHERE interests.id = \(id)", in: transaction).first else {
            throw NotFound("interest", String(id.value))
        }
        return found
    }

    package var json: JSON {
        [
            "interest": .integer(id.value), "course": .string(courseCode), "person": JSON(email),
            "organisation": JSON(organisation), "people_count": .integer(peopleCount),
            "note": JSON(note), "state": .string(state.rawValue), "cohort": JSON(cohortCode),
            "withdrawn_on": JSON(withdrawnOn?.description),
        ]
    }
}
