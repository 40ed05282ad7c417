import Credentials
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Revoking and replacing certificates", .centre)
struct RevocationTests {
    private let centre = TrainingCentre.ofTest
    private var register: Register { Register(centre: centre) }

    @Test("Revoking twice returns the first record, and nobody is issued to again")
    func twice() async throws {
        let id = try await register.issued("OPO", 2)[0]
        let first = try await register.revoke(id, .misconduct, reason: "prepisivanje")
        #expect(first.isNew)
        let audited = try await centre.count("audit_entries")
        let second = try await register.revoke(id, .other, reason: "nešto drugo")
        #expect(!second.isNew)
        #expect(second.reasonClass == .misconduct)
        #expect(second.reason == "prepisivanje")
        #expect(try await centre.count("audit_entries") == audited)
        let again = try await Sample.issue("OPO", in: centre)
        #expect(again.issued.isEmpty)
        #expect(
            again.skipped.map(\.reasons).sorted { $0[0] < $1[0] } == [
                ["certificate issued already"], ["certificate was revoked"],
            ]
        )
        #expect(try await register.status(id) == .revoked)
    }

    @Test("A reason is needed, and an ID that the register has")
    func refusals() async throws {
        let id = try await register.issued("OPO", 1)[0]
        for reason in [nil, "", "  ", "ok"] {
            #expect(
                try await refusal { try await register.revoke(id, reason: reason) }
                    == "reason_missing"
            )
            #expect(
                try await refusal { try await register.replace(id, "А Б", "A B", reason: reason) }
                    == "reason_missing"
            )
        }
        let long = String(repeating: "a", count: 501)
        #expect(try await refusal { try await register.revoke(id, reason: long) } == "invalid")
        let unknown = try #require(
            VerificationID(canonical: Enrolment.codes(1, from: .ofSystem)[0])
        )
        #expect(
            try await refusal { try await register.revoke(unknown) } == "certificate_not_found"
        )
        #expect(
            try await refusal { try await register.replace(unknown, "А Б", "A B") }
                == "certificate_not_found"
        )
        let auditor = Actor(name: "auditor", roles: [.auditor, .trainer])
        #expect(
            try await refusal {
                let act = try Act(by: auditor, because: "tek tako")
                _ = try await centre.write(act) {
                    try Certificate.revoke(id, class: .other, signing: .test(), by: act, in: $0)
                }
            } == "not_allowed"
        )
        #expect(try await register.status(id) == .valid)
    }

    @Test("Names of a replacement are complete, each in its script, and another than before")
    func successorNames() async throws {
        let id = try await register.issued("OPO", 1)[0]
        for (cyrillic, latin) in [
            ("Петар", "Petar Petrović"), ("Petar Petrovic", "Petar Petrovic"),
            ("Петар Петровић", "Петар Петровић"), ("", ""), ("Пeтар Петровић", "Petar Petrović"),
            ("Петар \(String(repeating: "П", count: 120))", "Petar Petrović"),
        ] {
            #expect(
                try await refusal { try await register.replace(id, cyrillic, latin) } == "invalid"
            )
        }
        #expect(
            try await refusal {
                try await register.replace(id, "Петар Петровић", "Petar Petrović")
            } == "name_unchanged"
        )
    }

    @Test("Names of two persons are refused, unless somebody says that they differ")
    func twoPersons() async throws {
        let id = try await register.issued("OPO", 1)[0]
        #expect(
            try await refusal { try await register.replace(id, "Петар Петровић", "Ana Jovanović") }
                == "names_differ"
        )
        #expect(
            try await refusal { try await register.replace(id, "Џон Смит", "John Smith") }
                == "names_differ"
        )
        let other = try await register.replace(id, "Џон Смит", "John Smith", mayDiffer: true)
        #expect(try await register.status(other.id) == .valid)
        // Đ may be written as Dj, and accents may be missing.
        try await register.replace(other.id, "Ђорђе Чолић", "Djordje Colic")
    }

    @Test("A chain of replacements: only the last is valid, each points to the next")
    func chain() async throws {
        let first = try await register.issued("OPO", 1)[0]
        let second = try await register.replace(first, "Петар Перић", "Petar Perić")
        let third = try await register.replace(second.id, "Пера Перић", "Pera Perić")
        #expect(try await register.status(first) == .replaced)
        #expect(try await register.status(second.id) == .replaced)
        #expect(try await register.status(third.id) == .valid)
        #expect(try await register.answer(first).contains(second.number))
        #expect(try await register.answer(second.id).contains(third.number))
        #expect(
            try await refusal { try await register.replace(first, "Мара Марић", "Mara Marić") }
                == "certificate_replaced"
        )
        #expect(
            try await refusal { try await register.revoke(first) } == "certificate_replaced"
        )
        try await register.revoke(third.id)
        #expect(
            try await refusal { try await register.replace(third.id, "Мара Марић", "Mara Marić") }
                == "certificate_revoked"
        )
        #expect(try await register.status(second.id) == .replaced)
        #expect(try await Sample.issue("OPO", in: centre).issued.isEmpty)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("The person's name is corrected with it, unless it has become another one since")
    func personName() async throws {
        let ids = try await register.issued("OPO", 2)
        let corrected = try await register.replace(ids[0], "Петар Перић", "Petar Perić")
        #expect(try await names() == ["Perić", "Petrović"])
        // The person marries; an old certificate is corrected later.
        try await centre.sql(
            """
            UPDATE people SET family_name_cyrl = 'Нови', family_name_latn = 'Novi'
            WHERE family_name_latn = 'Perić'
            """
        )
        try await register.replace(corrected.id, "Пера Перић", "Pera Perić")
        #expect(try await names() == ["Novi", "Petrović"])
    }

    @Test("Revoked and replaced at once: exactly one wins")
    func race() async throws {
        let ids = try await register.issued("OPO", 10)
        for id in ids {
            let register = register
            let outcomes = await TrainingCentreTests.race(4) { number in
                if number.isMultiple(of: 2) {
                    guard try await register.revoke(id).isNew else { throw CohortError.closed }
                } else {
                    try await register.replace(id, "Петар Перић", "Petar Perić")
                }
            }
            #expect(outcomes.successes == 1)
            let status = try await register.status(id)
            #expect(status == .revoked || status == .replaced)
        }
        let revoked = try await centre.count("certificate_revocations")
        let replaced = try await centre.count("certificate_replacements")
        #expect(revoked + replaced == 10)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Rows written past the domain's code cannot end a certificate twice")
    func direct() async throws {
        let ids = try await register.issued("OPO", 2)
        let (id, other) = (ids[0], ids[1])
        let replacement = try await register.replace(id, "Петар Перић", "Petar Perić")
        #expect(
            try await constraint {
                try await centre.sql(
                    """
                    INSERT INTO certificate_revocations (certificate_id, reason_class, reason)
                    SELECT id, 'other', 'razlog' FROM certificates
                    WHERE verification_id = \(id)
                    """
                )
            } == "certificate_revocations_of_live_certificate"
        )
        // Replaced once, by the certificate that names it; and only one of the same enrolment.
        for (replaced, model, name) in [
            (id, replacement.id, "certificates_replaces_once"),
            (other, replacement.id, "certificate_replacements_of_the_same"),
        ] {
            let refused = try await constraint { try await enter(replacing: replaced, as: model) }
            #expect(refused == name)
        }
    }

    /// Enters a certificate like another one, in the place of a third.
    private func enter(replacing id: VerificationID, as model: VerificationID) async throws {
        let act = try Act.clerk(because: "podmetnuto")
        let new = Enrolment.codes(1, from: .ofSystem)[0]
        try await centre.write(act) {
            _ = try $0.execute(
                """
                INSERT INTO certificates (
                    verification_id, register_year, register_serial, kind, replaces_id,
                    enrolment_id, cohort_id, person_id, holder_cyrl, holder_latn, course_code,
                    course_title_sr_cyrl, course_title_sr_latn, course_title_en, cohort_code,
                    starts_on, ends_on, venue, hours, issued_on)
                SELECT \(new), register_year, 99999, kind,
                    (SELECT id FROM certificates WHERE verification_id = \(id)),
                    enrolment_id, cohort_id, person_id, holder_cyrl, holder_latn, course_code,
                    course_title_sr_cyrl, course_title_sr_latn, course_title_en, cohort_code,
                    starts_on, ends_on, venue, hours, issued_on
                FROM certificates WHERE verification_id = \(model)
                """
            )
        }
    }

    @Test("The list shows each state, and a person sees only their own")
    func list() async throws {
        let ids = try await register.issued("OPO", 3)
        try await register.revoke(ids[0])
        try await register.replace(ids[1], "Петар Перић", "Petar Perić")
        #expect(try await statuses(nil) == [.revoked, .replaced, .valid, .valid])
        #expect(try await statuses(.replaced) == [.replaced])
        let person = try await centre.value(
            "SELECT person_id FROM certificates WHERE verification_id = \(ids[1])",
            as: ID<Person>.self
        )
        let trainee = Actor(
            name: "account 1",
            accountID: ID(1),
            personID: person,
            roles: [.trainee]
        )
        #expect(try await statuses(nil, by: trainee) == [.replaced, .valid])
        let nobody = Actor(name: "account 2", accountID: ID(2), roles: [.trainee])
        #expect(try await refusal { _ = try await statuses(nil, by: nobody) } == "not_allowed")
    }

    private func statuses(
        _ status: VerificationStatus?,
        by actor: Actor = .clerk
    ) async throws -> [VerificationStatus] {
        try await centre.read {
            try Certificate.list(
                cohort: "opo",
                status: status,
                page: PageRequest(),
                by: actor,
                in: $0
            ).items.map(\.status)
        }
    }

    private func names() async throws -> [String] {
        try await centre.database.transaction {
            try $0.rows("SELECT family_name_latn FROM people ORDER BY 1", as: String.self)
        }
    }
}
