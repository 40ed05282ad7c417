import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Days, ends and reasons that the domain's code looks at before it writes: a statement of the
/// service past that code meets the same rule by name.
@Suite("Rules that the database keeps without the program", .centre)
struct RuleAttackTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func refused(_ statement: SQL, because reason: String? = nil) async throws -> String? {
        try await constraint {
            let act = try Act(by: .clerk, because: reason)
            try await centre.write(act) { _ = try $0.execute(statement) }
        }
    }

    @Test("A person's name is that of one, and the address can be written to")
    func people() async throws {
        func enter(_ name: String, _ email: String) -> SQL {
            """
            INSERT INTO people (
                email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
            VALUES (\(email), 'Ана', \(name), 'Ana', \(name))
            """
        }
        for name in [
            "Anić, Mira", "Anić;", "(Anić)", "[Anić]", "A/B", "A\\B", "A+B", "A&B", "A2",
            "Анић и Мира Мирић", "Anić i Mira Mirić", "ANIĆ I MIRA MIRIĆ", "Anić and Mira Mirić",
            "Anić Ana i Mirić", "lice: Anić",
        ] {
            let refusal = try await refused(enter(name, "ana@a.example"))
            #expect(refusal == "people_name_of_one", "\(name)")
        }
        for email in [
            "ana@zabalj", "=cmd|calc!a1@x.example", "a|b@a.example", "ana@a.", "ana@аda.example",
            "anа@ada.example",
        ] {
            let refusal = try await refused(enter("Anić", email))
            #expect(refusal == "people_email_written", "\(email)")
        }
        let number = try await refused(enter("Anić", "0101980715001@a.example"))
        #expect(number == "people_email_no_personal_number")
        #expect(try await refused(enter("O'Anić-Mirić Jr. II", "a.b+c@a.example")) == nil)
        #expect(try await refused(enter("Gaudí i Cornet", "gaudi@a.example")) == nil)
        let rename: SQL = "UPDATE people SET family_name_latn ="
        #expect(try await refused("\(rename) 'Anić, Mira'") == "people_name_of_one")
        #expect(try await refused("\(rename) 'Mirić'") == nil)
    }

    @Test("A withdrawal is not before the enrolment, nor a year before a cohort of the past")
    func withdrawal() async throws {
        try await scene.cohort("BUDUCA", capacity: 3)
        let future = try await scene.ask("BUDUCA", 0..<1)[0]
        let early = try await refusal {
            let act = try Act.clerk(because: "pogrešan dan")
            let today = try await centre.read { try centreToday(in: $0) }
            _ = try await centre.write(act) {
                try Enrolment.withdraw(
                    future.handle,
                    on: CalendarDate(dayNumber: today.dayNumber - 1),
                    by: act,
                    in: $0
                )
            }
        }
        #expect(early == "withdrawal_too_early")
        let withdraw: SQL = "UPDATE enrolments SET status = 'withdrawn', withdrawn_on ="
        #expect(
            try await refused("\(withdraw) centre_today() - 1") == "enrolments_withdrawn_after_made"
        )
        #expect(try await refused("\(withdraw) centre_today()", because: "odustala") == nil)
        // Of a training that is over, what is entered afterwards keeps its day; no mistyped year.
        try await Sample.cohort("PROSLA", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "PROSLA", centre)
        for (day, problem) in [
            ("2023-01-30", "withdrawal_too_early"), ("2099-01-30", "withdrawal_in_future"),
        ] {
            let known = try await centre.importText(
                Sample.enrolments(
                    "PROSLA",
                    [Sample.email(0)],
                    more: "status=withdrawn;withdrawn_on=\(day)"
                ),
                as: .enrolments
            )
            #expect(known.rejected.map(\.code) == [problem])
            // A new one, and the row beside it is entered.
            let text = """
                cohort_code,name,email,status,withdrawn_on
                PROSLA,Petar Petrović,novi@sample.example,withdrawn,\(day)
                PROSLA,Petar Petrović,\(day)@sample.example,withdrawn,2024-01-15
                """
            let new = try await centre.importText(text, as: .enrolments)
            #expect(new.rejected.map(\.code) == [problem])
            #expect(new.rejected.map(\.field) == ["withdrawn_on"] && new.created == 1)
        }
        #expect(
            try await refused("\(withdraw) '2023-01-30' WHERE status = 'confirmed'")
                == "enrolments_withdrawn_after_made"
        )
        let later: SQL = "\(withdraw) '2024-01-30' WHERE status = 'confirmed'"
        #expect(try await refused(later, because: "odustali") == nil)
        // What stands is changed in other respects.
        #expect(try await refused("UPDATE enrolments SET withdrawn_on = withdrawn_on") == nil)
    }

    @Test("Nobody missed what has not begun, or where the person was marked as present")
    func noShow() async throws {
        try await scene.cohort("BUDUCA", capacity: 3)
        _ = try await scene.ask("BUDUCA", 0..<1)
        let missed: SQL = "UPDATE enrolments SET status = 'no-show' WHERE status = 'confirmed'"
        #expect(try await refused(missed) == "enrolments_no_show_after_start")
        try await Sample.cohort("PROSLA", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "PROSLA", centre)
        try await centre.importText(
            Sample.attendance("PROSLA", [Sample.email(0)]),
            as: .attendance
        )
        let there: SQL = """
            UPDATE enrolments SET status = 'no-show'
            WHERE id IN (SELECT enrolment_id FROM attendance_marks)
            """
        #expect(try await refused(there) == "enrolments_no_show_never_came")
        let absent: SQL = """
            UPDATE enrolments SET status = 'no-show'
            WHERE id = (SELECT max(id) FROM enrolments)
            """
        #expect(try await refused(absent, because: "nije se javila") == nil)
    }

    @Test("No quota ends yesterday, and nobody takes another's place in line")
    func seats() async throws {
        try await scene.cohort("LISTA", capacity: 1, ["has_waiting_list": "true"])
        _ = try await scene.focalPoint("SVOJA")
        _ = try await scene.ask("LISTA", 0..<3)
        #expect(
            try await refused(
                """
                INSERT INTO seat_quotas (cohort_id, organisation_id, seats, name_until_on)
                SELECT cohorts.id, organisations.id, 0, centre_today() - 1
                FROM cohorts CROSS JOIN organisations
                """
            ) == "seat_quotas_name_until_not_past"
        )
        try await scene.hold(0, for: "SVOJA", "LISTA")
        #expect(
            try await refused("UPDATE seat_quotas SET name_until_on = '2024-01-01'")
                == "seat_quotas_name_until_not_past"
        )
        let code = Enrolment.codes(1, from: .ofSystem)[0]
        func enrol(_ follows: SQL, _ position: SQL, person: Int) -> SQL {
            """
            INSERT INTO enrolments (
                cohort_id, person_id, code, status, follows_id, queue_position, institution,
                function, target_group, employment, participation)
            SELECT cohorts.id, people.id, \(code), 'waiting', \(follows), \(position), '', '',
                'other', 'employee', 'first-time'
            FROM cohorts CROSS JOIN people WHERE people.email = \(Sample.email(person))
            """
        }
        try await centre.importText("name,email\nA B,\(Sample.email(9))\n", as: .people)
        let first: SQL = "(SELECT min(id) FROM enrolments WHERE status = 'waiting')"
        for (follows, position) in [("NULL", "1"), (first, "1"), (first, "NULL")] as [(SQL, SQL)] {
            #expect(
                try await refused(enrol(follows, position, person: 9))
                    == "enrolments_follows_continued"
            )
        }
        try await Owner.corrupt("UPDATE seat_rules SET substitute_until_on = '2024-01-01'")
        #expect(
            try await refused(enrol(first, first, person: 9)) == "enrolments_substituted_in_time"
        )
    }

    @Test("An interest, a candidacy, a handbook's edition end today, once, and with a reason")
    func ends() async throws {
        try await scene.cohort("KURS-1", capacity: 1)
        try await Sample.closed("PROSLA", 1, in: centre)
        try await centre.sql(
            """
            INSERT INTO interests (course_id, person_id, people_count)
            SELECT courses.id, people.id, 1 FROM courses CROSS JOIN people
            """
        )
        let closed: SQL = """
            UPDATE interests SET cohort_id = (SELECT id FROM cohorts WHERE code = 'PROSLA')
            """
        #expect(try await refused(closed) == "interests_cohort_open")
        let withdraw: SQL = "UPDATE interests SET withdrawn_on ="
        #expect(try await refused("\(withdraw) centre_today() - 1") == "interests_withdrawn_today")
        #expect(try await refused("\(withdraw) centre_today()", because: "odustala") == nil)
        #expect(try await refused("\(withdraw) NULL") == "interests_ended_kept")

        func open(_ day: SQL) -> SQL {
            """
            INSERT INTO candidacies (person_id, course_id, deadline_on)
            SELECT people.id, courses.id, \(day) FROM people CROSS JOIN courses
            """
        }
        #expect(try await refused(open("centre_today()")) == "candidacies_deadline_in_future")
        #expect(try await refused(open("centre_today() + 9")) == nil)
        let later: SQL = "UPDATE candidacies SET deadline_on = centre_today() + 20"
        #expect(try await refused(later) == "candidacies_change_has_reason")
        #expect(try await refused(later, because: "bolest") == nil)
        let past: SQL = "UPDATE candidacies SET deadline_on = centre_today()"
        #expect(try await refused(past, because: "bolest") == "candidacies_deadline_in_future")
        let end: SQL = "UPDATE candidacies SET ended_on ="
        #expect(
            try await refused("\(end) centre_today() + 1", because: "kraj")
                == "candidacies_days_in_order"
        )
        let judge: SQL = """
            INSERT INTO candidacy_verdicts (candidacy_id, stage, verdict, examined_on)
            SELECT id, 'tot-passed', 'fail', centre_today() FROM candidacies
            """
        #expect(try await refused(judge) == nil)
        #expect(
            try await refused("\(end) centre_today() - 1", because: "kraj")
                == "candidacies_days_in_order"
        )
        #expect(try await refused("\(end) centre_today()", because: "kraj") == nil)
        #expect(try await refused("\(end) NULL", because: "ipak") == "candidacies_ended_kept")
    }

    @Test("An accreditation is reinstated after it was suspended, and not from tomorrow on")
    func suspensions() async throws {
        try await Sample.closed("PROSLA", 1, in: centre)
        func suspend(_ isSuspended: Bool, _ day: SQL) -> SQL {
            """
            INSERT INTO accreditation_suspensions (
                accreditation_id, is_suspended, reason, effective_on)
            SELECT id, \(isSuspended), 'provera', \(day) FROM accreditations
            """
        }
        try await centre.sql(
            """
            INSERT INTO accreditations (person_id, course_id, starts_on, ends_on, basis)
            SELECT people.id, courses.id, centre_today() - 9, centre_today() + 9, 'odluka'
            FROM people CROSS JOIN courses
            """
        )
        let outOfOrder = "accreditation_suspensions_days_in_order"
        #expect(try await refused(suspend(true, "centre_today() + 1")) == outOfOrder)
        #expect(try await refused(suspend(true, "centre_today() - 3")) == nil)
        #expect(try await refused(suspend(false, "centre_today() - 4")) == outOfOrder)
        #expect(try await refused(suspend(false, "centre_today() - 3")) == nil)
    }

    @Test("A suspended accreditation is not renewed, and nobody is taken off without a reason")
    func accreditations() async throws {
        try await Sample.closed("PROSLA", 1, in: centre)
        func accredit(_ until: SQL, renews: SQL) -> SQL {
            """
            INSERT INTO accreditations (
                person_id, course_id, starts_on, ends_on, basis, renews_id)
            SELECT people.id, courses.id, centre_today(), \(until), 'odluka', \(renews)
            FROM people CROSS JOIN courses
            """
        }
        try await centre.sql(accredit("centre_today() + 30", renews: "NULL"))
        try await centre.sql(
            """
            INSERT INTO accreditation_suspensions (
                accreditation_id, is_suspended, reason, effective_on)
            SELECT id, true, 'provera', centre_today() FROM accreditations
            """
        )
        let renewal = accredit(
            "centre_today() + 60",
            renews: "(SELECT min(id) FROM accreditations)"
        )
        #expect(try await refused(renewal) == "accreditations_renewed_not_suspended")
        try await Sample.cohort("NOVA", in: centre)
        _ = try await Sample.trainer(of: "NOVA", Sample.email(0), in: centre)
        #expect(
            try await refused("DELETE FROM cohort_trainers")
                == "cohort_trainers_dismissed_has_reason"
        )
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, '2024-02-01', 6 FROM cohorts WHERE code = 'NOVA'
            """
        )
        let sessions: SQL = """
            DELETE FROM sessions WHERE cohort_id = (SELECT id FROM cohorts WHERE code = 'NOVA')
            """
        #expect(try await refused(sessions) == "sessions_taken_out_has_reason")
        try await TestKeys.publish(in: centre)
        let secondLogKey: SQL = """
            INSERT INTO issuer_keys (issuer_id, code, purpose, public_key)
            SELECT issuer_id, 'drugi', 'log', public_key FROM issuer_keys WHERE purpose = 'log'
            """
        #expect(try await refused(secondLogKey) == "issuer_keys_log_once")
        #expect(
            try await refused("INSERT INTO issuer_key_revocations (key_id) SELECT 1")
                == "issuer_key_revocations_has_reason"
        )
    }
}
