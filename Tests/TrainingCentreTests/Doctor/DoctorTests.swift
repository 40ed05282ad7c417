import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The doctor", .centre)
struct DoctorTests {
    private let centre = TrainingCentre.ofTest

    /// A damage past all triggers, and the check that finds it.
    private static let damages: [(check: String, damage: SQL)] = [
        (
            "the seats of a cohort are what its enrolments take",
            "UPDATE cohorts SET seats_taken = seats_taken - 1 WHERE code = 'DOK'"
        ),
        (
            "the seats of a cohort are what its enrolments take",
            """
            UPDATE enrolments SET status = 'withdrawn', withdrawn_on = '2024-01-01'
            WHERE id = (SELECT max(id) FROM enrolments)
            """
        ),
        (
            "an offer lapses within minutes of its end",
            """
            UPDATE enrolments SET status = 'offered', offer_ends_at = now() - interval '1 hour'
            WHERE id = (SELECT max(id) FROM enrolments)
            """
        ),
        (
            "nobody waits beside a free seat that is given by itself",
            """
            WITH waiting AS (
                UPDATE enrolments SET status = 'waiting'
                WHERE id = (SELECT max(id) FROM enrolments) RETURNING cohort_id),
            not_over AS (
                UPDATE cohorts SET ends_on = centre_today()
                WHERE id IN (SELECT cohort_id FROM waiting))
            INSERT INTO seat_rules (
                cohort_id, approval, promotion, has_waiting_list, offer_hours)
            SELECT cohort_id, 'none', 'automatic', true, 24 FROM waiting
            """
        ),
        (
            "the events of an enrolment come to its state, step by step",
            "UPDATE enrolments SET status = 'no-show' WHERE id = (SELECT max(id) FROM enrolments)"
        ),
        (
            "the events of an enrolment come to its state, step by step",
            "UPDATE enrolment_events SET from_status = 'lapsed' WHERE id = 1"
        ),
        (
            "the events of an enrolment come to its state, step by step",
            "DELETE FROM enrolment_events WHERE id = (SELECT max(id) FROM enrolment_events)"
        ),
        (
            "the events of an enrolment come to its state, step by step",
            "UPDATE enrolments SET held_seat = false WHERE id = (SELECT max(id) FROM enrolments)"
        ),
        (
            "a closed cohort has an outcome for every enrolment",
            "DELETE FROM outcomes WHERE id = (SELECT max(id) FROM outcomes)"
        ),
        (
            "only a closed cohort has outcomes",
            "UPDATE cohorts SET state = 'published', closed_on = NULL WHERE code = 'DOK'"
        ),
        (
            "a frozen outcome is what the marks and results come to",
            "UPDATE outcomes SET attended_hours = 0 WHERE id = (SELECT max(id) FROM outcomes)"
        ),
        (
            "a frozen outcome is what the marks and results come to",
            "UPDATE results SET score_percent = 1 WHERE id = (SELECT max(id) FROM results)"
        ),
        (
            "a frozen outcome is what the marks and results come to",
            "DELETE FROM attendance_marks WHERE id = (SELECT max(id) FROM attendance_marks)"
        ),
        (
            "a certificate of completion has a passed outcome behind it",
            "UPDATE outcomes SET problem = 'withdrawn' WHERE id = (SELECT max(id) FROM outcomes)"
        ),
        (
            "a certificate is live exactly when it is neither revoked nor replaced",
            """
            DELETE FROM live_certificates WHERE certificate_id = (
                SELECT max(certificate_id) FROM live_certificates)
            """
        ),
        (
            "a certificate is live exactly when it is neither revoked nor replaced",
            "DELETE FROM certificate_revocations"
        ),
        (
            "a certificate is live exactly when it is neither revoked nor replaced",
            "DELETE FROM certificate_replacements"
        ),
        (
            "the register of a year has no gap",
            "DELETE FROM certificates WHERE id = (SELECT max(id) FROM certificates)"
        ),
        ("the register of a year has no gap", "UPDATE register_counters SET last_serial = 99"),
        ("the register of a year has no gap", "DELETE FROM register_counters"),
        (
            "the register of a year has no gap",
            """
            UPDATE certificates SET register_serial = 77
            WHERE id = (SELECT max(id) FROM certificates)
            """
        ),
        (
            "the check symbol of a verification ID is right",
            """
            UPDATE certificates
            SET verification_id = left(verification_id, 15)
                || CASE right(verification_id, 1) WHEN '0' THEN '1' ELSE '0' END
            WHERE id = (SELECT max(id) FROM certificates)
            """
        ),
        (
            "every entry of the register is in the audit",
            """
            DELETE FROM audit_entries WHERE noun = 'certificates'
                AND subject_id = (SELECT max(id) FROM certificates)
            """
        ),
        (
            "the log takes in within minutes what waits for it",
            "UPDATE log_leaves SET entered_at = now() - interval '1 hour'"
        ),
        (
            "the newest tree of the log is signed within minutes",
            """
            INSERT INTO log_roots (size, hash, sequenced_at)
            VALUES (1, sha256('root'), now() - interval '1 hour')
            """
        ),
        (
            "every witness follows the log",
            """
            WITH added AS (
                INSERT INTO witnesses (url, vkey, created_at)
                VALUES ('https://w.example', 'w.example+00000000+AA', now() - interval '1 hour'))
            INSERT INTO log_checkpoints (size, note, signed_at)
            VALUES (1, 'note', now() - interval '1 hour')
            """
        ),
        (
            "nobody stands for one who stands for another",
            """
            INSERT INTO person_merges (merged_id, into_id, reason, entered_by)
            SELECT id, lead(id) OVER (ORDER BY id), 'šteta', 'niko' FROM people LIMIT 2
            """
        ),
        (
            "one person has one place in a cohort, also under two records",
            """
            INSERT INTO person_merges (merged_id, into_id, reason, entered_by)
            SELECT min(person_id), max(person_id), 'šteta', 'niko'
            FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
            WHERE cohorts.code = 'DOK2'
            """
        ),
        (
            "no personal number (JMBG) stands in what somebody is or where",
            """
            UPDATE enrolments SET institution = 'JMBG 0101990 710008'
            WHERE id = (SELECT max(id) FROM enrolments)
            """
        ),
        (
            "users of centres are never named",
            """
            WITH workshop AS (
                INSERT INTO activities (
                    code, kind, title_sr_cyrl, title_sr_latn, title_en, starts_on, ends_on,
                    is_for_users)
                VALUES ('R', 'workshop', 'Р', 'R', 'R', '2024-01-01', '2024-01-01', true)
                RETURNING id)
            INSERT INTO activity_participants (
                activity_id, is_for_users, person_id, function, employment, is_presenter)
            SELECT workshop.id, false, people.id, '', 'employee', false FROM workshop, people
            """
        ),
    ]

    @Test("It finds nothing in a register with a bit of everything")
    func nothing() async throws {
        try await fill()
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("It finds each damage", arguments: 0..<(damages + ofCatalogue + ofTrainers).count)
    func damage(number: Int) async throws {
        let (check, damage) = (Self.damages + Self.ofCatalogue + Self.ofTrainers)[number]
        try await fill()
        try await Owner.corrupt(damage)
        let findings = try await Doctor.examine(centre)
        #expect(findings.contains { $0.check == check }, "\(damage) \(findings)")
        #expect(findings.allSatisfy { !$0.subject.isEmpty && !$0.subject.contains("@") })
    }

    @Test("Every check finds something in the list of damages, but what is no damage of the rows")
    func complete() {
        let found = Set((Self.damages + Self.ofCatalogue + Self.ofTrainers).map(\.check))
        #expect(
            Set(Doctor.checkNames).subtracting(found) == [
                // A CHECK and an index keep these, and the others look at files.
                "every file that is recorded is kept, with all its bytes",
                "no upload that was killed has left its file behind",
                "no cohort has more seats taken than it has",
                "nobody has two live enrolments in a cohort",
                "the centre can sign with the keys that it published",
                "the log begins with everything that it has published",
                "the text of handbooks is read, so that it can be searched",
            ]
        )
    }

    private func fill() async throws {
        let register = Register(centre: centre)
        let ids = try await register.issued("DOK", 4)
        try await register.revoke(ids[0])
        try await register.replace(ids[1], "Ана Анић", "Ana Anić")
        try await Sample.cohort("DOK2", in: centre)
        try await Sample.enrol(["a@a.example", "b@a.example"], in: "DOK2", centre)
    }
}
