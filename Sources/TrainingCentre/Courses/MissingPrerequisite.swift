import Documents
import Postgres

/// Something that a person lacks for a course.
package struct MissingPrerequisite: Hashable, Sendable {
    package let kind: Kind
    /// The course that was not passed; nil for experience.
    package let courseCode: String?
    /// The programme whose order asks for it.
    package let programmeCode: String?
    /// Months in the field; a person judges them (`Experience`).
    package let experienceMonths: Int?

    /// What is lacking.
    package enum Kind: String, CaseIterable, Sendable {
        /// The course asks for another one that was not passed.
        case course
        /// A programme enforces an order in which another course comes before.
        case programmeOrder = "programme-order"
        /// The course asks for experience, instead of its courses or alone.
        case experience
    }

    /// What somebody lacks for a course, nothing when the list is empty.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        person email: String,
        course code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [MissingPrerequisite] {
        let person = try Person.find(email: email, by: actor, in: transaction)
        let course = try Course.find(code, in: transaction)
        return try transaction.rows(
            """
            SELECT missing.kind, missing.course_code, missing.programme_code,
                missing.experience_months
            FROM courses
            CROSS JOIN LATERAL missing_prerequisites(\(person.id), courses.id) AS missing
            WHERE courses.code = \(course.draft.code)
            """,
            as: (Kind.self, String?.self, String?.self, Int?.self)
        ).map {
            MissingPrerequisite(
                kind: $0,
                courseCode: $1,
                programmeCode: $2,
                experienceMonths: $3
            )
        }
    }

    package var json: JSON {
        [
            "kind": .string(kind.rawValue), "course": JSON(courseCode),
            "programme": JSON(programmeCode), "experience_months": JSON(experienceMonths),
        ]
    }
}

extension MissingPrerequisite.Kind: SQLValue {}
