import Postgres

@testable import TrainingCentre

extension DoctorTests {
    /// Damages of what is known of trainers, and the check that finds each.
    static let ofTrainers: [(check: String, damage: SQL)] = [
        (
            "who teaches a cohort has the right to, or was assigned with a reason",
            """
            INSERT INTO cohort_trainers (cohort_id, person_id)
            SELECT id, (SELECT min(id) FROM people) FROM cohorts WHERE code = 'DOK2'
            """
        ),
        (
            "a closed cohort says who taught it",
            """
            INSERT INTO cohort_trainers (cohort_id, person_id)
            SELECT id, (SELECT max(id) FROM people) FROM cohorts WHERE code = 'DOK'
            """
        ),
        (
            "a qualification from a training of trainers has a passed outcome behind it",
            """
            INSERT INTO qualifications (
                person_id, course_id, enrolment_id, qualified_on, entered_by)
            SELECT person_id, (SELECT min(id) FROM courses), id, '2024-01-01', 'somebody'
            FROM enrolments WHERE id = (SELECT max(id) FROM enrolments)
            """
        ),
        (
            "nobody examined, assessed or verified oneself under another record",
            """
            WITH records AS (
                SELECT min(id) AS candidate, max(id) AS other FROM people
            ), candidate AS (
                INSERT INTO candidacies (person_id, course_id, deadline_on)
                SELECT records.candidate, min(courses.id), '2024-01-01'
                FROM records CROSS JOIN courses GROUP BY records.candidate
                RETURNING id
            ), examined AS (
                INSERT INTO candidacy_verdicts (
                    candidacy_id, stage, verdict, examiner_id, examined_on, entered_by)
                SELECT candidate.id, 'assessed', 'pass', records.other, '2024-01-01', 'somebody'
                FROM candidate CROSS JOIN records)
            INSERT INTO person_merges (merged_id, into_id, reason, entered_by)
            SELECT other, candidate, 'šteta', 'niko' FROM records
            """
        ),
        (
            "nobody examined oneself, and who assessed did not verify",
            """
            WITH candidate AS (
                INSERT INTO candidacies (person_id, course_id, deadline_on)
                SELECT (SELECT min(id) FROM people), min(id), '2024-01-01' FROM courses
                RETURNING id, person_id)
            INSERT INTO candidacy_verdicts (
                candidacy_id, stage, verdict, examiner_id, examined_on, entered_by)
            SELECT id, 'assessed', 'pass', person_id, '2024-01-01', 'somebody' FROM candidate
            """
        ),
    ]
}
