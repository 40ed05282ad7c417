import Postgres

/// The means to sign in; a person may have one and need not.
package struct Account: Sendable {
    package let id: ID<Account>
    package let email: String
    package let roles: [Role]

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
            form.refuse("organisation", "is missing: a focal point acts for one")
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
        guard
            let id = try transaction.value(
                "SELECT id FROM accounts WHERE email = \(email)",
                as: ID<Account>.self
            )
        else { throw AccessError.accountUnknown }
        _ = try transaction.execute(
            """
            INSERT INTO account_roles (account_id, role, organisation_id)
            VALUES (\(id), \(role), \(role == .focalPoint ? organisationID : nil))
            ON CONFLICT (account_id, role) DO NOTHING
            """
        )
        try checkOrganisation(of: id, is: organisationID, for: role, in: transaction)
        return Account(id: id, email: email, roles: try roles(of: id, in: transaction))
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

    /// The actor that an account is; refuses with `AccessError.accountUnknown`.
    package static func actor(
        email: String,
        in transaction: borrowing Transaction
    ) throws -> Actor {
        guard
            let (id, personID) = try transaction.row(
                "SELECT id, person_id FROM accounts WHERE email = \(email.lowercased())",
                as: (ID<Account>.self, ID<Person>?.self)
            )
        else { throw AccessError.accountUnknown }
        return Actor(
            name: "account \(id.value)",
            accountID: id,
            personID: personID,
            roles: Set(try roles(of: id, in: transaction))
        )
    }

    private static func roles(
        of id: ID<Account>,
        in transaction: borrowing Transaction
    ) throws -> [Role] {
        try transaction.rows(
            "SELECT role FROM account_roles WHERE account_id = \(id) ORDER BY role",
            as: Role.self
        )
    }
}
