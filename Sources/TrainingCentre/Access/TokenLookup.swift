import Postgres

/// Finds who a token is, on every signed-in request.
struct TokenLookup: Sendable {
    struct Found: Sendable {
        let token: Int
        let actor: Actor
        let wantsUseNoted: Bool
    }

    let lookup: BatchedLookup<[UInt8], Found>

    init(database: Database) {
        lookup = BatchedLookup(
            in: database,
            as: (Int.self, ID<Account>.self, ID<Person>?.self, [Role].self, Bool.self),
            row: { token, account, person, roles, wantsUseNoted in
                Found(
                    token: token,
                    actor: Actor(
                        name: "account \(account.value)",
                        accountID: account,
                        personID: person,
                        roles: Set(roles)
                    ),
                    wantsUseNoted: wantsUseNoted
                )
            }
        ) { hashes in
            """
            SELECT tokens.hash, tokens.id, accounts.id, accounts.person_id,
                ARRAY(SELECT role FROM account_roles WHERE account_id = accounts.id),
                token_uses.last_used_at IS NULL OR token_uses.last_used_at
                    < now() - make_interval(secs => \(Token.Limits.lastUseLagSeconds)::integer)
            FROM tokens
            JOIN accounts ON accounts.id = tokens.account_id
            LEFT JOIN token_uses ON token_uses.token_id = tokens.id
            WHERE tokens.hash = ANY(\(hashes))
                AND tokens.expires_at > now()
                AND NOT EXISTS (SELECT FROM token_revocations WHERE token_id = tokens.id)
            """
        }
    }

    func find(_ hash: [UInt8]) async throws -> Found? {
        try await lookup.lookup(hash)
    }
}

extension TrainingCentre {
    /// The actor that a token is; refuses with `AccessError.badToken`.
    ///
    /// Notes the use of the token, at most once an hour, so that an unused one can be found.
    package func actor(token: String) async throws -> Actor {
        guard let found = try await tokenLookup.find(Token.hash(of: token)) else {
            throw AccessError.badToken
        }
        if found.wantsUseNoted {
            let id = found.token
            try await database.transaction { (transaction: borrowing Transaction) in
                _ = try transaction.execute(
                    """
                    INSERT INTO token_uses (token_id, last_used_at) VALUES (\(id), now())
                    ON CONFLICT (token_id) DO UPDATE SET last_used_at = excluded.last_used_at
                    """
                )
            }
        }
        return found.actor
    }
}
