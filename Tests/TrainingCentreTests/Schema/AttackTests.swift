import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// What somebody with the service's login and no program of ours could try.
@Suite("Statements of the service past the domain", .centre)
struct AttackTests {
    private let centre = TrainingCentre.ofTest

    @Test("No table of the attacker's own is looked into instead of ours")
    func temporaryTables() async throws {
        try await Sample.cohort("NAPAD", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "NAPAD", centre)
        let certified = try await constraint {
            try await centre.write(.clerk) {
                _ = try $0.execute(
                    """
                    CREATE TEMP TABLE outcomes AS
                    SELECT id, id AS enrolment_id, true AS passed, NULL::text AS problem
                    FROM enrolments
                    """
                )
                _ = try $0.execute(certificate("completion", of: "NAPAD", on: "2024-06-01"))
            }
        }
        #expect(["42501", "certificates_outcome_stands"].contains(certified))
        try await Sample.finish("NAPAD", Sample.emails(1), in: centre)
        let marked = try await constraint {
            try await centre.write(Act.clerk(because: "podvala")) {
                _ = try $0.execute(
                    """
                    CREATE TEMP TABLE cohorts AS
                    SELECT id, 'published' AS state FROM public.cohorts
                    """
                )
                _ = try $0.execute(
                    """
                    INSERT INTO attendance_marks (session_id, enrolment_id, mark, reason)
                    SELECT session_id, enrolment_id, 'absent', 'podvala' FROM attendance_marks
                    """
                )
            }
        }
        #expect(["42501", "attendance_marks_cohort_not_closed"].contains(marked))
    }

    @Test("The register's counter and what is live move only with certificates")
    func registerIsCounted() async throws {
        try await Sample.closed("NAPAD", 1, in: centre)
        try await Sample.issue("NAPAD", in: centre)
        for statement in [
            "DELETE FROM live_certificates", "UPDATE live_certificates SET kind = 'participation'",
            "INSERT INTO live_certificates VALUES (1, 1, 'completion', 1)",
            "UPDATE register_counters SET last_serial = 0", "DELETE FROM register_counters",
            "INSERT INTO register_counters VALUES (1999, 5)",
            """
            INSERT INTO certificate_replacements (certificate_id, successor_id, reason)
            SELECT id, id + 1, 'bez veze' FROM certificates
            """,
        ] as [SQL] {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == "42501", "\(statement)")
        }
        let back = try await constraint {
            _ = try await centre.value("SELECT reserve_serials(1999, -1)", as: Int.self)
        }
        #expect(back == "register_counters_serial_range")
    }

    @Test("A row says neither its own number nor its own moment")
    func moments() async throws {
        try await Sample.closed("NAPAD", 1, in: centre)
        for statement: SQL in [
            """
            INSERT INTO attendance_marks (id, session_id, enrolment_id, mark)
            OVERRIDING SYSTEM VALUE VALUES (-5, 1, 1, 'absent')
            """,
            """
            INSERT INTO attendance_marks (session_id, enrolment_id, mark, recorded_at)
            VALUES (1, 1, 'absent', '2020-01-01')
            """,
            """
            INSERT INTO certificate_revocations (certificate_id, revoked_on, reason_class, reason)
            VALUES (1, '1999-01-01', 'other', 'davno')
            """,
            "UPDATE enrolments SET created_at = '2020-01-01'",
            "UPDATE people SET row_version = 1",
        ] {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == "42501", "\(statement)")
        }
    }

    @Test("Of two first marks at the same moment one is refused")
    func firstMarks() async throws {
        try await Sample.cohort("NAPAD", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "NAPAD", centre)
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, '2024-02-01', 6 FROM cohorts
            """
        )
        let centre = centre
        let outcomes = await race(8) { number in
            let mark = number % 2 == 0 ? "present" : "absent"
            try await centre.sql(
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark)
                SELECT sessions.id, enrolments.id, \(mark) FROM sessions CROSS JOIN enrolments
                """
            )
        }
        #expect(outcomes.successes == 1)
        #expect(try await centre.count("attendance_marks") == 1)
    }

    @Test("Nobody who failed, no other batch and no other day is certified")
    func certificates() async throws {
        try await Sample.closed("NAPAD", 1, in: centre)
        try await Sample.closed("DRUGA", 1, in: centre)
        let enter = { (kind: String, cohort: String, day: String) in
            try await constraint {
                try await TrainingCentre.ofTest.sql(certificate(kind, of: cohort, on: day))
            }
        }
        #expect(
            try await enter("accreditation", "NAPAD", "2024-06-01")
                == "certificates_batch_or_predecessor"
        )
        #expect(try await enter("completion", "DRUGA", "2024-06-01") == "certificates_batch_fkey")
        #expect(
            try await enter("completion", "NAPAD", "2099-06-01")
                == "certificates_issued_after_closing"
        )
        #expect(
            try await enter("completion", "NAPAD", "2024-02-01")
                == "certificates_issued_after_closing"
        )
        #expect(try await enter("completion", "NAPAD", "2024-06-01") == nil)
    }

    @Test("Overbooking without a reason, a session elsewhere, a withdrawal tomorrow are refused")
    func cohorts() async throws {
        try await Sample.cohort("NAPAD", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "NAPAD", centre)
        for (statement, name) in [
            ("UPDATE cohorts SET overbooked = 3", "cohorts_overbooked_has_reason"),
            (
                """
                INSERT INTO sessions (cohort_id, held_on, hours)
                SELECT id, '2042-02-01', 6 FROM cohorts
                """, "sessions_day_near_cohort"
            ),
            (
                "UPDATE enrolments SET status = 'withdrawn', withdrawn_on = centre_today() + 1",
                "enrolments_withdrawn_not_in_future"
            ),
        ] as [(SQL, String)] {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == name, "\(statement)")
        }
        let act = try Act.clerk(because: "dve ministarke")
        let cohort = try await centre.write(act) {
            try Cohort.overbook("NAPAD", seats: 2, by: act, in: $0)
        }
        #expect(cohort.overbooked == 2)
    }
}

/// A certificate of the one who passed in NAPAD, under a batch of a cohort.
func certificate(_ kind: String, of cohort: String, on day: String) -> SQL {
    let id = Enrolment.codes(1, from: .ofSystem)[0]
    return """
        WITH batch AS (
            INSERT INTO certificate_batches (cohort_id, kind, issued_on)
            SELECT id, \(kind), \(day)::text::date FROM cohorts WHERE code = \(cohort)
            RETURNING id
        )
        INSERT INTO certificates (
            verification_id, register_year, register_serial, kind, batch_id, enrolment_id,
            cohort_id, person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl,
            course_title_sr_latn, course_title_en, cohort_code, starts_on, ends_on, venue,
            hours, issued_on)
        SELECT \(id), extract(year FROM \(day)::text::date)::integer, 1, \(kind), batch.id,
            enrolments.id, cohort_id, person_id, 'А', 'A', 'K', 'К', 'K', 'K', 'NAPAD',
            '2024-02-01', '2024-02-02', 'V', 12, \(day)::text::date
        FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id CROSS JOIN batch
        WHERE cohorts.code = 'NAPAD'
        LIMIT 1
        """
}
