import Postgres

/// The means to sign in; a person may have one and need not.
package struct Account: Sendable {
    package let id: ID<Account>
    package let email: String
    package let personID: ID<Person>?
    package let roles: [Role]
    /// Tokens that are neither expired nor revoked.
    package let activeTokens: Int
    package let isDisabled: Bool

    /// What the audit calls whoever acts as it: `account 12`.
    package var name: String { "account \(id.value)" }

    /// Accounts in the order of entry; refuses with `AccessError.notAllowed` and `InvalidForm`.
    package static func list(
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Account> {
        try actor.require(.manageAccounts)
        let found = try rows(
            "WHERE id > \(page.afterID()) ORDER BY id LIMIT \(page.rowsMax + 1)",
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// One account by e-mail address, or by its number as in `12` and `account 12`.
    ///
    /// Refuses with `AccessError.notAllowed` and `.accountUnknown`.
    package static func find(
        _ name: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Account {
        try actor.require(.manageAccounts)
        let number = name.hasPrefix("account ") ? String(name.dropFirst(8)) : name
        let condition: SQL =
            if let id = Int(number) { "WHERE id = \(id)" } else {
                "WHERE email = \(name.lowercased())"
            }
        guard let account = try rows(condition, in: transaction).first else {
            throw AccessError.accountUnknown
        }
        return account
    }

    /// Makes an account with one role, tied to the person with the same e-mail address if any.
    ///
    /// An account that exists already gets the role in addition. Refuses with
    /// `AccessError.notAllowed`, `.focalPointElsewhere` and `InvalidForm`.
    package static func create(
        email: String,
        role: Role,
        organisation: String?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Account {
        try actor.require(.manageAccounts)
        var form = Form(["email": email])
        let email = form.email("email")
        if role == .focalPoint, organisation == nil {
            form.refuse("organisation", "is missing: a focal point acts for one", .missing)
        }
        try form.check()
        let organisationID = try organisation.map {
            try Organisation.id(of: $0, in: transaction)
        }
        _ = try transaction.execute(
            """
            INSERT INTO accounts (email, person_id)
            SELECT \(email), (SELECT id FROM people WHERE email = \(email))
            ON CONFLICT (email) DO NOTHING
            """
        )
        let id = try find(email, by: actor, in: transaction).id
        _ = try transaction.execute(
            """
            INSERT INTO account_roles (account_id, role, organisation_id)
            VALUES (\(id), \(role), \(role == .focalPoint ? organisationID : nil))
            ON CONFLICT (account_id, role) DO NOTHING
            """
        )
        try checkOrganisation(of: id, is: organisationID, for: role, in: transaction)
        return try find(email, by: actor, in: transaction)
    }

    /// A focal point acts for one organisation, and the one that it had was kept.
    private static func checkOrganisation(
        of account: ID<Account>,
        is organisation: ID<Organisation>?,
        for role: Role,
        in transaction: borrowing Transaction
    ) throws {
        guard role == .focalPoint else { return }
        let kept = try transaction.value(
            """
            SELECT organisation_id FROM account_roles
            WHERE account_id = \(account) AND role = \(role)
            """,
            as: ID<Organisation>.self
        )
        guard kept == organisation else { throw AccessError.focalPointElsewhere }
    }

    /// The actor that an account is.
    ///
    /// Refuses with `AccessError.accountUnknown` and `.actorDisabled`.
    package static func actor(
        email: String,
        in transaction: borrowing Transaction
    ) throws -> Actor {
        guard
            let account = try rows("WHERE email = \(email.lowercased())", in: transaction).first
        else { throw AccessError.accountUnknown }
        if account.isDisabled { throw AccessError.actorDisabled }
        return Actor(
            name: account.name,
            accountID: account.id,
            personID: account.personID,
            roles: Set(account.roles)
        )
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Account] {
        try transaction.rows(
            """
            SELECT id, email, person_id,
                ARRAY(SELECT role FROM account_roles WHERE account_id = accounts.id ORDER BY role),
                (
                    SELECT count(*) FROM tokens
                    WHERE account_id = accounts.id AND expires_at > now()
                        AND NOT EXISTS (SELECT FROM token_revocations WHERE token_id = tokens.id)),
                EXISTS (SELECT FROM account_disablings WHERE account_id = accounts.id)
            FROM accounts
            \(condition)
            """,
            as: (ID<Account>.self, String.self, ID<Person>?.self, [Role].self, Int.self, Bool.self)
        ).map {
            Account(
                id: $0,
                email: $1,
                personID: $2,
                roles: $3,
                activeTokens: $4,
                isDisabled: $5
            )
        }
    }
}
