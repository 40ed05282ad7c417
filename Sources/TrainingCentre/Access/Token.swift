import Crypto
import Foundation
import Postgres

/// A key for programs: `obk_` and 43 letters.
///
/// Shown once; the database keeps its hash.
package struct Token: Sendable {
    package let id: Int
    package let name: String
    package let email: String
    package let createdAt: Date
    package let expiresAt: Date
    package let lastUsedAt: Date?
    package let isRevoked: Bool

    /// How long a token lives.
    package enum Limits {
        package static let lifetimeDaysDefault = 365
        package static let lifetimeDaysMax = 1_825
        /// How far the note of the last use may lag behind, so that reading does not write.
        static let lastUseLagSeconds = 3_600
    }

    private static let prefix = "obk_"

    /// Makes a token for an account and returns its text, which cannot be shown again.
    ///
    /// Refuses with `AccessError.notAllowed`, `.accountUnknown`, `.accountDisabled`, and
    /// `InvalidForm`.
    package static func create(
        account email: String,
        name: String,
        lifetimeDays: Int,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> String {
        try actor.require(.manageAccounts)
        var form = Form(["name": name, "days": String(lifetimeDays)])
        let name = form.text("name", lengthMax: 100)
        let days = form.integer("days", in: 1...Limits.lifetimeDaysMax)
        try form.check()
        let account = try Account.find(email, by: actor, in: transaction).id
        let token = draw(from: chance)
        do {
            _ = try transaction.execute(
                """
                INSERT INTO tokens (account_id, name, hash, expires_at)
                VALUES (
                    \(account), \(name), \(hash(of: token)),
                    now() + make_interval(days => \(days)::integer))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(AccessError.init) ?? error
        }
        return token
    }

    /// All tokens, newest first; never their text.
    package static func list(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Token] {
        try actor.require(.manageAccounts)
        return try rows("ORDER BY tokens.id DESC", in: transaction)
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Token] {
        try transaction.rows(
            """
            SELECT tokens.id, tokens.name, accounts.email, tokens.created_at, tokens.expires_at,
                token_uses.last_used_at, token_revocations.id IS NOT NULL
            FROM tokens
            JOIN accounts ON accounts.id = tokens.account_id
            LEFT JOIN token_uses ON token_uses.token_id = tokens.id
            LEFT JOIN token_revocations ON token_revocations.token_id = tokens.id
            \(condition)
            """,
            as: (
                Int.self, String.self, String.self, Date.self, Date.self, Date?.self, Bool.self
            )
        ).map {
            Token(
                id: $0,
                name: $1,
                email: $2,
                createdAt: $3,
                expiresAt: $4,
                lastUsedAt: $5,
                isRevoked: $6
            )
        }
    }

    /// Ends a token at once and returns it; a second time changes nothing.
    ///
    /// Refuses with `AccessError.notAllowed` and `.tokenUnknown`.
    package static func revoke(
        _ id: Int,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Token {
        try actor.require(.manageAccounts)
        _ = try transaction.execute(
            """
            INSERT INTO token_revocations (token_id) SELECT id FROM tokens WHERE id = \(id)
            ON CONFLICT DO NOTHING
            """
        )
        guard let token = try rows("WHERE tokens.id = \(id)", in: transaction).first else {
            throw AccessError.tokenUnknown
        }
        return token
    }

    private static func draw(from chance: Chance) -> String {
        prefix + secret(from: chance)
    }

    /// A text that nobody guesses: 43 letters of 62, which are 256 bits.
    static func secret(from chance: Chance) -> String {
        var chance = chance
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<43).map { _ in letters[Int.random(in: 0..<62, using: &chance)] })
    }

    /// The digest under which a token is stored.
    package static func hash(of token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }
}
