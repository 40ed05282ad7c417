import Documents
import Foundation
import Postgres

/// An address of somebody's program that is told what happens here.
package struct Webhook: Sendable {
    let id: ID<Webhook>
    package let code: String
    package let url: String
    /// What it is told of; all of it when empty.
    package let types: [WebhookType]
    /// Whether it may be on a private network or on this machine.
    package let isPrivate: Bool
    package let disabledAt: Date?
    package let disabledBecause: String?

    package var json: JSON {
        [
            "code": .string(code), "url": .string(url),
            "types": .array(types.map { .string($0.rawValue) }), "private": .bool(isPrivate),
            "disabled_at": JSON(disabledAt?.rfc3339), "disabled_because": JSON(disabledBecause),
        ]
    }

    /// All webhooks in the order of their codes; refuses with `AccessError.notAllowed`.
    package static func list(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Webhook] {
        try actor.require(.manageSettings)
        return try rows("ORDER BY code", in: transaction)
    }

    /// The webhook of a code; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Webhook {
        try actor.require(.manageSettings)
        guard let found = try rows("WHERE code = \(code.uppercased())", in: transaction).first
        else {
            throw NotFound("webhook", code)
        }
        return found
    }

    /// Registers a webhook and gives its secret, which is shown this once.
    ///
    /// Reads `code`, `url`, `types` and `private` from the form. Refuses with
    /// `AccessError.notAllowed`, `InvalidForm` and `CodeTaken`.
    package static func create(
        _ form: Form,
        chance: Chance,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> RegisteredWebhook {
        try act.actor.require(.manageSettings)
        var form = form
        let code = form.code("code")
        let url = form.text("url", lengthMax: 2_000)
        let isPrivate = form.flag("private")
        if !url.isEmpty, let problem = WebhookAddress.problem(of: url, isPrivate: isPrivate) {
            form.refuse("url", problem)
        }
        let types = form.list("types")
        for type in types where WebhookType(rawValue: type) == nil {
            let known = WebhookType.allCases.map(\.rawValue).joined(separator: ", ")
            form.refuse("types", "“\(type)” is not known: use \(known)")
        }
        try form.check()
        do {
            _ = try transaction.execute(
                """
                INSERT INTO webhooks (code, url, types, is_private)
                VALUES (\(code), \(url), \(types), \(isPrivate))
                """
            )
        } catch let error as PostgresError where error.constraint == "webhooks_code_once" {
            throw CodeTaken("webhook")
        }
        let webhook = try find(code, by: act.actor, in: transaction)
        return RegisteredWebhook(
            webhook: webhook,
            secret: try enterSecret(of: webhook, chance, in: transaction)
        )
    }

    /// Gives a webhook a new secret; for a day its messages are signed with the old one as well.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func rotate(
        _ code: String,
        chance: Chance,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> RegisteredWebhook {
        let webhook = try find(code, by: act.actor, in: transaction)
        return RegisteredWebhook(
            webhook: webhook,
            secret: try enterSecret(of: webhook, chance, in: transaction)
        )
    }

    /// Ends a webhook: nothing more is told to it, and what waits is given up.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `ReasonMissing`.
    package static func disable(
        _ code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Webhook {
        let reason = try act.requireReason()
        let webhook = try find(code, by: act.actor, in: transaction)
        try disable(webhook.id, because: reason.text, in: transaction)
        return try find(code, by: act.actor, in: transaction)
    }

    static func disable(
        _ id: ID<Webhook>,
        because reason: String,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE webhooks SET disabled_at = now(), disabled_because = \(reason)
            WHERE id = \(id) AND disabled_at IS NULL
            """
        )
        _ = try transaction.execute(
            """
            UPDATE webhook_deliveries SET due_at = NULL, problem = 'the webhook was disabled'
            WHERE webhook_id = \(id) AND due_at IS NOT NULL
            """
        )
    }

    private static func enterSecret(
        of webhook: Webhook,
        _ chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> WebhookSecret {
        let secret = WebhookSecret(from: chance)
        _ = try transaction.execute(
            """
            INSERT INTO webhook_secrets (webhook_id, secret)
            VALUES (\(webhook.id), \(secret.bytes))
            """
        )
        return secret
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Webhook] {
        try transaction.rows(
            """
            SELECT id, code, url, types, is_private, disabled_at, disabled_because
            FROM webhooks
            \(condition)
            """,
            as: (
                ID<Webhook>.self, String.self, String.self, [String].self, Bool.self, Date?.self,
                String?.self
            )
        ).map { id, code, url, types, isPrivate, disabledAt, disabledBecause in
            Webhook(
                id: id,
                code: code,
                url: url,
                types: types.compactMap { WebhookType(rawValue: $0) },
                isPrivate: isPrivate,
                disabledAt: disabledAt,
                disabledBecause: disabledBecause
            )
        }
    }
}

/// A webhook with the secret that it was given just now.
package struct RegisteredWebhook: Sendable {
    package let webhook: Webhook
    package let secret: WebhookSecret

    /// The only answer in which the secret stands.
    package var json: JSON {
        .object((webhook.json.members ?? []) + [JSON.Member("secret", .string(secret.text))])
    }
}

/// Where a webhook may be.
package enum WebhookAddress {
    /// What is wrong with an address; nil when nothing is.
    ///
    /// Encryption is left out only to this machine. Whether a name leads to a private network is
    /// seen when it is looked up, each time anew.
    package static func problem(of text: String, isPrivate: Bool) -> String? {
        guard let parts = parts(of: text) else {
            return "is no address such as https://host/path, without a user or a password"
        }
        if parts.isEncrypted { return nil }
        let isHere = ["localhost", "127.0.0.1", "[::1]"].contains(parts.host)
        return isHere && isPrivate
            ? nil : "has to begin with https://; http:// is for tests on this machine alone"
    }

    /// The host and the port of an address; nil when it has not the form of one.
    package static func parts(of text: String) -> (isEncrypted: Bool, host: String, port: Int)? {
        guard let match = text.wholeMatch(of: form) else { return nil }
        let isEncrypted = match.1 == "https"
        let port = match.3.map { Int($0.dropFirst()) ?? 0 } ?? (isEncrypted ? 443 : 80)
        guard 1...65_535 ~= port else { return nil }
        return (isEncrypted, match.2.lowercased(), port)
    }

    private static var form: Regex<(Substring, Substring, Substring, Substring?, Substring?)> {
        #/(https?)://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?([/?][!-~]*)?/#
    }
}
