-- Whom an event concerns is looked up by its enrolment: joined as a whole, a list of twenty
-- thousand was compared with everybody in every open cohort.
CREATE OR REPLACE FUNCTION ask_for_notices() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO untold_events (event_id)
    SELECT new_rows.id
    FROM new_rows
    -- There is one anyway; the limit keeps the two apart.
    CROSS JOIN LATERAL (
        SELECT cohort_id FROM enrolments WHERE enrolments.id = new_rows.enrolment_id LIMIT 1
    ) AS concerned
    JOIN cohorts ON cohorts.id = concerned.cohort_id
    WHERE cohorts.state <> 'closed' AND cohorts.ends_on >= centre_today()
        AND new_rows.to_status <> 'no-show' AND new_rows.from_status IS DISTINCT FROM 'no-show';
    RETURN NULL;
END
$$;
