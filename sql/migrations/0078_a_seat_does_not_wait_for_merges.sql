-- A seat that changes hands costs the same however many records were merged: only of who has
-- several records they are looked up, by an index.

CREATE OR REPLACE FUNCTION keep_merged_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    several bigint[] := ARRAY(
        SELECT DISTINCT person_id FROM new_rows
        WHERE is_live_enrolment(status) AND (
            EXISTS (SELECT FROM person_merges WHERE merged_id = new_rows.person_id)
            OR EXISTS (SELECT FROM person_merges WHERE into_id = new_rows.person_id)));
BEGIN
    IF several = '{}' THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        CROSS JOIN LATERAL person_records(new_rows.person_id) AS record
        JOIN enrolments AS second
            ON second.person_id = record AND second.cohort_id = new_rows.cohort_id
        WHERE new_rows.person_id = ANY(several) AND record <> new_rows.person_id
            AND is_live_enrolment(new_rows.status) AND is_live_enrolment(second.status)
    ) THEN
        RAISE EXCEPTION 'the person holds a place in the cohort under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_merged_live_once', TABLE = 'enrolments';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        CROSS JOIN LATERAL person_records(new_rows.person_id) AS record
        JOIN cohort_trainers
            ON cohort_trainers.person_id = record
            AND cohort_trainers.cohort_id = new_rows.cohort_id
        WHERE new_rows.person_id = ANY(several) AND is_live_enrolment(new_rows.status)
    ) THEN
        RAISE EXCEPTION 'the person teaches the cohort under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_not_enrolled', TABLE = 'cohort_trainers';
    END IF;
    RETURN NULL;
END
$$;
