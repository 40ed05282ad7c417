import Documents
import Foundation
import Postgres

/// One message to one webhook, and what became of it.
package struct WebhookDelivery: Sendable {
    package let id: ID<WebhookDelivery>
    package let messageID: String
    package let type: String
    package let code: String
    package let attempts: Int
    package let enteredAt: Date
    /// When it is tried next; nil when it arrived or was given up.
    package let dueAt: Date?
    package let deliveredAt: Date?
    /// The last answer.
    package let status: Int?
    package let problem: String?

    package var json: JSON {
        [
            "id": .integer(id.value), "message": .string(messageID), "type": .string(type),
            "code": .string(code), "state": .string(state), "attempts": .integer(attempts),
            "entered_at": .string(enteredAt.rfc3339), "due_at": JSON(dueAt?.rfc3339),
            "delivered_at": JSON(deliveredAt?.rfc3339), "status": JSON(status),
            "problem": JSON(problem),
        ]
    }

    private var state: String {
        if deliveredAt != nil { return "delivered" }
        return dueAt == nil ? "given-up" : "waiting"
    }

    /// The deliveries of a webhook, the latest first.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `InvalidForm`.
    package static func list(
        webhook code: String,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<WebhookDelivery> {
        let webhook = try Webhook.find(code, by: actor, in: transaction)
        let found = try rows(
            """
            WHERE deliveries.webhook_id = \(webhook.id)
                AND deliveries.id < \(page.afterID(or: Int.max))
            ORDER BY deliveries.id DESC
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// Has a delivery tried again now, from the beginning of its schedule.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, and with `InvalidForm` when the webhook
    /// is disabled.
    package static func retry(
        _ id: ID<WebhookDelivery>,
        webhook code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> WebhookDelivery {
        let webhook = try Webhook.find(code, by: act.actor, in: transaction)
        guard webhook.disabledAt == nil else {
            throw InvalidForm([FieldProblem("webhook", "is disabled: register it anew")])
        }
        let count = try transaction.execute(
            """
            UPDATE webhook_deliveries SET due_at = now(), attempts = 0, delivered_at = NULL
            WHERE id = \(id) AND webhook_id = \(webhook.id)
            """
        )
        guard count == 1,
            let found = try rows("WHERE deliveries.id = \(id)", in: transaction).first
        else { throw NotFound("delivery", String(id.value)) }
        return found
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [WebhookDelivery] {
        try transaction.rows(
            """
            SELECT deliveries.id, events.id, events.type, events.code, deliveries.attempts,
                deliveries.entered_at, deliveries.due_at, deliveries.delivered_at,
                deliveries.status, deliveries.problem
            FROM webhook_deliveries AS deliveries
            JOIN webhook_events AS events ON events.id = deliveries.event_id
            \(condition)
            """,
            as: (
                ID<WebhookDelivery>.self, Int.self, String.self, String.self, Int.self, Date.self,
                Date?.self, Date?.self, Int?.self, String?.self
            )
        ).map { row in
            WebhookDelivery(
                id: row.0,
                messageID: "msg_\(row.1)",
                type: row.2,
                code: row.3,
                attempts: row.4,
                enteredAt: row.5,
                dueAt: row.6,
                deliveredAt: row.7,
                status: row.8,
                problem: row.9
            )
        }
    }
}
