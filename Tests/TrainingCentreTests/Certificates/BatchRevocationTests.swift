import Credentials
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Revoking many certificates", .centre)
struct BatchRevocationTests {
    private let centre = TrainingCentre.ofTest
    private var register: Register { Register(centre: centre) }

    private func revoke(_ batch: ID<CertificateBatch>) async throws -> RevokedCertificates {
        let act = try Act.clerk(because: "pogrešan spisak")
        return try await centre.write(act) {
            try CertificateBatch.revoke(
                batch,
                class: .issuedInError,
                signing: .test(),
                by: act,
                in: $0
            )
        }
    }

    private func revoke(rows text: String) async throws -> RevokedCertificates {
        let rows = try ImportFile.read(
            Array(text.utf8),
            of: "revocations",
            columns: Certificate.revocationColumns
        ).rows
        let act = try Act.clerk(because: "po spisku")
        return try await centre.write(act) {
            try Certificate.revoke(rows, class: .other, signing: .test(), by: act, in: $0)
        }
    }

    private func leaves() async throws -> Int {
        try await centre.value(
            "SELECT count(*) FROM log_leaves WHERE kind = 'revoke'",
            as: Int.self
        )
    }

    @Test("A batch ends with what replaced some of it, once, and the log is told of each")
    func batch() async throws {
        try await Sample.closed("OPO", 4, in: centre)
        let issued = try await Sample.issue("OPO", in: centre)
        let batch = try #require(issued.id)
        let ids = issued.issued.map(\.id)
        try await Sample.closed("DRUGA", 1, in: centre)
        let other = try #require(try await Sample.issue("DRUGA", in: centre).issued.first?.id)
        try await register.revoke(ids[0], .misconduct)
        let second = try await register.replace(ids[1], "Петар Перић", "Petar Perić")
        let third = try await register.replace(second.id, "Пера Перић", "Pera Perić")
        let done = try await revoke(batch)
        #expect(Set(done.revoked.map(\.id)) == [third.id, ids[2], ids[3]])
        #expect(done.unchanged == 1)
        #expect(try await leaves() == 4)
        let again = try await revoke(batch)
        #expect(again.revoked.isEmpty)
        #expect(again.unchanged == 4)
        #expect(try await leaves() == 4)
        for id in [ids[0], ids[2], ids[3], third.id] {
            #expect(try await register.status(id) == .revoked)
        }
        #expect(try await register.status(second.id) == .replaced)
        #expect(try await register.status(other) == .valid)
        // The first record stands.
        #expect(try await register.revoke(ids[0]).reasonClass == .misconduct)
        let shown = try await centre.read {
            try CertificateBatch.find(batch, by: .clerk, in: $0)
        }
        #expect([shown.issued, shown.revoked, shown.replaced] == [4, 3, 1])
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
        #expect(try await register.auditFindings() == [])
    }

    @Test("A file is done row by row: wrong rows are named and stop no other")
    func file() async throws {
        let ids = try await register.issued("OPO", 4)
        try await register.revoke(ids[0], .misconduct)
        let new = try await register.replace(ids[1], "Петар Перић", "Petar Perić")
        let unknown = try #require(
            VerificationID(canonical: Enrolment.codes(1, from: .ofSystem)[0])
        )
        let done = try await revoke(
            rows: """
                id;class;reason
                \(ids[0].printed);;
                \(ids[1].printed);;
                \(ids[2].printed.lowercased());misconduct;prepisivanje
                \(ids[2].printed);;
                \(unknown.printed);;
                1234;;
                \(ids[3].printed);whim;
                \(ids[3].printed);;x
                \(new.id.printed);;
                """
        )
        #expect(done.read == 9)
        #expect(Set(done.revoked.map(\.id)) == [ids[2], new.id])
        #expect(done.unchanged == 2)
        #expect(done.rejected.map(\.line) == [3, 6, 7, 8, 9])
        #expect(done.rejected.map(\.field) == ["id", "id", "id", "class", "reason"])
        #expect(try await register.status(ids[3]) == .valid)
        let texts = try await centre.database.transaction {
            try $0.rows(
                "SELECT reason_class || ' ' || reason FROM certificate_revocations ORDER BY id",
                as: String.self
            )
        }
        #expect(
            texts == [
                "misconduct greška u spisku", "misconduct prepisivanje", "other po spisku",
            ]
        )
        #expect(try await leaves() == 3)
    }

    @Test("Batch and single revocations at once: each certificate ends once")
    func race() async throws {
        try await Sample.closed("OPO", 12, in: centre)
        let issued = try await Sample.issue("OPO", in: centre)
        let batch = try #require(issued.id)
        let ids = issued.issued.map(\.id)
        let register = register
        let outcomes = await TrainingCentreTests.race(14) { number in
            if number < 12 {
                _ = try await register.revoke(ids[number])
            } else {
                _ = try await revoke(batch)
            }
        }
        #expect(outcomes.successes == 14)
        #expect(try await centre.count("certificate_revocations") == 12)
        #expect(try await leaves() == 12)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("A batch needs a reason and a number that there is; an auditor revokes nothing")
    func refusals() async throws {
        try await Sample.closed("OPO", 1, in: centre)
        let batch = try #require(try await Sample.issue("OPO", in: centre).id)
        let auditor = Actor(name: "auditor", roles: [.auditor])
        for (actor, reason, id, code) in [
            (Actor.clerk, nil, batch, "reason_missing"),
            (.clerk, "razlog", ID(987_654), "batch_not_found"),
            (auditor, "razlog", batch, "not_allowed"),
        ] as [(Actor, String?, ID<CertificateBatch>, String)] {
            let act = try Act(by: actor, because: reason)
            let refused = try await refusal {
                _ = try await centre.write(act) {
                    try CertificateBatch.revoke(
                        id,
                        class: .other,
                        signing: .test(),
                        by: act,
                        in: $0
                    )
                }
            }
            #expect(refused == code)
        }
        #expect(try await centre.count("certificate_revocations") == 0)
    }
}
