import Postgres

extension Doctor {
    /// What would count one person, project or organisation wrongly.
    static let checksOfMerges: [(name: String, query: SQL)] = [
        (
            "nobody stands for one who stands for another",
            """
            SELECT 'person ' || one.merged_id
            FROM person_stand_ins(centre_today()) AS one
            JOIN person_stand_ins(centre_today()) AS other ON other.merged_id = one.into_id
            UNION ALL SELECT 'organisation ' || one.merged_id
            FROM organisation_stand_ins(centre_today()) AS one
            JOIN organisation_stand_ins(centre_today()) AS other ON other.merged_id = one.into_id
            UNION ALL SELECT 'project ' || one.merged_id
            FROM project_stand_ins(centre_today()) AS one
            JOIN project_stand_ins(centre_today()) AS other ON other.merged_id = one.into_id
            """
        ),
        (
            "one person has one place in a cohort, also under two records",
            """
            SELECT DISTINCT cohorts.code || ' person ' || double_places.standing_id
            FROM double_places
            JOIN cohorts ON cohorts.id = double_places.cohort_id
            """
        ),
        (
            "users of centres are never named",
            """
            SELECT activities.code
            FROM activity_participants
            JOIN activities ON activities.id = activity_participants.activity_id
            WHERE activities.is_for_users
            """
        ),
    ]
}
