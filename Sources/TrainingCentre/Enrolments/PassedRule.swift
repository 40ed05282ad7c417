import Postgres

/// What of a cohort's rules staff go past, with a reason, when somebody comes in.
///
/// The event says it.
package enum PassedRule: String, CaseIterable, Sendable {
    /// The cohort took nobody then: it was a draft, or had begun.
    case state
    /// Those who have to agree were not asked.
    case approval
    /// The person lacks what the course asks for.
    case prerequisites
    /// A file of staff said who is in a draft, and in which state; that needs no reason.
    case record

    /// The rules that the database names.
    static func named(_ names: [String]?) -> [PassedRule] {
        (names ?? []).compactMap(PassedRule.init)
    }

    /// Runs statements that go past rules; without this the database refuses them, whatever the
    /// reason.
    static func going(
        past rules: [PassedRule],
        in transaction: borrowing Transaction,
        _ body: () throws -> Void
    ) throws {
        guard !rules.isEmpty else { return try body() }
        try state(rules, in: transaction)
        try body()
        try state([], in: transaction)
    }

    private static func state(
        _ rules: [PassedRule],
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute("SELECT go_past(\(rules.map(\.rawValue)))")
    }
}
