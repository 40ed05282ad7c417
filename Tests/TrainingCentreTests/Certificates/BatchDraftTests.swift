import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Drafts and a second person", .centre)
struct BatchDraftTests {
    private let centre = TrainingCentre.ofTest
    private var batches: Batches { Batches(centre: centre) }

    @Test("Drafted by one, approved by another, issued once; what happened since is told")
    func life() async throws {
        try await Sample.closed("NACRT", 3, in: centre)
        let draft = try await batches.draft("NACRT")
        #expect(draft.candidates == Sample.emails(3))
        #expect(draft.batch.state == .draft)
        #expect(try await centre.count("certificates") == 0)
        #expect(
            try await refusal {
                try await batches.decide(.approved, draft.batch.id, by: Batches.actor(1))
            } == "own_draft"
        )
        let approved = try await batches.decide(.approved, draft.batch.id)
        #expect(approved.state == .approved)
        #expect(approved.decision?.decidedBy == "account 2")
        // Saying it again is no second decision; saying otherwise is refused.
        try await batches.decide(.approved, draft.batch.id, by: Batches.actor(3))
        #expect(
            try await refusal { try await batches.decide(.rejected, draft.batch.id) }
                == "batch_decided"
        )
        let issued = try await batches.issue(draft.batch.id)
        #expect(issued.issued.map(\.email) == Sample.emails(3))
        #expect(issued.id == draft.batch.id)
        let again = try await batches.issue(draft.batch.id)
        #expect(again.issued.isEmpty)
        #expect(again.skipped.count == 3)
        #expect(again.skipped.allSatisfy { $0.reasons == ["certificate issued already"] })
        #expect(
            try await refusal { _ = try await batches.draft("NACRT") } == "nobody_eligible"
        )
        #expect(
            try await refusal { try await batches.decide(.rejected, draft.batch.id) }
                == "batch_decided"
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Who has got one since the draft, or had it revoked, is named and passed over")
    func checkedAgain() async throws {
        try await Sample.closed("NACRT", 2, in: centre)
        let draft = try await batches.draft("NACRT")
        let id = try #require(try await Sample.issue("NACRT", in: centre).issued.first?.id)
        try await Register(centre: centre).revoke(id)
        let issued = try await batches.issue(draft.batch.id)
        #expect(issued.issued.isEmpty)
        #expect(
            issued.skipped.map(\.reasons).sorted { $0[0] < $1[0] } == [
                ["certificate issued already"], ["certificate was revoked"],
            ]
        )
    }

    @Test("A rejected draft is never issued; its own drafter may reject it, with a reason")
    func rejected() async throws {
        try await Sample.closed("NACRT", 1, in: centre)
        let id = try await batches.draft("NACRT").batch.id
        #expect(
            try await refusal { try await batches.decide(.rejected, id, because: nil) }
                == "reason_missing"
        )
        let rejected = try await batches.decide(.rejected, id, by: Batches.actor(1))
        #expect(rejected.state == .rejected)
        #expect(try await refusal { _ = try await batches.issue(id) } == "batch_rejected")
        #expect(try await centre.count("certificates") == 0)
        #expect(try await Sample.issue("NACRT", in: centre).issued.count == 1)
    }

    @Test("A draft is of a closed cohort and dated near; it is issued on its day")
    func dates() async throws {
        try await Sample.cohort("NACRT", in: centre)
        #expect(try await refusal { _ = try await batches.draft("NACRT") } == "cohort_not_closed")
        try await Sample.enrol(Sample.emails(1), in: "NACRT", centre)
        try await Sample.finish("NACRT", Sample.emails(1), in: centre)
        let today = try await centre.read { try centreToday(in: $0) }
        for date in [
            CalendarDate(dayNumber: today.dayNumber + 400), try Sample.day("2024-01-01"),
        ] {
            #expect(
                try await refusal { _ = try await batches.draft("NACRT", on: date) } == "invalid"
            )
        }
        let later = try await batches.draft(
            "NACRT",
            on: CalendarDate(dayNumber: today.dayNumber + 2)
        )
        #expect(
            try await refusal { _ = try await batches.issue(later.batch.id) } == "batch_dated_later"
        )
        let direct = try await Sample.issue("NACRT", in: centre)
        let id = try #require(direct.id)
        for act in [
            { _ = try await batches.issue(id) }, { try await batches.decide(.rejected, id) },
        ] as [() async throws -> Void] {
            #expect(try await refusal(act) == "batch_not_draft")
        }
    }

    @Test("Where a second person has to approve, nobody issues otherwise, in whatever way")
    func compulsory() async throws {
        try await Sample.closed("NAPAD", 2, in: centre)
        try await batches.requireSecondPerson(true)
        #expect(
            try await refusal { try await Sample.issue("NAPAD", in: centre) } == "approval_missing"
        )
        let draft = try await batches.draft("NAPAD")
        #expect(
            try await refusal { _ = try await batches.issue(draft.batch.id) } == "approval_missing"
        )
        let certificate = certificate("completion", of: "NAPAD", on: "2024-06-01")
        #expect(
            try await constraint { try await centre.sql(certificate) }
                == "certificates_batch_approved"
        )
        try await batches.decide(.approved, draft.batch.id)
        #expect(try await batches.issue(draft.batch.id).issued.count == 2)
        #expect(
            try await refusal { try await batches.requireSecondPerson(false, because: nil) }
                == "reason_missing"
        )
        #expect(
            try await constraint { try await centre.sql("UPDATE settings SET value = 'off'") }
                == "settings_switched_off_has_reason"
        )
        let staff = Act(by: Actor(name: "staff", roles: [.staff]))
        #expect(
            try await refusal {
                _ = try await centre.write(staff) {
                    try CentreSetting.change(.secondPerson, to: true, by: staff, in: $0)
                }
            } == "not_allowed"
        )
        try await batches.requireSecondPerson(false)
        try await Sample.closed("DRUGI", 1, in: centre)
        #expect(try await Sample.issue("DRUGI", in: centre).issued.count == 1)
    }

    @Test("Two approve at once, one approves while another rejects, two issue: one of each")
    func races() async throws {
        for round in 0..<5 {
            let code = "TRKA\(round)"
            try await Sample.closed(code, 3, in: centre)
            let id = try await batches.draft(code).batch.id
            let batches = batches
            let outcomes = await race(6) { number in
                try await batches.decide(
                    number.isMultiple(of: 2) ? .approved : .rejected,
                    id,
                    by: Batches.actor(2 + number)
                )
            }
            let verdicts = try await centre.database.transaction {
                try $0.rows(
                    "SELECT verdict FROM certificate_batch_decisions WHERE batch_id = \(id)",
                    as: CertificateBatch.Verdict.self
                )
            }
            #expect(verdicts.count == 1)
            #expect(outcomes.count { (try? $0.get()) != nil } == 3)
            let issues = await race(4) { _ in try await batches.issue(id).issued.count }
            let counts = issues.compactMap { try? $0.get() }
            #expect(counts.reduce(0, +) == (verdicts == [.approved] ? 3 : 0))
        }
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Rejected while it is issued: either it was issued or it is rejected, never both")
    func rejectedWhileIssued() async throws {
        for round in 0..<5 {
            let code = "TRKA\(round)"
            try await Sample.closed(code, 3, in: centre)
            let id = try await batches.draft(code).batch.id
            let batches = batches
            _ = await race(4) { number in
                if number.isMultiple(of: 2) {
                    _ = try await batches.issue(id)
                } else {
                    try await batches.decide(.rejected, id)
                }
            }
            let batch = try await centre.read {
                try CertificateBatch.find(id, by: .clerk, in: $0)
            }
            #expect((batch.issued == 3) != (batch.decision != nil))
        }
    }

    @Test("Past the domain's code: no approval of one's own, nobody added, no other name")
    func direct() async throws {
        try await Sample.closed("NACRT", 2, in: centre)
        try await Sample.closed("DRUGI", 1, in: centre)
        let id = try await batches.draft("NACRT", by: .clerk).batch.id
        func approve(_ name: String) -> SQL {
            """
            INSERT INTO certificate_batch_decisions (batch_id, verdict, drafted_by)
            VALUES (\(id), 'approved', \(name))
            """
        }
        let attempts: [(SQL, String)] = [
            (approve("test clerk"), "certificate_batch_decisions_approved_by_another"),
            (approve("account 5"), "certificate_batch_decisions_batch_fkey"),
            (
                """
                INSERT INTO certificate_batch_decisions (batch_id, verdict, drafted_by)
                VALUES (\(id), 'rejected', 'test clerk')
                """, "certificate_batch_decisions_rejected_has_reason"
            ),
            (
                """
                INSERT INTO certificate_batch_candidates (batch_id, enrolment_id)
                SELECT \(id), id FROM enrolments
                WHERE cohort_id = (SELECT id FROM cohorts WHERE code = 'DRUGI')
                """, "certificate_batch_candidates_with_batch"
            ),
            (
                """
                INSERT INTO certificate_batch_decisions (
                    batch_id, verdict, drafted_by, decided_by)
                VALUES (\(id), 'approved', 'test clerk', 'account 5')
                """, "42501"
            ),
            ("UPDATE certificate_batches SET entered_by = 'account 5'", "42501"),
            ("INSERT INTO settings (code, value) VALUES ('x', 'on')", "42501"),
            ("DELETE FROM settings", "42501"),
        ]
        for (statement, name) in attempts {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == name, "\(statement)")
        }
        #expect(try await centre.count("certificate_batch_decisions") == 0)
    }
}
