import Postgres

@testable import TrainingCentre

extension DoctorTests {
    /// Damages of the catalogue, and the check that finds each.
    static let ofCatalogue: [(check: String, damage: SQL)] = [
        (
            "a public cohort teaches a published version of its course",
            "UPDATE course_versions SET published_on = NULL"
        ),
        (
            "questionnaires are put to cohorts and sent while answers are taken",
            """
            WITH asked AS (
                INSERT INTO questionnaires (
                    code, version, kind, title_sr_cyrl, title_sr_latn, title_en)
                VALUES ('UTISAK', 1, 'reaction', 'У', 'U', 'U')
                RETURNING id
            ), cohort AS (
                UPDATE cohorts SET starts_on = centre_today() - 6, ends_on = centre_today() - 5
                WHERE code = 'DOK2'
                RETURNING course_version_id)
            INSERT INTO course_version_questionnaires (
                course_version_id, questionnaire_id, after_months, open_days)
            SELECT cohort.course_version_id, asked.id, 0, 30 FROM asked CROSS JOIN cohort
            """
        ),
        (
            "the rules of a cohort are those with which it was published",
            """
            INSERT INTO audit_entries (actor, action, noun, subject_id, fields)
            SELECT 'nobody', 'update', 'cohorts', id, ARRAY['pass_score_percent']
            FROM cohorts WHERE code = 'DOK'
            """
        ),
        (
            "a closed cohort's completions are of modules that its version has",
            """
            WITH strange AS (
                INSERT INTO modules (code, title_sr_cyrl, title_sr_latn, title_en, kind, hours)
                VALUES ('TUDJ', 'Т', 'T', 'T', 'quiz', 1)
                RETURNING id)
            INSERT INTO module_completions (
                enrolment_id, module_id, is_completed, completed_on, source)
            SELECT enrolments.id, strange.id, true, '2024-02-01', 'here'
            FROM strange, enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.state = 'closed'
            LIMIT 1
            """
        ),
        (
            "a cancelled cohort takes neither a room nor a trainer's time",
            """
            WITH cancelled AS (
                UPDATE cohorts SET state = 'cancelled', cancelled_on = '2024-02-01'
                WHERE code = 'DOK2' RETURNING id)
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, '2024-02-01', 6 FROM cancelled
            """
        ),
    ]
}
