import Postgres

/// One act: who, and why.
///
/// The audit enters it with every row that the act writes.
package struct Act: Sendable {
    package let actor: Actor
    package let reason: Reason?
    package let requestID: String?

    /// An act that needs no reason.
    package init(by actor: Actor, requestID: String? = nil) {
        self.actor = actor
        reason = nil
        self.requestID = requestID
    }

    /// An act with a reason, if any is given; refuses with `InvalidForm` one that cannot be.
    package init(by actor: Actor, because reason: String?, requestID: String? = nil) throws {
        self.actor = actor
        self.reason = try Reason.optional(reason)
        self.requestID = requestID
    }

    /// The reason of an act that needs one; refuses with `ReasonMissing`.
    package func requireReason() throws -> Reason {
        guard let reason else { throw ReasonMissing() }
        return reason
    }

    /// Tells the database who acts in this transaction.
    func begin(in transaction: borrowing Transaction) throws {
        _ = try transaction.row(
            """
            SELECT set_config('obuka.actor', \(actor.name), true),
                set_config('obuka.reason', \(reason?.text ?? ""), true),
                set_config('obuka.request_id', \(requestID ?? ""), true)
            """,
            as: (String.self, String.self, String.self)
        )
    }
}
