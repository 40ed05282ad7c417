import Postgres

@testable import TrainingCentre

/// Handbooks, experience, and what belongs to courses and people besides, a row of each.
struct AuditedReading {
    let centre: TrainingCentre

    /// All by the clerk.
    func fill(course: String) async throws {
        try await centre.write(.clerk) {
            let handbook = ["code": "VODIC", "title_sr_cyrl": "Водич", "courses": course]
            _ = try Handbook.create(Form(handbook), by: .clerk, in: $0)
            let edition = [
                "code": "VODIC-1", "handbook_code": "VODIC", "language_tag": "en",
                "version_label": "1", "year": "2024", "licence": "CC-BY-4.0",
            ]
            _ = try HandbookEdition.create(Form(edition), by: .clerk, in: $0)
        }
        for statement in statements { try await centre.sql(statement) }
    }

    private let statements: [SQL] = [
        """
        INSERT INTO blobs (digest, bytes, media_type)
        VALUES (repeat('0', 64), 1, 'application/pdf')
        """,
        """
        INSERT INTO blobs (digest, bytes, media_type)
        VALUES (repeat('1', 64), 1, 'audio/mpeg')
        """,
        """
        INSERT INTO handbook_files (edition_id, blob_id, media_type)
        SELECT handbook_editions.id, blobs.id, media_type
        FROM handbook_editions CROSS JOIN blobs WHERE digest = repeat('1', 64)
        """,
        """
        WITH used AS (
            INSERT INTO cohort_editions (cohort_id, edition_id)
            SELECT enrolments.cohort_id, handbook_editions.id
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            CROSS JOIN handbook_editions
            WHERE enrolments.status = 'confirmed' AND cohorts.state NOT IN ('closed', 'cancelled')
            ORDER BY enrolments.id LIMIT 1
            RETURNING id, cohort_id)
        INSERT INTO edition_acknowledgements (
            cohort_edition_id, cohort_id, enrolment_id, person_id, acknowledged_on)
        SELECT used.id, used.cohort_id, enrolments.id, enrolments.person_id, centre_today()
        FROM used JOIN enrolments USING (cohort_id)
        WHERE enrolments.status = 'confirmed'
        LIMIT 1
        """,
        """
        INSERT INTO experiences (person_id, course_id, months, basis)
        SELECT max(people.id), max(courses.id), 12, 'dopis' FROM people, courses
        """,
        """
        INSERT INTO calendar_addresses (person_id, secret_hash)
        SELECT max(id), sha256('x') FROM people
        """,
        """
        INSERT INTO course_version_questionnaires (
            course_version_id, questionnaire_id, after_months, open_days)
        SELECT course_versions.id, (SELECT max(id) FROM questionnaires), 0, 14
        FROM course_versions WHERE published_on IS NULL
        ORDER BY id DESC LIMIT 1
        """,
        """
        WITH programme AS (
            INSERT INTO programmes (code, kind, title_sr_cyrl, title_sr_latn, title_en)
            VALUES ('TRENERI', 'training-of-trainers', 'Тренери', 'Treneri', 'Trainers')
            RETURNING id)
        INSERT INTO qualifying_programmes (programme_id, qualifies_for_id)
        SELECT programme.id, courses.id
        FROM programme CROSS JOIN courses WHERE courses.code = 'LAP'
        """,
    ]
}
