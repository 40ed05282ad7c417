import Postgres

/// Somebody wants a seat in a cohort.
struct SeatRequest {
    let cohort: ID<Cohort>
    /// Nil for a person who is not entered yet.
    let person: ID<Person>?
    let organisation: ID<Organisation>?

    /// Who asks; the rules differ.
    enum Asker: String {
        case person = "self"
        case organisation, staff
    }

    /// What becomes of a request.
    enum Decision {
        /// The enrolment begins in this state.
        case status(Enrolment.Status)
        case refused(EnrolmentError)
    }

    /// Decides on requests in their order: the one way to a seat, for everybody.
    ///
    /// The database locks the cohorts, ends what the clock has ended, and then looks; they stay
    /// locked, so what is decided holds until the transaction ends.
    static func decide(
        _ requests: [SeatRequest],
        askedBy: Asker,
        needsOpen: Bool,
        in transaction: borrowing Transaction
    ) throws -> [Decision] {
        try transaction.rows(
            """
            SELECT status, refusal
            FROM decide_seats(
                \(askedBy.rawValue), \(needsOpen), \(requests.map(\.cohort.value)),
                \(requests.map(\.person?.value)), \(requests.map(\.organisation?.value)), NULL)
            ORDER BY place
            """,
            as: (Enrolment.Status?.self, String?.self)
        ).map { status, refusal in
            if let status { return .status(status) }
            guard let error = refusal.flatMap(EnrolmentError.init(constraint:)) else {
                preconditionFailure("decide_seats gives a state or a refusal that is known")
            }
            return .refused(error)
        }
    }
}
