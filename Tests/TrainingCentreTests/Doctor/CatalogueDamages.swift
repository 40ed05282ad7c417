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
            "the rules of a cohort are those with which it was published",
            """
            INSERT INTO audit_entries (actor, action, noun, subject_id, fields)
            SELECT 'nobody', 'update', 'cohorts', id, ARRAY['pass_score_percent']
            FROM cohorts WHERE code = 'DOK'
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
