import Postgres

/// Something that whoever enters somebody should know: no refusal, for it may be right.
package enum EnrolmentRemark: String, CaseIterable, Sendable {
    /// Nobody said where the person is from; people of state bodies are in no municipality.
    case lsgUnknown = "person_lsg_unknown"
    /// Somebody of the name and the institution is known under another address.
    case knownElsewhere = "person_known_elsewhere"

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
    }

    /// Only of who was entered with it: about everybody else this was said before.
    private func isKnownElsewhere(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Bool {
        let new = try transaction.rows(
            "SELECT id FROM people WHERE email = \(email) AND created_at = now()",
            as: ID<Person>.self
        )
        let organisations =
            actor.may(.readPeople)
            ? nil : try Organisation.represented(by: actor, in: transaction).values.map(\.id)
        return try !Person.known(elsewhere: new, of: organisations, in: transaction).isEmpty
    }
}
