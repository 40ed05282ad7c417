import Postgres

/// One act: who, and why.
///
/// The audit enters it with every row that the act writes.
package struct Act: Sendable {
    package let actor: Actor
    package let reason: String?
    package let requestID: String?

    package init(by actor: Actor, because reason: String? = nil, requestID: String? = nil) {
        self.actor = actor
        self.reason = reason
        self.requestID = requestID
    }

    /// Tells the database who acts in this transaction.
    func begin(in transaction: borrowing Transaction) throws {
        _ = try transaction.row(
            """
            SELECT set_config('obuka.actor', \(actor.name), true),
                set_config('obuka.reason', \(reason ?? ""), true),
                set_config('obuka.request_id', \(requestID ?? ""), true)
            """,
            as: (String.self, String.self, String.self)
        )
    }
}
