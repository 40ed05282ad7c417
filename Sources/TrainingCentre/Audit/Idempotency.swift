import Crypto
import Foundation
import Postgres

/// A request that may be sent again without being done again, by its `Idempotency-Key`.
package struct IdempotentRequest: Sendable {
    let account: ID<Account>
    let key: String
    let hash: [UInt8]

    /// How long a key may be, and how long it is remembered.
    package enum Limits {
        package static let keyLengthMax = 255
        /// How long a repetition gets the first answer.
        static let keptHours = 24
        static let forgottenAtOnceMax = 100
    }

    /// `content` is everything that makes the request what it is: method, path and body.
    package init(account: ID<Account>, key: String, content: [UInt8]) {
        self.account = account
        self.key = key
        hash = Array(SHA256.hash(data: content))
    }
}

extension IdempotentRequest {
    /// Deletes a few answers that nobody asks for again: they hold names and private codes.
    fileprivate static func forgetOld(in transaction: borrowing Transaction) throws {
        _ = try transaction.execute(
            """
            DELETE FROM idempotency_keys
            WHERE (account_id, key) IN (
                SELECT account_id, key FROM idempotency_keys
                WHERE created_at < now() - make_interval(hours => \(Limits.keptHours)::integer)
                ORDER BY created_at
                LIMIT \(Limits.forgottenAtOnceMax)
                FOR UPDATE SKIP LOCKED)
            """
        )
    }
}

/// The answer to an act, as it is stored for a repetition.
package struct StoredAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    package init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }
}

/// A key that was used for another request before.
package struct IdempotencyKeyReused: Refusal {
    package var kind: RefusalKind { .invalid }
    package var code: String { "idempotency_key_reused" }
    package var message: String {
        "this Idempotency-Key was used for another request: use a new one"
    }
}

extension TrainingCentre {
    /// Runs an act once: a repetition of the same request gets the first answer.
    ///
    /// The answer is stored in the act's own transaction, so it is there exactly when the act is.
    /// Two at once wait for each other. A refused act stores nothing and may be tried again.
    /// Refuses with `IdempotencyKeyReused`.
    package func write(
        _ act: Act,
        once request: IdempotentRequest?,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> StoredAnswer
    ) async throws -> StoredAnswer {
        guard let request else { return try await write(act, body) }
        return try await write(act) { (transaction: borrowing Transaction) in
            _ = try transaction.execute(
                """
                SELECT pg_advisory_xact_lock(
                    hashtextextended(\(request.key), \(request.account)))
                """
            )
            let first = try transaction.row(
                """
                SELECT request_hash, status, body FROM idempotency_keys
                WHERE account_id = \(request.account) AND key = \(request.key)
                """,
                as: ([UInt8].self, Int.self, [UInt8].self)
            )
            if let (hash, status, body) = first {
                guard hash == request.hash else { throw IdempotencyKeyReused() }
                return StoredAnswer(status: status, body: body)
            }
            let answer = try body(transaction)
            _ = try transaction.execute(
                """
                INSERT INTO idempotency_keys (account_id, key, request_hash, status, body)
                VALUES (
                    \(request.account), \(request.key), \(request.hash), \(answer.status),
                    \(answer.body))
                """
            )
            try IdempotentRequest.forgetOld(in: transaction)
            return answer
        }
    }
}

extension TrainingCentre {
    /// The answer that is stored for a key of the actor's; nil when none is, or no longer.
    package func storedAnswer(_ key: String, of actor: Actor) async throws -> StoredAnswer? {
        guard let account = actor.accountID else { return nil }
        return try await read { (transaction: borrowing Transaction) in
            try transaction.row(
                """
                SELECT status, body FROM idempotency_keys
                WHERE account_id = \(account) AND key = \(key)
                """,
                as: (Int.self, [UInt8].self)
            ).map { StoredAnswer(status: $0, body: $1) }
        }
    }
}
