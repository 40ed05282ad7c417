import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Accounts: what is seen of them, and how their access ends", .centre)
struct AccountTests {
    private let centre = TrainingCentre.ofTest

    @Test("The list has every account once, page by page, with roles, tokens and state")
    func list() async throws {
        for number in 1...5 { try await create("a\(number)@a.example", .staff) }
        try await create("a2@a.example", .auditor)
        _ = try await token("a2@a.example")
        _ = try await token("a2@a.example")
        _ = try await token("a3@a.example")
        try await disable("a3@a.example")
        var (seen, page): ([Account], PageRequest?) = ([], PageRequest(rowsMax: 2))
        while let request = page {
            let found = try await centre.read {
                try Account.list(page: request, by: .clerk, in: $0)
            }
            seen += found.items
            page = found.next.map { PageRequest(after: $0, rowsMax: 2) }
        }
        #expect(seen.map(\.email) == (1...5).map { "a\($0)@a.example" })
        #expect(seen.map(\.activeTokens) == [0, 2, 0, 0, 0])
        #expect(seen.map(\.isDisabled) == [false, false, true, false, false])
        #expect(seen[1].roles == [.auditor, .staff])
        try await Owner.corrupt(
            "UPDATE tokens SET created_at = now() - interval '2 days', expires_at = now()"
        )
        #expect(try await find("a2@a.example").activeTokens == 0)
    }

    @Test("An account is found by address and by number; a mistyped one is told where to look")
    func found() async throws {
        try await create("ana@a.example", .staff)
        let account = try await find("ANA@a.example")
        #expect(try await find("\(account.id.value)").email == "ana@a.example")
        #expect(try await find(account.name).email == "ana@a.example")
        for wrong in ["anna@a.example", "99", "account 99", "account", "", "account ana@a.example"]
        {
            #expect(
                try await refusal { _ = try await find(wrong) } == "account_not_found",
                "\(wrong)"
            )
        }
        #expect(AccessError.accountUnknown.message.contains("obuka account list"))
    }

    @Test("A role is taken with a reason, and from that moment its token may no more")
    func roles() async throws {
        try await create("ana@a.example", .staff)
        try await create("ana@a.example", .auditor)
        let token = try await token("ana@a.example")
        #expect(
            try await refusal { try await revoke(.staff, "ana@a.example", nil) } == "reason_missing"
        )
        #expect(
            try await refusal { try await revoke(.staff, "b@a.example") } == "account_not_found"
        )
        #expect(try await centre.actor(token: token).may(.manageEnrolments))
        try await revoke(.staff, "ana@a.example")
        #expect(try await centre.actor(token: token).roles == [.auditor])
        #expect(try await refusal { try await revoke(.staff, "ana@a.example") } == "role_not_found")
        #expect(try await reasons("account_roles", "delete") == ["prestao rad"])
        try await create("ana@a.example", .staff)
        #expect(try await find("ana@a.example").roles == [.auditor, .staff])
    }

    @Test("A disabled account has no token that works, gets none, and cannot act")
    func disabled() async throws {
        try await create("ana@a.example", .administrator)
        try await create("eva@a.example", .staff)
        let (first, other) = (try await token("ana@a.example"), try await token("eva@a.example"))
        #expect(
            try await refusal { try await disable("ana@a.example", nil) } == "reason_missing"
        )
        _ = try await centre.actor(token: first)
        for _ in 0..<2 { try await disable("ana@a.example") }
        #expect(try await refusal { _ = try await centre.actor(token: first) } == "bad_token")
        #expect(
            try await refusal { _ = try await token("ana@a.example") } == "account_disabled"
        )
        #expect(
            try await refusal {
                _ = try await centre.read { try Account.actor(email: "ana@a.example", in: $0) }
            } == "actor_disabled"
        )
        _ = try await centre.actor(token: other)
        #expect(try await reasons("account_disablings", "insert") == ["prestao rad"])
        #expect(try await reasons("token_revocations", "insert") == ["prestao rad"])
    }

    @Test("An account that is enabled again keeps its roles and needs new tokens")
    func enabled() async throws {
        try await create("ana@a.example", .staff)
        let old = try await token("ana@a.example")
        try await disable("ana@a.example")
        #expect(try await refusal { try await enable("ana@a.example", nil) } == "reason_missing")
        for _ in 0..<2 { try await enable("ana@a.example") }
        #expect(try await refusal { _ = try await centre.actor(token: old) } == "bad_token")
        let new = try await token("ana@a.example")
        #expect(try await centre.actor(token: new).roles == [.staff])
        #expect(try await reasons("account_disablings", "delete") == ["vratila se"])
        _ = try await centre.read { try Account.actor(email: "ana@a.example", in: $0) }
    }

    @Test("The database keeps these rules for those who come past the domain")
    func rules() async throws {
        try await create("ana@a.example", .staff)
        _ = try await token("ana@a.example")
        for (statement, refused) in [
            ("DELETE FROM account_roles", "account_roles_has_reason"),
            (
                "INSERT INTO account_disablings (account_id) VALUES (1)",
                "account_disablings_has_reason"
            ),
            ("DELETE FROM account_disablings", "account_disablings_has_reason"),
        ] as [(SQL, String)] {
            #expect(try await constraint { try await centre.sql(statement) } == refused)
        }
        try await disable("ana@a.example")
        for (statement, refused) in [
            (
                """
                INSERT INTO tokens (account_id, name, hash, expires_at)
                SELECT id, 'x', sha256('x'), now() + interval '1 day' FROM accounts
                """, "tokens_account_not_disabled"
            ), ("UPDATE account_disablings SET account_id = 7", "42501"),
            ("DELETE FROM token_revocations", "42501"),
        ] as [(SQL, String)] {
            #expect(try await constraint { try await centre.sql(statement) } == refused)
        }
    }

    @Test("Tokens that are made while their account is disabled are ended or refused")
    func races() async throws {
        for round in 0..<5 {
            let email = "r\(round)@a.example"
            try await create(email, .staff)
            let outcomes = await race(8) { number in
                if number == 4 { try await disable(email) } else { _ = try await token(email) }
            }
            #expect(outcomes.successes >= 1)
            #expect(try await find(email).isDisabled)
            #expect(try await find(email).activeTokens == 0)
        }
    }

    private func create(_ email: String, _ role: Role) async throws {
        _ = try await centre.write(.clerk) {
            try Account.create(email: email, role: role, organisation: nil, by: .clerk, in: $0)
        }
    }

    private func token(_ email: String) async throws -> String {
        let chance = centre.chance
        return try await centre.write(.clerk) {
            try Token.create(
                account: email,
                name: "test",
                lifetimeDays: 3,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    private func find(_ name: String) async throws -> Account {
        try await centre.read { try Account.find(name, by: .clerk, in: $0) }
    }

    private func revoke(
        _ role: Role,
        _ email: String,
        _ reason: String? = "prestao rad"
    ) async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) { try Account.revoke(role, from: email, by: act, in: $0) }
    }

    private func disable(_ email: String, _ reason: String? = "prestao rad") async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) { try Account.disable(email, by: act, in: $0) }
    }

    private func enable(_ email: String, _ reason: String? = "vratila se") async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) { try Account.enable(email, by: act, in: $0) }
    }

    /// The reasons that the audit has for one kind of act.
    private func reasons(_ noun: String, _ action: String) async throws -> [String?] {
        try await centre.database.transaction {
            try $0.rows(
                """
                SELECT reason FROM audit_entries
                WHERE noun = \(noun) AND action = \(action) ORDER BY id
                """,
                as: String?.self
            )
        }
    }
}
