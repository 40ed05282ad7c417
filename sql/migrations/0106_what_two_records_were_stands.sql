-- Somebody who was entered twice in a cohort that has ended is merged all the same: what a closed
-- or cancelled cohort says is final, so nobody can withdraw one of the two, and both stand as
-- history, which reports count once. Apart stay those who would have two certificates of it.

-- Whether an enrolment has a certificate of completion, or would get one: whose certificate was
-- revoked gets no other.
CREATE FUNCTION is_certified(enrolment bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
        SELECT FROM outcomes WHERE outcomes.enrolment_id = enrolment AND outcomes.passed)
    AND (
        NOT EXISTS (
            SELECT FROM certificates
            WHERE certificates.enrolment_id = enrolment AND certificates.kind = 'completion')
        OR EXISTS (
            SELECT FROM certificates
            JOIN live_certificates ON live_certificates.certificate_id = certificates.id
            WHERE certificates.enrolment_id = enrolment AND certificates.kind = 'completion'));

-- Cohorts in which two records of one person have what one person has once: a place while there
-- are places, a certificate once they have ended.
CREATE VIEW double_places AS
SELECT one.standing_id, cohorts.id AS cohort_id,
    cohort_has_ended(cohorts.state) AS has_ended
FROM merged_people AS one
JOIN merged_people AS other
    ON other.standing_id = one.standing_id AND other.person_id > one.person_id
JOIN enrolments AS seat ON seat.person_id = one.person_id
JOIN enrolments AS second
    ON second.person_id = other.person_id AND second.cohort_id = seat.cohort_id
JOIN cohorts ON cohorts.id = seat.cohort_id
WHERE is_live_enrolment(seat.status) AND is_live_enrolment(second.status)
    AND CASE WHEN cohort_has_ended(cohorts.state)
        THEN is_certified(seat.id) AND is_certified(second.id)
            OR EXISTS (
                SELECT FROM live_certificates AS held
                JOIN live_certificates AS again
                    ON again.cohort_id = held.cohort_id AND again.kind = held.kind
                WHERE held.cohort_id = cohorts.id AND held.person_id = one.person_id
                    AND again.person_id = other.person_id)
        ELSE true
    END;
GRANT SELECT ON double_places TO obuka_service;

CREATE OR REPLACE FUNCTION check_merged_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM double_places WHERE standing_id = NEW.into_id AND NOT has_ended
    ) THEN
        RAISE EXCEPTION 'both hold a place in one cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_places_apart', TABLE = 'person_merges';
    END IF;
    IF EXISTS (
        SELECT FROM double_places WHERE standing_id = NEW.into_id AND has_ended
    ) THEN
        RAISE EXCEPTION 'both have or get a certificate of one cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_certificates_apart', TABLE = 'person_merges';
    END IF;
    IF EXISTS (
        SELECT FROM merged_people AS one
        JOIN merged_people AS other USING (standing_id)
        JOIN enrolments AS seat ON seat.person_id = one.person_id
        JOIN cohort_trainers
            ON cohort_trainers.person_id = other.person_id
            AND cohort_trainers.cohort_id = seat.cohort_id
        WHERE one.standing_id = NEW.into_id AND one.person_id <> other.person_id
            AND is_live_enrolment(seat.status)
    ) THEN
        RAISE EXCEPTION 'one of them teaches a cohort in which the other is enrolled'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_trainer_apart', TABLE = 'person_merges';
    END IF;
    RETURN NULL;
END
$$;
