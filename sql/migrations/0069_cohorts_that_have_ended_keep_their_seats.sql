-- In a cohort that is closed or cancelled nobody holds seats or changes how they are given: its
-- seats stay what they were. The arguments are the names of the constraints.
CREATE FUNCTION keep_seats_of_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    -- In an INSERT there is no OLD and in a DELETE no NEW: both are then NULL.
    touched bigint[] := ARRAY[OLD.cohort_id, NEW.cohort_id];
BEGIN
    PERFORM 1 FROM cohorts WHERE id = ANY(touched) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM cohorts WHERE id = ANY(touched) AND state = 'closed') THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    PERFORM refuse_if_cancelled(touched, TG_ARGV[1], TG_TABLE_NAME);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER keep_seats_of_ended BEFORE INSERT OR UPDATE OR DELETE ON seat_rules
    FOR EACH ROW EXECUTE FUNCTION keep_seats_of_ended(
        'seat_rules_cohort_not_closed', 'seat_rules_cohort_not_cancelled');
CREATE TRIGGER keep_seats_of_ended BEFORE INSERT OR UPDATE OR DELETE ON seat_quotas
    FOR EACH ROW EXECUTE FUNCTION keep_seats_of_ended(
        'seat_quotas_cohort_not_closed', 'seat_quotas_cohort_not_cancelled');

-- As before, and nobody is replaced in a training that is over, whatever the last day was to be.
CREATE OR REPLACE VIEW cohort_seats AS
SELECT cohorts.id AS cohort_id,
    cohorts.code,
    cohorts.capacity,
    cohorts.overbooked,
    counted.confirmed::integer,
    counted.offered::integer,
    count_seats_of(cohorts.id) - counted.confirmed::integer - counted.offered::integer AS unnamed,
    greatest(0, cohorts.capacity + cohorts.overbooked - count_seats_of(cohorts.id)) AS free,
    counted.waiting::integer,
    counted.applied::integer,
    counted.endorsed::integer,
    coalesce(seat_rules.approval, 'none') AS approval,
    coalesce(seat_rules.promotion, 'manual') AS promotion,
    coalesce(seat_rules.has_waiting_list, false) AS has_waiting_list,
    coalesce(seat_rules.offer_hours, 72) AS offer_hours,
    seat_rules.apply_until_on,
    least(
        coalesce(seat_rules.substitute_until_on, cohorts.starts_on - 1), cohorts.ends_on
    ) AS substitute_until_on,
    coalesce(seat_rules.row_version, 0) AS rules_version
FROM cohorts
LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'confirmed') AS confirmed,
        count(*) FILTER (WHERE status = 'offered') AS offered,
        count(*) FILTER (WHERE status = 'waiting') AS waiting,
        count(*) FILTER (WHERE status = 'applied') AS applied,
        count(*) FILTER (WHERE status = 'endorsed') AS endorsed
    FROM enrolments WHERE cohort_id = cohorts.id
) AS counted;
