import Credentials
import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite(
    "A database that a released program filled",
    .database { $0.role = "obuka_service" }
)
struct UpgradeTests {
    private let keys = TestKeys()
    private var centre: TrainingCentre {
        TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(keys),
            papers: .ofCheckout,
            blobs: .nowhere
        )
    }

    /// The certificates of the cohort and what was said of them.
    private let statuses: [(id: String, status: VerificationStatus)] = [
        ("647K-7802-EAM0-0K23", .replaced), ("2K70-274H-6435-02H9", .revoked),
        ("51HC-70C5-X5C1-34EX", .valid), ("A4TT-46CA-33K8-9K56", .valid),
    ]

    @Test("Comes through the migrations since: certificates, log and reports say what they said")
    func upgrade() async throws {
        try await fill(upTo: "0024")
        let published = try await Owner.run {
            try $0.value(
                "SELECT note FROM log_checkpoints ORDER BY size DESC LIMIT 1",
                as: String.self
            )
        }
        keys.keep(checkpoint: Array(try #require(published).utf8))
        let names = try await names()
        try await migrator(CheckoutFiles.migrations).migrate()

        try await trainers()
        // As a server does at its start: the end of a retired key is published rounded up since.
        #expect(try await IssuerPublisher(centre).run())
        try await Sequencer(centre).run()
        let audit = try await centre.auditLog()
        #expect(audit.findings.map(\.message) == [])
        #expect(audit.certificates == 5)
        for (id, status) in statuses {
            #expect(try await centre.verify(id).status == status, "\(id)")
        }
        let suspended = try await centre.verify("PE67-E6M0-P507-P119")
        #expect(try JSON.parse(suspended.jsonBytes)["suspended_on"] == "2026-11-26")
        #expect(try await self.names() == names)
        try await reach()
        try await goesOn()
    }

    /// Who may teach was asked for the first time after the file: the doctor names whom nobody let
    /// teach by the rules, until somebody did.
    private func trainers() async throws {
        let trainer = "tara@trener.example"
        #expect(
            try await complaints() == [
                "who teaches a cohort has the right to, or was assigned with a reason: "
                    + "LAP-2099-01 person 8: not accredited, not in the pool, not qualified"
            ]
        )
        let act = try Act.clerk(because: "dogovoreno ranije")
        try await centre.write(act) {
            _ = try Trainer.dismiss(trainer, from: "LAP-2099-01", by: act, in: $0)
            _ = try Trainer.assign(trainer, to: "LAP-2099-01", by: .clerk, in: $0)
        }
        #expect(try await complaints() == [])
    }

    /// As many as the program counted that filled the database.
    private func reach() async throws {
        let day = try Sample.day("2026-01-01")
        let reach = try await centre.read {
            try ReachReport.make(.init(asOf: day), by: .clerk, in: $0)
        }
        #expect((reach.deliveries, reach.lsgs) == (1, 2))
        #expect((reach.personsEnrolled, reach.personsPassed) == (5, 3))
        #expect((reach.personsPassedMale, reach.personsPassedFemale) == (0, 3))
    }

    /// Old rows can be worked on, and what is added stands beside them.
    private func goesOn() async throws {
        let register = Register(centre: centre)
        try await register.revoke(try #require(VerificationID(canonical: statuses[2].id)))
        try await register.replace(
            try #require(VerificationID(canonical: statuses[3].id)),
            "Цеца Ђурић",
            "Ceca Đurić"
        )
        #expect(try await register.auditFindings() == [])
        let centre = centre
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("LAP-2099-01", "nov@sample.example", in: centre)
            } == "cohort_full"
        )
        #expect(try await complaints() == [])
    }

    private func complaints() async throws -> [String] {
        try await Doctor.examine(centre).map { "\($0.check): \($0.subject)" }
    }

    // MARK: The released state

    private func migrator(_ directory: String) -> Migrator {
        Migrator(configuration: TestDatabase.current.configuration, directory: directory)
    }

    private func fill(upTo last: String) async throws {
        let cluster = TestDatabase.current.cluster
        let directory = "\(cluster.directory)/released_\(last)"
        let manager = FileManager.default
        try manager.createDirectory(atPath: directory, withIntermediateDirectories: false)
        defer { try? manager.removeItem(atPath: directory) }
        for name in try manager.contentsOfDirectory(atPath: CheckoutFiles.migrations)
        where name.prefix(4) <= last {
            let file = "\(CheckoutFiles.migrations)/\(name)"
            try manager.copyItem(atPath: file, toPath: "\(directory)/\(name)")
        }
        try await migrator(directory).migrate()
        // The server's user may not be able to read the checkout.
        let rows = "\(directory)/rows.sql"
        try CheckoutFiles.text("Tests/TrainingCentreTests/Data/filled-at-\(last).dump")
            .write(toFile: rows, atomically: false, encoding: .utf8)
        let url = TestDatabase.current.url
        try cluster.run("psql", ["-Xq", "-1", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", rows])
    }

    /// What the public is told of certificates, by whom they name.
    private func names() async throws -> [String] {
        try await Owner.run {
            try $0.rows(
                "SELECT holder_latn || ' ' || number FROM certificates ORDER BY id",
                as: String.self
            )
        }
    }
}
