import Postgres

/// Something that whoever enters somebody should know: no refusal, for it may be right.
package enum EnrolmentRemark: String, CaseIterable, Sendable {
    /// Nobody said where the person is from; people of state bodies are in no municipality.
    case lsgUnknown = "person_lsg_unknown"

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
        }
    }
}

extension Enrolment {
    /// What is to be said of an enrolment that was entered in this transaction.
    package func remarks(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EnrolmentRemark] {
        facts.lsgCode == nil ? [.lsgUnknown] : []
    }
}
