import Postgres

/// Somebody wants a seat in a cohort.
struct SeatRequest {
    let cohort: ID<Cohort>
    /// Nil for a person who is not entered yet.
    let person: ID<Person>?
    let organisation: ID<Organisation>?
    let asker: Asker

    /// Who asks; the rules differ, and `decide_each_seat` says how.
    enum Asker: String {
        case person = "self"
        case organisation, staff
        /// A list that staff bring in.
        case list
        /// Such a list that says in which state each person is.
        case record
        /// Staff who say why they go past what others are bound by.
        case centre
    }

    /// What becomes of a request.
    enum Decision {
        /// The enrolment begins in this state, and goes past these rules.
        case status(Enrolment.Status, goesPast: [PassedRule] = [])
        case refused(any Refusal)
    }

    /// Decides on requests in their order: the one way to a seat, for everybody.
    ///
    /// The database locks the cohorts, ends what the clock has ended, and then looks; they stay
    /// locked, so what is decided holds until the transaction ends.
    static func decide(
        _ requests: [SeatRequest],
        in transaction: borrowing Transaction
    ) throws -> [Decision] {
        let decided = try transaction.rows(
            """
            SELECT status, refusal, goes_past
            FROM decide_each_seat(
                \(requests.map(\.asker.rawValue)), \(requests.map(\.cohort.value)),
                \(requests.map(\.person?.value)), \(requests.map(\.organisation?.value)), NULL)
            ORDER BY place
            """,
            as: (Enrolment.Status?.self, String?.self, [String]?.self)
        )
        let lacking = zip(requests, decided).filter {
            $0.1.1.flatMap(EnrolmentError.init(constraint:)) == .prerequisitesMissing
        }
        var missing = try PrerequisitesMissing.of(lacking.map(\.0), in: transaction)
            .makeIterator()
        return decided.map { status, refusal, rules in
            if let status { return .status(status, goesPast: PassedRule.named(rules)) }
            guard let error = refusal.flatMap(EnrolmentError.init(constraint:)) else {
                preconditionFailure("decide_seats gives a state or a refusal that is known")
            }
            guard error == .prerequisitesMissing, let named = missing.next() else {
                return .refused(error)
            }
            return .refused(named)
        }
    }
}
