-- What happens to somebody's enrolment is told to the person. The event itself asks for it, in the
-- transaction of the change; who writes the notice takes the row out.

ALTER TABLE notices
    ALTER COLUMN certificate_id DROP NOT NULL,
    ALTER COLUMN days_before DROP NOT NULL,
    ADD COLUMN event_id bigint
        CONSTRAINT notices_event_fkey REFERENCES enrolment_events (id),
    DROP CONSTRAINT notices_kind_known,
    ADD CONSTRAINT notices_kind_known CHECK (kind IN ('certificate-expiry', 'enrolment')),
    ADD CONSTRAINT notices_event_once UNIQUE (event_id),
    ADD CONSTRAINT notices_of_its_kind CHECK (
        CASE kind
            WHEN 'certificate-expiry'
                THEN num_nonnulls(certificate_id, days_before) = 2 AND event_id IS NULL
            ELSE event_id IS NOT NULL AND num_nonnulls(certificate_id, days_before) = 0
        END);
GRANT INSERT (event_id) ON notices TO obuka_service;

-- Events whose person was not told yet. What is entered about a cohort of the past is no news.
CREATE TABLE untold_events (
    event_id bigint CONSTRAINT untold_events_pkey PRIMARY KEY
        CONSTRAINT untold_events_event_fkey REFERENCES enrolment_events (id)
);
REVOKE INSERT, TRUNCATE ON untold_events FROM obuka_service;

CREATE FUNCTION ask_for_notices() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO untold_events (event_id)
    SELECT new_rows.id
    FROM new_rows
    JOIN enrolments ON enrolments.id = new_rows.enrolment_id
    JOIN cohorts ON cohorts.id = enrolments.cohort_id
    WHERE cohorts.state <> 'closed' AND cohorts.ends_on >= centre_today()
        AND new_rows.to_status <> 'no-show' AND new_rows.from_status IS DISTINCT FROM 'no-show';
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION ask_for_notices() FROM PUBLIC;
CREATE TRIGGER ask_for_notices AFTER INSERT ON enrolment_events REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ask_for_notices();
