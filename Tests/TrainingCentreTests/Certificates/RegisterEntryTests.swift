import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("A row of the register and its leaf", .centre)
struct RegisterEntryTests {
    private let centre = TrainingCentre.ofTest
    private let seed = [UInt8](repeating: 7, count: 32)

    private func entry() async throws -> RegisterEntry {
        try await centre.read {
            let first = try #require(
                try $0.value("SELECT min(id) FROM certificates", as: ID<Certificate>.self)
            )
            return try #require(try RegisterEntry.list([first], in: $0).first)
        }
    }

    @Test("A leaf made before columns were added is of the row still, and of no altered one")
    func olderLeaf() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        _ = try await Demonstration.issueAll(in: centre)
        let issued = try await entry()
        let salt = try issued.salt(seed: seed)
        let older = try issued.salt(seed: seed, columns: RegisterEntry.columnsAtFirst)
        let shorter = try issued.salt(seed: seed, columns: RegisterEntry.columnsAtFirst - 1)
        #expect(issued.isOf(salt: salt, seed: seed))
        #expect(issued.isOf(salt: older, seed: seed))
        #expect(!issued.isOf(salt: shorter, seed: seed))
        try await Owner.corrupt("UPDATE certificates SET venue = 'Beograd'")
        let altered = try await entry()
        #expect(!altered.isOf(salt: salt, seed: seed))
        #expect(!altered.isOf(salt: older, seed: seed))
    }
}
