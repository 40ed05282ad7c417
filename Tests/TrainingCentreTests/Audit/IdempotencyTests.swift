import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("A request with an Idempotency-Key", .centre)
struct IdempotencyTests {
    private let centre = TrainingCentre.ofTest

    @Test("Sent again it gets the stored answer and does nothing")
    func again() async throws {
        let account = try await account("ana@a.example")
        let first = try await post(account, "kljuc", "prvi")
        #expect(first == "entered prvi as 1")
        #expect(try await post(account, "kljuc", "prvi") == first)
        #expect(try await centre.count("people") == 1)
        // Another key, or the same of another account, is another request.
        #expect(try await post(account, "drugi", "drugi") == "entered drugi as 2")
        let other = try await self.account("b@a.example")
        #expect(try await post(other, "kljuc", "treci") == "entered treci as 3")
    }

    @Test("The key with another request is refused")
    func reused() async throws {
        let account = try await account("ana@a.example")
        _ = try await post(account, "kljuc", "prvi")
        #expect(
            try await refusal { _ = try await post(account, "kljuc", "drugi") }
                == "idempotency_key_reused"
        )
        #expect(try await centre.count("people") == 1)
    }

    @Test("Twelve times at once it is done once, and all get one answer")
    func concurrently() async throws {
        let account = try await account("ana@a.example")
        let answers = await race(12) { _ in try await post(account, "kljuc", "prvi") }
        #expect(Set(try answers.map { try $0.get() }) == ["entered prvi as 1"])
        #expect(try await centre.count("people") == 1)
    }

    @Test("A refused act stores nothing and may be tried again")
    func refused() async throws {
        let account = try await account("ana@a.example")
        let request = IdempotentRequest(account: account, key: "kljuc", content: Array("a".utf8))
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk, once: request) { _ in throw CohortError.closed }
            } == "cohort_closed"
        )
        #expect(try await centre.count("idempotency_keys") == 0)
        let answer = try await centre.write(.clerk, once: request) { _ in
            StoredAnswer(status: 201, body: [1])
        }
        #expect(answer.status == 201)
    }

    private func post(_ account: ID<Account>, _ key: String, _ name: String) async throws -> String
    {
        let request = IdempotentRequest(account: account, key: key, content: Array(name.utf8))
        let answer = try await centre.write(.clerk, once: request) {
            _ = try $0.execute(
                """
                INSERT INTO people (
                    email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
                VALUES (\(name + "@a.example"), 'А', 'Б', 'A', 'B')
                """
            )
            let count = try $0.value("SELECT count(*) FROM people", as: Int.self) ?? 0
            return StoredAnswer(status: 201, body: Array("entered \(name) as \(count)".utf8))
        }
        #expect(answer.status == 201)
        return String(decoding: answer.body, as: UTF8.self)
    }

    private func account(_ email: String) async throws -> ID<Account> {
        try await centre.write(.clerk) {
            try Account.create(
                email: email,
                role: .staff,
                organisation: nil,
                by: .clerk,
                in: $0
            ).id
        }
    }
}
