import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Accounts and tokens", .centre)
struct TokenTests {
    private let centre = TrainingCentre.ofTest

    @Test("A token is who it was made for, and its text stands nowhere in the database")
    func lookup() async throws {
        try await account("Ana@A.example", .staff)
        try await account("ana@a.example", .auditor)
        let token = try await token("ANA@a.example")
        #expect(token.hasPrefix("obk_"))
        #expect(token.utf8.count == 47)
        let actor = try await centre.actor(token: token)
        #expect(actor.roles == [.staff, .auditor])
        #expect(actor.name == "account \(try #require(actor.accountID).value)")
        #expect(!actor.name.contains("ana"))
        let dump = try TestDatabase.current.cluster.run("pg_dump", [TestDatabase.current.url])
        #expect(dump.contains("ana@a.example"))
        #expect(!dump.contains(token))
        #expect(!dump.contains(token.dropFirst(4).prefix(12)))
        for wrong in ["", "obk_", token + "x", String(token.dropLast()), token.uppercased()] {
            #expect(try await refusal { _ = try await centre.actor(token: wrong) } == "bad_token")
        }
    }

    @Test("An expired and a revoked token are as unknown as none; revoking twice changes nothing")
    func ended() async throws {
        try await account("ana@a.example", .staff)
        let (first, second) = (try await token("ana@a.example"), try await token("ana@a.example"))
        let ids = try await list().map(\.id)
        #expect(ids.count == 2)
        for _ in 0..<2 {
            try await centre.write(.clerk) { _ = try Token.revoke(ids[1], by: .clerk, in: $0) }
        }
        #expect(try await centre.count("token_revocations") == 1)
        #expect(try await refusal { _ = try await centre.actor(token: first) } == "bad_token")
        _ = try await centre.actor(token: second)
        try await Owner.corrupt(
            "UPDATE tokens SET created_at = now() - interval '2 days', expires_at = now()"
        )
        #expect(try await refusal { _ = try await centre.actor(token: second) } == "bad_token")
        #expect(
            try await refusal {
                try await centre.write(.clerk) { _ = try Token.revoke(99, by: .clerk, in: $0) }
            } == "token_not_found"
        )
        #expect(try await list().map(\.isRevoked) == [false, true])
    }

    @Test("The use of a token is noted at most once an hour")
    func lastUse() async throws {
        try await account("ana@a.example", .staff)
        let token = try await token("ana@a.example")
        #expect(try await list().first?.lastUsedAt == nil)
        _ = try await centre.actor(token: token)
        let first = try #require(try await list().first?.lastUsedAt)
        for _ in 0..<3 { _ = try await centre.actor(token: token) }
        #expect(try await list().first?.lastUsedAt == first)
        try await Owner.corrupt(
            "UPDATE token_uses SET last_used_at = now() - interval '59 minutes'"
        )
        _ = try await centre.actor(token: token)
        #expect(try #require(try await list().first?.lastUsedAt) < first)
        try await Owner.corrupt(
            "UPDATE token_uses SET last_used_at = now() - interval '61 minutes'"
        )
        _ = try await centre.actor(token: token)
        #expect(try #require(try await list().first?.lastUsedAt) > first)
    }

    @Test("Tokens live from a day to five years, for accounts that there are")
    func limits() async throws {
        try await account("ana@a.example", .staff)
        for days in [0, -1, 1_826] {
            #expect(
                try await refusal { _ = try await token("ana@a.example", days: days) } == "invalid"
            )
        }
        #expect(try await refusal { _ = try await token("b@a.example") } == "account_not_found")
        _ = try await token("ana@a.example", days: 1_825)
        #expect(
            try await refusal {
                _ = try await centre.read { try Account.actor(email: "b@a.example", in: $0) }
            } == "account_not_found"
        )
    }

    @Test("A focal point acts for one organisation")
    func focalPoint() async throws {
        try await Demonstration.load(into: centre)
        #expect(try await refusal { try await account("f@a.example", .focalPoint) } == "invalid")
        try await account("f@a.example", .focalPoint, "iom")
        try await account("f@a.example", .focalPoint, "IOM")
        #expect(
            try await refusal { try await account("f@a.example", .focalPoint, "SDC") }
                == "focal_point_elsewhere"
        )
        #expect(
            try await refusal { try await account("g@a.example", .focalPoint, "NEMA") }
                == "organisation_not_found"
        )
        #expect(try await refusal { try await account("nije adresa", .staff) } == "invalid")
    }

    private func account(
        _ email: String,
        _ role: Role,
        _ organisation: String? = nil
    ) async throws {
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: email,
                role: role,
                organisation: organisation,
                by: .clerk,
                in: $0
            )
        }
    }

    private func token(_ email: String, days: Int = 3) async throws -> String {
        let chance = centre.chance
        return try await centre.write(.clerk) {
            try Token.create(
                account: email,
                name: "test",
                lifetimeDays: days,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    private func list() async throws -> [Token] {
        try await centre.read { try Token.list(by: .clerk, in: $0) }
    }
}
