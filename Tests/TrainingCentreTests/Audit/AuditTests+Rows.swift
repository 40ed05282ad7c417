import Credentials
import Crypto
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

extension AuditTests {
    /// Rows in every table.
    func fill() async throws {
        try await Sample.cohort("AUD", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "AUD", centre)
        try await centre.importText(Sample.attendance("AUD", Sample.emails(2)), as: .attendance)
        try await Demonstration.load(into: centre)
        try await AuditedLife(centre: centre).seatRules("AUD")
        try await Demonstration.closeAll(in: centre)
        let batches = try await Demonstration.issueAll(in: centre)
        let issued = batches.flatMap(\.issued)
        try await AuditedPlanning(centre: centre).fill(batch: try #require(batches.first?.id))
        let register = Register(centre: centre)
        try await register.revoke(issued[0].id)
        try await register.replace(issued[1].id, "Ново Име", "Novo Ime")
        let trainer = "tara@a.example"
        try await centre.importText("name,email\nTara Tren,\(trainer)\n", as: .people)
        _ = try await centre.write(.clerk(because: "nema drugog")) {
            try Trainer.assign(trainer, to: "AUD", by: .clerk, in: $0)
        }
        try await AuditedLife(centre: centre).fill(
            cohort: try #require(try Demonstration.cohorts().first),
            trainer: trainer,
            certificate: issued[2].id
        )
        try await CatalogueLife(centre: centre).fill(course: "LAP", cohort: "AUD", trainer: trainer)
        try await TrainerLife(centre: centre).fill()
        try await AuditedLearning(centre: centre).fill()
        try await AuditedReading(centre: centre).fill(course: "LAP")
        try await keysAndLists()
        let witness = try Cosigner(name: "w.example", privateKey: .init()).key.description
        let log = try NoteSigner(name: "log.example", privateKey: .init()).key.description
        try await centre.write(.clerk) {
            try LogWitness.add("https://w.example", vkey: witness, by: .clerk, in: $0)
            try WatchedLog.watch("log.example", vkey: log, by: .clerk, in: $0)
        }
        try await Sequencer(centre).run()
        _ = try await centre.file(.paper, of: issued[0].id, to: .clerk)
        try await accounts()
        try await programsAndFiles()
    }

    /// An account with a token, both ended.
    private func accounts() async throws {
        let chance = centre.chance
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: "ana@a.example",
                role: .staff,
                organisation: nil,
                by: .clerk,
                in: $0
            )
        }
        try await centre.write(.clerk) {
            _ = try Token.create(
                account: "ana@a.example",
                name: "test",
                lifetimeDays: 3,
                chance: chance,
                by: .clerk,
                in: $0
            )
            _ = try Token.revoke(
                try #require(try Token.list(by: .clerk, in: $0).first).id,
                by: .clerk,
                in: $0
            )
        }
        let act = try Act.clerk(because: "prestala da radi")
        _ = try await centre.write(act) { try Account.disable("ana@a.example", by: act, in: $0) }
    }

    /// Who is told of what happens, and what a file's headers mean.
    private func programsAndFiles() async throws {
        let chance = centre.chance
        try await centre.write(.clerk) {
            _ = try Webhook.create(
                Form(["code": "KUKA", "url": "https://kuka.example/"]),
                chance: chance,
                by: .clerk,
                in: $0
            )
            _ = try ImportProfile.save(
                "spisak",
                noun: .people,
                pairs: [("e-pošta", "email")],
                by: .clerk,
                in: $0
            )
        }
    }

    /// Keys are changed and revoked, and lists are published.
    private func keysAndLists() async throws {
        let keys = TestKeys()
        try await StatusPublisher(centre).run()
        let act = try Act.clerk(because: "proba ključeva")
        try await centre.write(act) {
            for code in ["drugi", "treci"] {
                try SigningKey.publish(
                    code,
                    .proof,
                    try keys.pair(code, .proof),
                    signing: .test(keys),
                    chance: .ofSystem,
                    by: .clerk,
                    in: $0
                )
            }
            _ = try SigningKey.revoke("drugi", by: act, in: $0)
        }
    }
}
