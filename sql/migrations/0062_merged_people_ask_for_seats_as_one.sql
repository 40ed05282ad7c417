-- Two records of one person ask for seats as one, have one time, and one calendar.

-- Who asks twice under two records, at once or one after the other, asks for one seat.
CREATE OR REPLACE FUNCTION decide_seats(
    asked_by text, needs_open boolean, cohorts_asked bigint[], people_asked bigint[],
    organisations_asked bigint[], own_enrolment bigint)
RETURNS TABLE (place bigint, status text, refusal text)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    this bigint;
    asked record;
    cohort record;
    free integer;
    own integer;
    held jsonb;
    has_queue boolean;
    may_take_part boolean;
BEGIN
    FOR this IN SELECT DISTINCT id FROM unnest(cohorts_asked) AS id ORDER BY id LOOP
        PERFORM settle_seats(this);
    END LOOP;
    this := NULL;
    FOR asked IN
        SELECT request.place, request.cohort_id, request.person_id, request.organisation_id,
            EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = request.cohort_id
                    AND enrolments.person_id = request.person_id
                    AND enrolments.id IS DISTINCT FROM own_enrolment
                    AND is_live_enrolment(enrolments.status))
            OR merged.standing_id IS NOT NULL AND (
                first_value(request.person_id) OVER asks <> request.person_id
                OR EXISTS (
                    SELECT FROM enrolments
                    WHERE enrolments.cohort_id = request.cohort_id
                        AND enrolments.person_id IN (SELECT person_records(request.person_id))
                        AND enrolments.id IS DISTINCT FROM own_enrolment
                        AND is_live_enrolment(enrolments.status))) AS is_enrolled
        FROM unnest(cohorts_asked, people_asked, organisations_asked)
            WITH ORDINALITY AS request (cohort_id, person_id, organisation_id, place)
        LEFT JOIN merged_people AS merged ON merged.person_id = request.person_id
        WINDOW asks AS (
            PARTITION BY request.cohort_id, merged.standing_id ORDER BY request.place)
        ORDER BY request.cohort_id, request.place
    LOOP
        IF this IS DISTINCT FROM asked.cohort_id THEN
            this := asked.cohort_id;
            SELECT cohorts.state, coalesce(seat_rules.approval, 'none') AS approval,
                coalesce(seat_rules.promotion, 'manual') AS promotion,
                coalesce(seat_rules.has_waiting_list, false) AS has_waiting_list,
                seat_rules.apply_until_on,
                cohorts.capacity + cohorts.overbooked - cohorts.seats_taken AS free
            INTO cohort
            FROM cohorts LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            WHERE cohorts.id = this;
            free := cohort.free;
            held := '{}';
            has_queue := EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = this AND enrolments.status = 'waiting');
        END IF;
        place := asked.place;
        status := NULL;
        refusal := NULL;
        may_take_part := cohort.promotion <> 'automatic-if-eligible'
            OR is_eligible(asked.person_id, this);
        own := 0;
        IF asked.organisation_id IS NOT NULL THEN
            own := coalesce(
                (held ->> asked.organisation_id::text)::integer,
                unnamed_seats(this, asked.organisation_id));
        END IF;
        IF needs_open AND NOT cohort_takes_enrolments(cohort.state) THEN
            refusal := 'enrolments_cohort_open';
        ELSIF cohort.state = 'closed' THEN
            refusal := 'enrolments_cohort_not_closed';
        ELSIF cohort.state = 'cancelled' THEN
            refusal := 'enrolments_cohort_not_cancelled';
        ELSIF asked.is_enrolled THEN
            refusal := 'enrolments_live_once';
        ELSIF asked_by <> 'staff' AND cohort.apply_until_on < centre_today() THEN
            refusal := 'enrolments_asked_in_time';
        ELSIF asked_by = 'self' AND cohort.approval = 'institution-and-centre'
            AND asked.organisation_id IS NULL
        THEN
            refusal := 'enrolments_institution_named';
        ELSIF asked_by = 'self' AND cohort.approval <> 'institution-and-centre'
            AND asked.organisation_id IS NOT NULL
        THEN
            -- Nobody would ask the institution whether it gives one of its seats.
            refusal := 'enrolments_institution_asked';
        ELSIF asked_by = 'self' AND cohort.approval <> 'none' THEN
            status := 'applied';
        ELSIF asked_by = 'organisation' AND cohort.approval <> 'none' THEN
            status := 'endorsed';
        ELSIF own > 0 AND may_take_part THEN
            status := 'confirmed';
            held := held || jsonb_build_object(asked.organisation_id::text, own - 1);
        ELSIF free > 0 AND may_take_part AND NOT (cohort.has_waiting_list AND has_queue) THEN
            status := 'confirmed';
            free := free - 1;
        ELSIF cohort.has_waiting_list THEN
            status := 'waiting';
            has_queue := has_queue OR may_take_part;
        ELSIF may_take_part THEN
            refusal := 'cohorts_capacity_not_exceeded';
        ELSE
            refusal := 'enrolments_prerequisites_met';
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- The address of a personal calendar for programs that cannot sign in: whoever has it reads the
-- calendar, so only the hash of its secret is kept. A new one takes the place of the old, and
-- without a row there is none.
CREATE TABLE calendar_addresses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT calendar_addresses_pkey PRIMARY KEY,
    person_id bigint NOT NULL
        CONSTRAINT calendar_addresses_person_fkey REFERENCES people (id),
    secret_hash bytea NOT NULL
        CONSTRAINT calendar_addresses_secret_hash_length CHECK (length(secret_hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT calendar_addresses_person_once UNIQUE (person_id),
    CONSTRAINT calendar_addresses_secret_hash_once UNIQUE (secret_hash)
);
CALL make_audited('calendar_addresses');
REVOKE UPDATE ON calendar_addresses FROM obuka_service;
GRANT UPDATE (secret_hash) ON calendar_addresses TO obuka_service;

-- What nobody decides by itself any more, in words that stand in one place.
CREATE OR REPLACE VIEW unsettled_cohorts AS
SELECT cohorts.id AS cohort_id
FROM cohorts
WHERE NOT cohort_has_ended(cohorts.state) AND cohorts.id IN (
    SELECT enrolments.cohort_id FROM enrolments
    WHERE enrolments.status = 'offered' AND enrolments.offer_ends_at <= now()
    UNION
    SELECT seat_quotas.cohort_id FROM seat_quotas
    WHERE NOT seat_quotas.is_released AND seat_quotas.name_until_on < centre_today());
