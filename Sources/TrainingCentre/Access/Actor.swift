import Postgres

/// Who acts: an account, or the operating-system user at the command line.
package struct Actor: Sendable {
    /// The name in the audit.
    ///
    /// It is `account 12` or `os root`, never an e-mail address or a person's name.
    package let name: String
    package let accountID: ID<Account>?
    package let personID: ID<Person>?
    package let roles: Set<Role>
    private let permissions: Set<Permission>

    package init(
        name: String,
        accountID: ID<Account>? = nil,
        personID: ID<Person>? = nil,
        roles: Set<Role>
    ) {
        self.name = name
        self.accountID = accountID
        self.personID = personID
        self.roles = roles
        permissions = roles.reduce(into: []) { $0.formUnion($1.permissions) }
    }

    /// The operating-system user at the command line, who can read the database anyway.
    package static func operatingSystemUser(_ user: String) -> Actor {
        Actor(name: "os \(user)", roles: [.administrator])
    }

    package func may(_ permission: Permission) -> Bool {
        permissions.contains(permission)
    }

    /// Whether the actor sees what is planned and not published yet.
    package var seesDrafts: Bool {
        may(.manageCatalogue) || may(.readPeople) || roles.contains(.trainer)
    }

    /// Refuses with `AccessError.notAllowed` when the actor may not.
    package func require(_ permission: Permission) throws {
        guard may(permission) else { throw AccessError.notAllowed }
    }
}

/// Why somebody is not let in.
package enum AccessError: Refusal {
    case notSignedIn
    case badToken
    case notAllowed
    case focalPointElsewhere
    case accountUnknown
    case accountDisabled
    case actorDisabled
    case roleNotHeld
    case tokenUnknown

    /// The refusal behind a constraint of the tables of accounts.
    init?(_ error: PostgresError) {
        guard error.constraint == "tokens_account_not_disabled" else { return nil }
        self = .accountDisabled
    }

    package var kind: RefusalKind {
        switch self {
        case .notSignedIn, .badToken: .unauthenticated
        case .notAllowed, .actorDisabled: .forbidden
        case .focalPointElsewhere, .accountDisabled: .conflict
        case .accountUnknown, .roleNotHeld, .tokenUnknown: .notFound
        }
    }

    package var code: String {
        switch self {
        case .notSignedIn: "not_signed_in"
        case .badToken: "bad_token"
        case .notAllowed: "not_allowed"
        case .focalPointElsewhere: "focal_point_elsewhere"
        case .accountUnknown: "account_not_found"
        case .accountDisabled: "account_disabled"
        case .actorDisabled: "actor_disabled"
        case .roleNotHeld: "role_not_found"
        case .tokenUnknown: "token_not_found"
        }
    }

    package var message: String {
        switch self {
        case .notSignedIn: "this needs a token: send “Authorization: Bearer obk_…”"
        case .badToken:
            "the token is unknown, expired or revoked: ask an administrator for a new one"
        case .notAllowed: "your role does not allow this: ask an administrator"
        case .focalPointElsewhere:
            "the account is the focal point of another organisation already"
        case .accountUnknown:
            "there is no such account: “obuka account list” shows those there are, "
                + "“obuka account create” makes one"
        case .accountDisabled:
            "the account is disabled and gets no token: “obuka account enable” it first"
        case .actorDisabled: "your account is disabled: ask an administrator"
        case .roleNotHeld:
            "the account does not have this role: “obuka account show” lists what it has"
        case .tokenUnknown: "there is no such token: “obuka token list” shows those there are"
        }
    }
}
