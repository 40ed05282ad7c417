import Postgres

/// A course that somebody wants for oneself, and of which there is no date yet.
package struct OwnInterest: Sendable {
    package let id: ID<Interest>
    package let courseCode: String
    package let course: Titles
    package let note: String?

    package init(id: ID<Interest>, courseCode: String, course: Titles, note: String?) {
        self.id = id
        self.courseCode = courseCode
        self.course = course
        self.note = note
    }

    /// What the actor waits for, under all records of the person, the newest first; at most 200.
    package static func list(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OwnInterest] {
        try rows("true", of: actor, in: transaction)
    }

    /// The one in a course; nil for who does not wait for it.
    package static func find(
        course code: String,
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnInterest? {
        try rows("courses.code = upper(\(code))", of: actor, in: transaction).first
    }

    /// Refuses with `NotFound` another's, and one that is taken up or taken back.
    package static func find(
        _ id: ID<Interest>,
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnInterest {
        let found = try rows("interests.id = \(id)", of: actor, in: transaction)
        guard let own = found.first else { throw NotFound("interest", String(id.value)) }
        return own
    }

    private static func rows(
        _ condition: SQL,
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OwnInterest] {
        guard let person = actor.personID else { return [] }
        return try transaction.rows(
            """
            SELECT interests.id, courses.code, courses.title_sr_cyrl, courses.title_sr_latn,
                courses.title_en, interests.note
            FROM interests JOIN courses ON courses.id = interests.course_id
            WHERE interests.person_id IN (\(Person.records(of: person)))
                AND interests.cohort_id IS NULL AND interests.withdrawn_on IS NULL
                AND \(condition)
            ORDER BY interests.id DESC
            LIMIT \(PageRequest.Limits.rowsMax)
            """,
            as: (
                ID<Interest>.self, String.self, String.self, String.self, String.self, String?.self
            )
        ).map { id, code, srCyrl, srLatn, en, note in
            OwnInterest(
                id: id,
                courseCode: code,
                course: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                note: note
            )
        }
    }
}
