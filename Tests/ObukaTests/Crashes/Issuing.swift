import Documents
import TestSupport

/// A home with closed cohorts that have no certificates yet, large enough to be killed inside.
enum Issuing {
    /// People of each cohort: signing so many certificates into the database takes about a second.
    static let peopleCount = 500

    /// Makes the database with cohorts of people who all passed, and closes them.
    ///
    /// - Returns: the token of somebody who may issue.
    @discardableResult
    static func prepare(
        _ home: Home,
        cohorts: Int,
        people: Int = peopleCount
    ) async throws -> String {
        // Keeps the database running between the commands, which is quicker.
        let keeper = try await RunningServer.start(in: home)
        let token = try await home.token("staff@issuing.example", "staff")
        try home.sql(
            """
            SET obuka.actor = 'test';
            INSERT INTO courses (code, title_sr_cyrl, title_sr_latn, title_en)
            VALUES ('LAP', 'Локални акциони планови', 'Lokalni akcioni planovi', 'Local plans');
            INSERT INTO cohorts (
                code, course_id, starts_on, ends_on, venue, capacity, minimum_attendance_percent,
                pass_score_percent, state)
            SELECT 'ISSUE-' || number, courses.id, '2024-05-06', '2024-05-06', 'Plandište',
                \(people), 80, 60, 'published'
            FROM generate_series(1, \(cohorts)) AS number CROSS JOIN courses;
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, '2024-05-06', 6 FROM cohorts;
            INSERT INTO people (
                email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
            SELECT 'person.' || number || '@issuing.example', 'Ана', 'Пробић', 'Ana', 'Probić'
            FROM generate_series(1, \(people)) AS number;
            INSERT INTO enrolments (
                cohort_id, person_id, code, status, lsg_code, institution, function, target_group,
                employment, participation)
            SELECT cohorts.id, people.id, lpad((row_number() OVER ())::text, 16, '0'), 'confirmed',
                '70068', 'Uprava', 'službenik', 'other', 'employee', 'first-time'
            FROM cohorts CROSS JOIN people;
            INSERT INTO attendance_marks (session_id, enrolment_id, mark)
            SELECT sessions.id, enrolments.id, 'present'
            FROM enrolments JOIN sessions ON sessions.cohort_id = enrolments.cohort_id;
            INSERT INTO results (enrolment_id, assessment, score_percent)
            SELECT id, 'final', 90 FROM enrolments;
            ANALYZE;
            UPDATE cohorts SET state = 'closed', closed_on = '2024-05-06';
            ANALYZE;
            """
        )
        try await keeper.stop()
        return token
    }

    /// The closed cohorts to which nothing has been issued.
    static func unissued(_ home: Home) throws -> [String] {
        try home.sql(
            """
            SELECT code FROM cohorts
            WHERE NOT EXISTS (SELECT FROM certificate_batches WHERE cohort_id = cohorts.id)
            ORDER BY id
            """
        )
    }

    /// The entries of the register that an answer names: number and verification ID.
    static func entries(in batch: JSON) throws -> Set<String> {
        guard let issued = batch["issued"]?.elements else { throw TestSupportError("no batch") }
        return Set(
            issued.map { certificate in
                let id = (certificate["id"]?.text ?? "").replacing("-", with: "")
                return "\(certificate["number"]?.text ?? "") \(id)"
            }
        )
    }

    /// What is wrong with the register, whatever was killed: nothing may be.
    ///
    /// Batches are whole or not there, numbers have no gap and no double, everything that was
    /// acknowledged is valid, and the doctor has no finding.
    static func problems(
        _ home: Home,
        acknowledged: Set<String>,
        people: Int = peopleCount
    ) async throws -> [String] {
        let findings = try await home.findings()
        let broken = try home.sql(
            """
            SELECT 'a batch of ' || count(certificates.id) || ' in ' || cohorts.code
            FROM certificate_batches
            JOIN cohorts ON cohorts.id = certificate_batches.cohort_id
            LEFT JOIN certificates ON certificates.batch_id = certificate_batches.id
            GROUP BY certificate_batches.id, cohorts.code
            HAVING count(certificates.id) <> \(people)
            UNION ALL
            SELECT 'two batches in cohort ' || cohort_id FROM certificate_batches
            GROUP BY cohort_id HAVING count(*) > 1
            UNION ALL
            SELECT 'two certificates for enrolment ' || enrolment_id FROM certificates
            GROUP BY enrolment_id HAVING count(*) > 1
            UNION ALL
            SELECT 'numbers of ' || register_year || ': ' || count(*) || ' from '
                || min(register_serial) || ' to ' || max(register_serial)
            FROM certificates GROUP BY register_year
            HAVING count(DISTINCT register_serial) <> count(*)
                OR min(register_serial) <> 1 OR max(register_serial) <> count(*)
            """
        )
        let standing = try home.sql(
            "SELECT number || ' ' || verification_id FROM certificate_states WHERE status = 'valid'"
        )
        let lost = acknowledged.subtracting(standing).sorted()
        return findings + broken + lost.prefix(3).map { "\($0) is lost, one of \(lost.count)" }
    }
}
