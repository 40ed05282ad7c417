import Credentials
import Crypto
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Somebody who owns the database cannot change a certificate unseen", .centre)
struct AttackerTests {
    @Test("Nobody has changed anything: the audit finds nothing, with every signature checked")
    func untouched() async throws {
        let scene = try await Scene.make()
        let report = try await scene.centre.auditLog(checkpoints: [scene.observer.kept])
        #expect(report.findings.map(\.message) == [])
        #expect(report.certificates == 6)
        let counts = Dictionary(uniqueKeysWithValues: report.leaves.map { ($0.kind, $0.count) })
        #expect(counts["issue"] == 6 && counts["revoke"] == 1 && counts["supersede"] == 1)
        #expect(counts["did"] == 1 && counts["key"] == SigningKey.Purpose.allCases.count)
        #expect(report.entries == counts.values.reduce(0, +) && report.waiting == 0)
        #expect(try await scene.observer.answer(to: scene.centre) == 200)
    }

    @Test("The audit notices that somebody", arguments: Attack.all)
    func noticed(attack: Attack) async throws {
        let scene = try await Scene.make()
        try await attack.perform(scene)
        let report = try await scene.centre.auditLog()
        let found = Set(report.findings.map(\.code))
        #expect(attack.codes.isSubset(of: found), "\(report.findings.map(\.message))")
    }

    @Test("A forged history with the log's own key, and nothing kept here, is seen from outside")
    func everythingForged() async throws {
        let scene = try await Scene.make()
        try await Forger.run { transaction in
            try Forger.renameEverywhere(scene.live[0], in: transaction)
            try Forger.rebuildTree(in: transaction)
            let key = try Curve25519.Signing.PrivateKey(
                rawRepresentation: try #require(TestKeys().privateKey("test-log"))
            )
            try Forger.signTree(with: key, in: transaction)
        }
        // The directory of keys is not what it was either: nothing is remembered.
        let forged = TrainingCentre.ofTest
        let alone = try await forged.auditLog(signatures: false)
        #expect(alone.findings.map(\.message) == [])
        let report = try await forged.auditLog(
            checkpoints: [scene.observer.kept],
            signatures: false
        )
        #expect(report.findings.map(\.code) == [.logRewritten])
        #expect(try await scene.observer.answer(to: forged) == 409)
        // Only the issuer's signatures cannot be made without the issuer's keys.
        let signatures = try await forged.auditLog()
        #expect(signatures.findings.map(\.code) == [.signatureWrong, .signatureWrong])
    }

    @Test("A log signed by another key is no log to somebody who knows the right one")
    func otherKey() async throws {
        let scene = try await Scene.make()
        try await Forger.run { transaction in
            try Forger.renameEverywhere(scene.live[0], in: transaction)
            try Forger.rebuildTree(in: transaction)
            try Forger.signTree(with: .init(), in: transaction)
        }
        #expect(try await scene.observer.answer(to: scene.centre) == 403)
        await #expect(throws: NoteError.self) {
            _ = try await scene.centre.auditLog(checkpoints: [scene.observer.kept])
        }
        // What is remembered beside the database is enough, too.
        let codes = try await Set(scene.centre.auditLog().findings.map(\.code))
        #expect(codes.isSuperset(of: [.logRewritten, .keyUnlogged, .keyMissing]))
    }
}
