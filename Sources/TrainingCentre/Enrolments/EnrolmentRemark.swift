import Documents
import Postgres

/// Something that whoever enters somebody should know: no refusal, for it may be right.
package enum EnrolmentRemark: String, CaseIterable, Sendable {
    /// Nobody said where the person is from; people of state bodies are in no municipality.
    case lsgUnknown = "person_lsg_unknown"
    /// Somebody of the name and the institution is known under another address.
    case knownElsewhere = "person_known_elsewhere"
    /// The person was moved to a cohort of another course than before.
    case otherCourse = "cohort_of_other_course"

    /// For programs: stable.
    package var code: String { rawValue }

    /// Under the column of a file that it is about.
    package var problem: FieldProblem {
        switch self {
        case .lsgUnknown:
            FieldProblem(
                "lsg_code",
                "is not known, so no report counts the person in a municipality: name it, "
                    + "unless the person is of a state body",
                .missing
            )
        case .knownElsewhere:
            FieldProblem(
                "email",
                "is new, but a person of this name from this institution or municipality is "
                    + "known under another address: if it is the same, use that one, or have "
                    + "the centre merge the two"
            )
        case .otherCourse:
            FieldProblem(
                "cohort",
                "is of another course than the cohort that the person leaves: if the code is "
                    + "mistyped, move the person back"
            )
        }
    }
}

extension Enrolment {
    /// What is to be said of an enrolment that was entered in this transaction.
    package func remarks(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentRemark] {
        (facts.lsgCode == nil ? [.lsgUnknown] : [])
            + (try isKnownElsewhere(by: actor, in: transaction) ? [.knownElsewhere] : [])
            + (try changedCourse(in: transaction) ? [.otherCourse] : [])
    }

    /// The enrolment with what is to be said of it.
    package func json(_ remarks: [EnrolmentRemark]) -> JSON {
        let codes = JSON.array(remarks.map { .string($0.code) })
        return .object((json.members ?? []) + [JSON.Member("warnings", codes)])
    }

    /// Whether it goes on in a cohort of another course.
    private func changedCourse(in transaction: borrowing Transaction) throws -> Bool {
        try transaction.value(
            """
            SELECT EXISTS (
                SELECT FROM enrolments
                JOIN cohorts ON cohorts.id = enrolments.cohort_id
                JOIN course_versions ON course_versions.id = cohorts.course_version_id
                JOIN enrolments AS followed ON followed.id = enrolments.follows_id
                JOIN cohorts AS left_cohorts ON left_cohorts.id = followed.cohort_id
                JOIN course_versions AS left_versions
                    ON left_versions.id = left_cohorts.course_version_id
                WHERE enrolments.id = \(id)
                    AND left_versions.course_id <> course_versions.course_id)
            """,
            as: Bool.self
        ) == true
    }

    /// Only of who was entered with it: about everybody else this was said before.
    private func isKnownElsewhere(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let new = try transaction.rows(
            """
            SELECT people.id FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            WHERE enrolments.id = \(id) AND people.created_at = now()
            """,
            as: ID<Person>.self
        )
        let organisations =
            actor.may(.readPeople)
            ? nil : try Organisation.represented(by: actor, in: transaction).values.map(\.id)
        return try !Person.known(elsewhere: new, of: organisations, in: transaction).isEmpty
    }
}
