import Postgres

extension Doctor {
    /// What must hold of courses, cohorts and their sessions.
    static let catalogueChecks: [(name: String, query: SQL)] = [
        (
            "a public cohort teaches a published version of its course",
            """
            SELECT cohorts.code
            FROM cohorts
            JOIN course_versions ON course_versions.id = cohorts.course_version_id
            WHERE cohorts.state NOT IN ('draft', 'cancelled')
                AND course_versions.published_on IS NULL
            """
        ),
        (
            "the rules of a cohort are those with which it was published",
            """
            SELECT cohort_code || ', entry ' || audit_entry_id || ' of the audit'
            FROM changed_rules
            """
        ),
        (
            "questionnaires are put to cohorts and sent while answers are taken",
            """
            SELECT cohort_code || ' ' || questionnaire_code || ': '
                || CASE due WHEN 'put' THEN 'not put to the cohort' ELSE 'not everybody invited' END
            FROM due_evaluations(centre_today())
            WHERE opens_on < centre_today()
            """
        ),
        (
            "a closed cohort's completions are of modules that its version has",
            """
            SELECT cohorts.code || ' enrolment ' || completions.enrolment_id || ' '
                || modules.code
            FROM module_completions AS completions
            JOIN modules ON modules.id = completions.module_id
            JOIN enrolments ON enrolments.id = completions.enrolment_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.state = 'closed' AND (
                NOT enrolments.held_seat OR NOT EXISTS (
                    SELECT FROM course_version_modules AS asked
                    WHERE asked.course_version_id = cohorts.course_version_id
                        AND asked.module_id = completions.module_id))
            """
        ),
        (
            "a cancelled cohort takes neither a room nor a trainer's time",
            """
            SELECT cohorts.code || ' session ' || sessions.id
            FROM sessions JOIN cohorts ON cohorts.id = sessions.cohort_id
            WHERE cohorts.state = 'cancelled' AND NOT sessions.is_cancelled
            """
        ),
    ]
}
