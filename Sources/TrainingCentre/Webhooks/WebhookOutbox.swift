import Documents
import Foundation
import Postgres

/// A message that is due: what is sent where, and how it is signed.
package struct WebhookMessage: Sendable {
    let delivery: ID<WebhookDelivery>
    let webhook: ID<Webhook>
    package let url: String
    package let isPrivate: Bool
    package let id: String
    package let content: [UInt8]
    private let secrets: [WebhookSecret]
    let attempt: Int

    fileprivate init(
        delivery: ID<WebhookDelivery>,
        webhook: ID<Webhook>,
        url: String,
        isPrivate: Bool,
        event: Int,
        content: [UInt8],
        secrets: [WebhookSecret],
        attempt: Int
    ) {
        self.delivery = delivery
        self.webhook = webhook
        self.url = url
        self.isPrivate = isPrivate
        id = "msg_\(event)"
        self.content = content
        self.secrets = secrets
        self.attempt = attempt
    }

    /// The header `webhook-signature` of a message that is sent at a moment.
    package func signatures(seconds: Int) -> String {
        secrets.map { $0.signature(id: id, seconds: seconds, content: content) }
            .joined(separator: " ")
    }
}

/// The messages that wait for their webhooks.
///
/// Each is delivered at least once: it is taken with a lease, and whoever ends before the answer
/// is recorded leaves it to be taken again.
package struct WebhookOutbox: Sendable {
    private let centre: TrainingCentre

    /// Limits of deliveries.
    package enum Limits {
        /// Longer than a message may take.
        static let leaseSeconds = 90
        static let keptDays = 30
        /// How long after each attempt the next one is made, in seconds: for more than three days.
        static let pauses = [
            5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
        ]
    }

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    private static let act = Act(by: Actor(name: "webhooks", roles: []))

    /// Takes up to so many messages that are due; nobody else takes them while the lease lasts.
    package func take(_ countMax: Int) async throws -> [WebhookMessage] {
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            let taken = try Self.due(countMax, in: transaction)
            return try taken.compactMap { delivery, webhook, event, attempt in
                try Self.message(delivery, webhook, event, attempt, in: transaction)
            }
        }
    }

    /// Takes the lease of so many; what another one has locked is passed over.
    static func due(
        _ countMax: Int,
        in transaction: borrowing Transaction
    ) throws -> [(ID<WebhookDelivery>, ID<Webhook>, Int, Int)] {
        try transaction.rows(
            """
            UPDATE webhook_deliveries
            SET attempts = attempts + 1,
                due_at = now() + make_interval(secs => \(Limits.leaseSeconds)::integer)
            WHERE id IN (
                SELECT id FROM webhook_deliveries
                WHERE due_at <= now()
                ORDER BY due_at
                LIMIT \(countMax)
                FOR UPDATE SKIP LOCKED)
            RETURNING id, webhook_id, event_id, attempts
            """,
            as: (ID<WebhookDelivery>.self, ID<Webhook>.self, Int.self, Int.self)
        )
    }

    private static func message(
        _ delivery: ID<WebhookDelivery>,
        _ webhook: ID<Webhook>,
        _ event: Int,
        _ attempt: Int,
        in transaction: borrowing Transaction
    ) throws -> WebhookMessage? {
        let row = try transaction.row(
            """
            SELECT webhooks.url, webhooks.is_private, events.type, events.noun, events.code,
                events.href, events.entered_at, events.facts::text
            FROM webhooks CROSS JOIN webhook_events AS events
            WHERE webhooks.id = \(webhook) AND events.id = \(event)
            """,
            as: (
                String.self, Bool.self, String.self, String.self, String.self, String.self,
                Date.self, String.self
            )
        )
        guard let (url, isPrivate, type, noun, code, href, enteredAt, facts) = row else {
            return nil
        }
        let data = [
            JSON.Member("noun", .string(noun)), JSON.Member("code", .string(code)),
            JSON.Member("href", .string(href)),
        ]
        let content: JSON = [
            "type": .string(type), "timestamp": .string(enteredAt.rfc3339),
            "data": .object(data + (try JSON.parse(Array(facts.utf8)).members ?? [])),
        ]
        return WebhookMessage(
            delivery: delivery,
            webhook: webhook,
            url: url,
            isPrivate: isPrivate,
            event: event,
            content: content.bytes,
            secrets: try secrets(of: webhook, in: transaction),
            attempt: attempt
        )
    }

    /// The newest secret, and the one before for a day after it.
    private static func secrets(
        of webhook: ID<Webhook>,
        in transaction: borrowing Transaction
    ) throws -> [WebhookSecret] {
        let rows = try transaction.rows(
            """
            SELECT secret, entered_at > now() - interval '1 day'
            FROM webhook_secrets WHERE webhook_id = \(webhook)
            ORDER BY id DESC LIMIT 2
            """,
            as: ([UInt8].self, Bool.self)
        )
        let isNew = rows.first?.1 ?? false
        return rows.prefix(isNew ? 2 : 1).map { WebhookSecret($0.0) }
    }

    /// Records how a message ended: 2xx is delivered, 410 disables the webhook, anything else is
    /// tried again later.
    ///
    /// `status` is nil without an answer; `problem` says why.
    package func record(
        _ message: WebhookMessage,
        status: Int?,
        problem: String?
    ) async throws {
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            let isDelivered = status.map { 200..<300 ~= $0 } ?? false
            let isGone = status == 410
            let pauses = Limits.pauses
            let pause = message.attempt <= pauses.count ? pauses[message.attempt - 1] : nil
            let wait = isDelivered || isGone ? nil : pause
            _ = try transaction.execute(
                """
                UPDATE webhook_deliveries
                SET status = \(status), problem = \(problem.map { String($0.prefix(300)) }),
                    delivered_at = CASE WHEN \(isDelivered) THEN now() END,
                    due_at = now() + make_interval(secs => \(wait)::integer)
                WHERE id = \(message.delivery) AND delivered_at IS NULL AND due_at IS NOT NULL
                """
            )
            if isGone {
                try Webhook.disable(
                    message.webhook,
                    because: "the receiver says that it is gone (410)",
                    in: transaction
                )
            }
        }
    }

    /// Tells of questionnaires that can be answered now, each once, and answers of how many.
    @discardableResult
    package func tellDue() async throws -> Int {
        let isDue = try await centre.read { (transaction: borrowing Transaction) in
            try transaction.value("SELECT EXISTS (SELECT FROM untold_evaluations)", as: Bool.self)
        }
        guard isDue == true else { return 0 }
        return try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try transaction.value("SELECT tell_due_evaluations()", as: Int.self) ?? 0
        }
    }

    /// Forgets what was done with more than thirty days ago, and answers how many events.
    @discardableResult
    package func forget() async throws -> Int {
        try await centre.write(Self.act) { (transaction: borrowing Transaction) in
            try transaction.execute(
                """
                DELETE FROM webhook_events
                WHERE entered_at < now() - make_interval(days => \(Limits.keptDays)::integer)
                    AND NOT EXISTS (
                        SELECT FROM webhook_deliveries
                        WHERE event_id = webhook_events.id AND due_at IS NOT NULL)
                """
            )
        }
    }
}
