import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// What somebody with the service's login could do to seats without our program.
@Suite("Statements of the service past the seats' rules", .centre)
struct SeatAttackTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    /// An enrolment of a person in a cohort, with more columns and their values.
    private func insert(
        _ number: Int,
        _ cohort: String,
        _ status: String,
        _ more: (SQL, SQL) = ("", "")
    ) -> SQL {
        let code = Enrolment.codes(1, from: .ofSystem)[0]
        return """
            INSERT INTO enrolments (
                cohort_id, person_id, code, status, institution, function, target_group,
                employment, participation \(more.0))
            SELECT cohorts.id, people.id, \(code), \(status), '', '', 'other', 'employee',
                'first-time' \(more.1)
            FROM cohorts CROSS JOIN people
            WHERE cohorts.code = \(cohort) AND people.email = \(Sample.email(number))
            """
    }

    private func people(_ numbers: Range<Int>) async throws {
        let rows = numbers.map { "Petar Petrović,\(Sample.email($0))" }.joined(separator: "\n")
        try await centre.importText("name,email\n" + rows, as: .people)
    }

    private func expect(_ name: String, _ statement: SQL) async throws {
        let refused = try await constraint { try await centre.sql(statement) }
        #expect(refused == name, "\(statement)")
    }

    /// Runs a statement in an act that states what it goes past, and answers what refused it.
    private func state(
        _ rules: [PassedRule],
        because reason: String?,
        _ statement: SQL
    ) async throws -> String? {
        let act = try Act(by: .clerk, because: reason)
        return try await constraint {
            try await centre.write(act) { (transaction: borrowing Transaction) in
                try PassedRule.going(past: rules, in: transaction) {
                    _ = try transaction.execute(statement)
                }
            }
        }
    }

    @Test("No seat without those who have to agree; a reason for whatever opens none")
    func approval() async throws {
        try await scene.cohort("DVA", capacity: 5, ["approval": "institution-and-centre"])
        try await people(0..<3)
        for status in ["confirmed", "waiting"] {
            try await expect("enrolments_approved_first", insert(0, "DVA", status))
        }
        try await centre.sql(insert(0, "DVA", "applied"))
        for status in ["confirmed", "waiting"] {
            try await expect(
                "enrolments_endorsed_first",
                "UPDATE enrolments SET status = \(status)"
            )
        }
        try await expect("enrolments_status_step", "UPDATE enrolments SET status = 'lapsed'")
        try await expect("enrolments_status_step", "UPDATE enrolments SET status = 'no-show'")
        try await centre.sql("UPDATE enrolments SET status = 'endorsed'")
        try await centre.sql("UPDATE enrolments SET status = 'confirmed'")
        let statement = insert(1, "DVA", "confirmed")
        let act = try Act.clerk(because: "ministarka")
        let refused = try await constraint {
            try await centre.write(act) { _ = try $0.execute(statement) }
        }
        #expect(refused == "enrolments_approved_first")
        // What is gone past is stated, and has a reason of its own.
        let unsaid = try await constraint {
            try await centre.write(.clerk) { (transaction: borrowing Transaction) in
                try PassedRule.going(past: [.approval], in: transaction) {
                    _ = try transaction.execute(statement)
                }
            }
        }
        #expect(unsaid == "enrolment_events_went_past_has_reason")
        try await centre.write(act) { (transaction: borrowing Transaction) in
            try PassedRule.going(past: [.approval], in: transaction) {
                _ = try transaction.execute(statement)
            }
        }
    }

    @Test("Nobody joins a draft but by an act that states it, and keeps the reason or the record")
    func draft() async throws {
        try await centre.importText("code,title_sr_latn\nKURS,Kurs\n", as: .courses)
        try await centre.importText(
            "cohort_code,course_code,starts_on,ends_on,venue,capacity\n"
                + "NACRT,KURS,2099-01-01,2099-01-02,Vršac,9\n",
            as: .cohorts
        )
        try await people(0..<4)
        for status in ["applied", "endorsed", "waiting", "confirmed"] {
            try await expect("enrolments_cohort_open", insert(0, "NACRT", status))
        }
        let reasoned = try await state([], because: "govori prva", insert(0, "NACRT", "confirmed"))
        #expect(reasoned == "enrolments_cohort_open")
        let unsaid = try await state([.state], because: nil, insert(0, "NACRT", "confirmed"))
        #expect(unsaid == "enrolment_events_went_past_has_reason")
        #expect(
            try await state([.state], because: "govori prva", insert(0, "NACRT", "confirmed"))
                == nil
        )
        // A record says who applied; the step to a seat is an act like any other.
        #expect(try await state([.record], because: nil, insert(1, "NACRT", "applied")) == nil)
        let step: SQL = "UPDATE enrolments SET status = 'confirmed' WHERE status = 'applied'"
        try await expect("enrolments_cohort_open", step)
        #expect(try await state([.record], because: nil, step) == "enrolments_cohort_open")
        #expect(try await state([.state], because: "govori druga", step) == nil)
        // And it opens no training that has begun.
        try await scene.cohort("TRAJE", capacity: 9, inDays: 0)
        try await centre.write(.clerk) {
            _ = try Cohort.confirm("TRAJE", by: .clerk, in: $0)
            _ = try Cohort.start("TRAJE", by: .clerk, in: $0)
        }
        let late = try await state([.record], because: nil, insert(2, "TRAJE", "confirmed"))
        #expect(late == "enrolments_cohort_open")
    }

    @Test("Whose seat it is and until when it is offered change with who and why on record")
    func changes() async throws {
        try await scene.cohort("LISTA", capacity: 1, ["has_waiting_list": "true"])
        _ = try await scene.focalPoint("SVOJA")
        _ = try await scene.focalPoint("TUDJA")
        let asked = try await scene.ask("LISTA", 0..<2)
        let named = { (code: String?) -> SQL in
            """
            UPDATE enrolments SET organisation_id = (
                SELECT id FROM organisations WHERE code = \(code))
            WHERE id = \(asked[0].id)
            """
        }
        // Who is named first is taken from nobody.
        try await centre.sql(named("SVOJA"))
        for other in ["TUDJA", nil] {
            try await expect("enrolment_changes_has_reason", named(other))
        }
        #expect(try await state([], because: "prešla je tamo", named("TUDJA")) == nil)
        let told = try await scene.history(asked[0]).changes
        #expect(told.map(\.organisation.before) == [nil, "SVOJA"])
        #expect(told.map(\.organisation.after) == ["SVOJA", "TUDJA"])
        #expect(told.map(\.reason) == [nil, "prešla je tamo"])
        #expect(told.allSatisfy { $0.actor == Actor.clerk.name })
        try await scene.act(.withdraw, asked[0])
        try await scene.act(.offer, asked[1])
        let sooner: SQL = """
            UPDATE enrolments SET offer_ends_at = offer_ends_at - interval '71 hours'
            WHERE id = \(asked[1].id)
            """
        try await expect("enrolment_changes_has_reason", sooner)
        #expect(try await state([], because: "počinje sutra", sooner) == nil)
        #expect(try await scene.history(asked[1]).changes.count == 1)
        try await expect("42501", "DELETE FROM enrolment_changes")
        try await expect(
            "42501",
            "INSERT INTO enrolment_changes (enrolment_id, actor) VALUES (\(asked[0].id), 'x')"
        )
        for column: SQL in ["person_id = person_id + 1", "cohort_id = cohort_id + 1"] {
            try await expect("enrolments_identity_kept", "UPDATE enrolments SET \(column)")
        }
        for column: SQL in ["follows_id = id", "queue_position = 1", "held_seat = true"] {
            try await expect("42501", "UPDATE enrolments SET \(column)")
        }
    }

    @Test("Nobody jumps over those who wait, and no offer is longer or anybody else's")
    func queue() async throws {
        try await scene.cohort("LISTA", capacity: 1, ["has_waiting_list": "true"])
        try await scene.cohort("DRUGA", capacity: 5)
        _ = try await scene.ask("DRUGA", 5..<6)
        let asked = try await scene.ask("LISTA", 0..<3)
        try await people(6..<8)
        try await expect(
            "enrolments_follows_continued",
            insert(6, "LISTA", "waiting", (", queue_position", ", 1"))
        )
        try await scene.act(.withdraw, asked[0])
        let hour: SQL = ", now() + interval '1 hour'"
        for follows in [asked[0].id, asked[1].id] {
            try await expect(
                "enrolments_follows_ended",
                insert(
                    6,
                    "LISTA",
                    "offered",
                    (
                        ", offer_ends_at, follows_id, queue_position",
                        "\(hour), \(follows), \(follows)"
                    )
                )
            )
        }
        for end in ["2099-01-01", "2199-01-01"] {
            try await expect(
                "enrolments_offer_within_hours",
                """
                UPDATE enrolments SET status = 'offered', offer_ends_at = \(end)::text::timestamptz
                WHERE id = \(asked[1].id)
                """
            )
        }
        try await scene.act(.offer, asked[1])
        try await expect(
            "enrolments_offer_within_hours",
            """
            UPDATE enrolments SET offer_ends_at = offer_ends_at + interval '1 hour'
            WHERE id = \(asked[1].id)
            """
        )
        try await expect(
            "enrolments_status_step",
            """
            UPDATE enrolments SET status = 'lapsed', offer_ends_at = NULL
            WHERE id = \(asked[1].id)
            """
        )
    }

    @Test("Who takes a seat from somebody says why; the holder need not")
    func reasons() async throws {
        try await scene.cohort("RAZLOG", capacity: 5)
        let asked = try await scene.ask("RAZLOG", 0..<2)
        try await expect(
            "enrolment_events_has_reason",
            "UPDATE enrolments SET status = 'withdrawn', withdrawn_on = centre_today()"
        )
        try await people(3..<4)
        try await expect(
            "enrolment_events_has_reason",
            insert(3, "RAZLOG", "withdrawn", (", withdrawn_on", ", centre_today()"))
        )
        let code = try #require(asked[0].code)
        let own = try await centre.write(Act(by: Actor(name: "holder", roles: []))) {
            try Enrolment.answer(code, .withdraw, by: Actor(name: "holder", roles: []), in: $0)
        }
        #expect(own.status == .withdrawn)
    }
}
