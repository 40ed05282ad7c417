import Postgres

extension Doctor {
    /// What must hold of trainers, their qualifications and what they taught.
    static let trainerChecks: [(name: String, query: SQL)] = [
        (
            "who teaches a cohort has the right to, or was assigned with a reason",
            """
            SELECT cohorts.code || ' person ' || cohort_trainers.person_id || ': '
                || array_to_string(lacking.problems, ', ')
            FROM cohort_trainers
            JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
            CROSS JOIN LATERAL (
                SELECT cohort_trainer_problems(cohorts.id, cohort_trainers.person_id) AS problems
            ) AS lacking
            WHERE NOT cohort_has_ended(cohorts.state) AND cohort_trainers.reason IS NULL
                AND lacking.problems <> '{}'
            """
        ),
        (
            "a qualification from a training of trainers has a passed outcome behind it",
            """
            SELECT 'qualification ' || qualifications.id
            FROM qualifications
            LEFT JOIN outcomes ON outcomes.enrolment_id = qualifications.enrolment_id
                AND outcomes.person_id = qualifications.person_id
            WHERE qualifications.enrolment_id IS NOT NULL AND outcomes.passed IS NOT TRUE
            """
        ),
        (
            "a closed cohort says who taught it",
            """
            SELECT cohorts.code || ' person ' || cohort_trainers.person_id
            FROM cohort_trainers
            JOIN cohorts ON cohorts.id = cohort_trainers.cohort_id
            WHERE cohorts.state = 'closed'
                AND NOT EXISTS (
                    SELECT FROM engagements
                    WHERE engagements.cohort_id = cohorts.id
                        AND engagements.person_id = cohort_trainers.person_id)
            """
        ),
        (
            "nobody examined, assessed or verified oneself under another record",
            "SELECT subject FROM self_examinations"
        ),
        (
            "nobody examined oneself, and who assessed did not verify",
            """
            SELECT 'candidacy ' || candidacies.id
            FROM candidacies
            WHERE EXISTS (
                    SELECT FROM candidacy_verdicts
                    WHERE candidacy_id = candidacies.id AND examiner_id = candidacies.person_id)
                OR EXISTS (
                    SELECT FROM candidacy_stages AS assessed
                    JOIN candidacy_stages AS verified USING (candidacy_id)
                    WHERE assessed.candidacy_id = candidacies.id AND assessed.stage = 'assessed'
                        AND verified.stage = 'verified'
                        AND assessed.examiner_id = verified.examiner_id)
            """
        ),
    ]
}
