-- Two records of one organisation hold seats in a cohort as one: their quotas are one quota, with
-- the sum of the seats, until the later of the two last days, and whoever was named under any of
-- the records takes one of its seats. Nothing is rewritten: separated, each holds its own again.

-- Who stands for an organisation today; the organisation itself when nobody does. Like
-- standing_person.
CREATE FUNCTION standing_organisation(organisation bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN coalesce((
    SELECT into_id FROM organisation_merges
    WHERE merged_id = organisation AND effective_on <= centre_today()
    ORDER BY id DESC LIMIT 1), organisation);

-- All records of the one to which a record belongs, that record among them.
CREATE FUNCTION organisation_records(organisation bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT standing_organisation(organisation)
    UNION
    SELECT merges.merged_id
    FROM organisation_merges AS merges
    WHERE merges.into_id = standing_organisation(organisation)
        AND merges.effective_on <= centre_today()
        AND NOT EXISTS (
            SELECT FROM organisation_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= centre_today());
END;

-- What is held in each cohort, by the organisation that stands for all records.
CREATE VIEW held_quotas AS
SELECT cohort_id, standing_organisation(organisation_id) AS organisation_id,
    sum(seats)::integer AS seats, max(name_until_on) AS name_until_on
FROM seat_quotas
WHERE NOT is_released
GROUP BY cohort_id, standing_organisation(organisation_id);
GRANT SELECT ON held_quotas TO obuka_service;

-- The seats that an organisation, under whatever record, holds and has named nobody for. They end
-- with the cohort: nobody can be named any more, and a merge moves nothing in it.
CREATE OR REPLACE FUNCTION unnamed_seats(cohort bigint, organisation bigint) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    records bigint[];
    held integer;
BEGIN
    IF NOT EXISTS (SELECT FROM seat_quotas WHERE cohort_id = cohort AND NOT is_released)
        OR cohort_has_ended((SELECT state FROM cohorts WHERE id = cohort))
    THEN
        RETURN 0;
    END IF;
    records := ARRAY(SELECT organisation_records(organisation));
    SELECT sum(seats) INTO held FROM seat_quotas
    WHERE cohort_id = cohort AND organisation_id = ANY(records) AND NOT is_released;
    IF held IS NULL THEN
        RETURN 0;
    END IF;
    RETURN greatest(0, held - (
        SELECT count(*) FROM enrolments
        WHERE cohort_id = cohort AND organisation_id = ANY(records)
            AND status IN ('confirmed', 'offered')));
END
$$;

CREATE OR REPLACE FUNCTION count_seats_of(cohort bigint) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    named integer;
    unnamed integer;
BEGIN
    SELECT count(*) INTO named FROM enrolments
    WHERE cohort_id = cohort AND status IN ('confirmed', 'offered');
    SELECT sum(unnamed_seats(cohort_id, organisation_id)) INTO unnamed FROM held_quotas
    WHERE cohort_id = cohort;
    RETURN named + coalesce(unnamed, 0);
END
$$;

-- As before, and the seats of an organisation are for all its records, in one order.
CREATE OR REPLACE FUNCTION next_in_line(cohort bigint, seats_max integer, wants_eligible boolean)
RETURNS TABLE (enrolment_id bigint)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    own bigint[] := ARRAY[]::bigint[];
    free integer;
BEGIN
    IF EXISTS (SELECT FROM seat_quotas WHERE cohort_id = cohort AND NOT is_released) THEN
        SELECT coalesce(array_agg(queue.id), own) INTO own
        FROM (
            SELECT enrolments.id, held_quotas.organisation_id,
                row_number() OVER (
                    PARTITION BY held_quotas.organisation_id
                    ORDER BY coalesce(enrolments.queue_position, enrolments.id)) AS place
            FROM held_quotas
            JOIN enrolments ON enrolments.cohort_id = held_quotas.cohort_id
                AND standing_organisation(enrolments.organisation_id)
                    = held_quotas.organisation_id
            WHERE held_quotas.cohort_id = cohort AND enrolments.status = 'waiting'
                AND (NOT wants_eligible OR is_eligible(enrolments.person_id, cohort))
        ) AS queue
        WHERE queue.place <= unnamed_seats(cohort, queue.organisation_id);
    END IF;
    SELECT capacity + overbooked - seats_taken INTO free FROM cohorts WHERE id = cohort;
    RETURN QUERY
    SELECT enrolments.id
    FROM (
        SELECT unnest(own) AS id
        UNION ALL (
            SELECT general.id FROM enrolments AS general
            WHERE general.cohort_id = cohort AND general.status = 'waiting'
                AND general.id <> ALL(own)
                AND (NOT wants_eligible OR is_eligible(general.person_id, cohort))
            ORDER BY coalesce(general.queue_position, general.id)
            LIMIT greatest(0, free))
    ) AS chosen
    JOIN enrolments ON enrolments.id = chosen.id
    ORDER BY coalesce(enrolments.queue_position, enrolments.id)
    LIMIT seats_max;
END
$$;

-- Held seats whose last day for names is over, for every record of the organisation.
CREATE VIEW ended_quotas AS
SELECT seat_quotas.id, seat_quotas.cohort_id
FROM seat_quotas
WHERE NOT seat_quotas.is_released AND seat_quotas.name_until_on < centre_today()
    AND NOT EXISTS (
        SELECT FROM held_quotas
        WHERE held_quotas.cohort_id = seat_quotas.cohort_id
            AND held_quotas.organisation_id = standing_organisation(seat_quotas.organisation_id)
            AND held_quotas.name_until_on >= centre_today());
GRANT SELECT ON ended_quotas TO obuka_service;

CREATE OR REPLACE VIEW unsettled_cohorts AS
SELECT cohorts.id AS cohort_id
FROM cohorts
WHERE NOT cohort_has_ended(cohorts.state) AND cohorts.id IN (
    SELECT enrolments.cohort_id FROM enrolments
    WHERE enrolments.status = 'offered' AND enrolments.offer_ends_at <= now()
    UNION
    SELECT ended_quotas.cohort_id FROM ended_quotas);

CREATE OR REPLACE FUNCTION settle_seats(cohort bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    was_actor text := coalesce(current_setting('obuka.actor', true), '');
    was_reason text := coalesce(current_setting('obuka.reason', true), '');
BEGIN
    PERFORM 1 FROM cohorts WHERE id = cohort FOR UPDATE;
    IF EXISTS (SELECT FROM cohorts WHERE id = cohort AND cohort_has_ended(state)) THEN
        RETURN;
    END IF;
    IF EXISTS (
        SELECT FROM enrolments
        WHERE cohort_id = cohort AND status = 'offered' AND offer_ends_at <= now()
    ) THEN
        PERFORM set_config('obuka.actor', 'clock', true),
            set_config('obuka.reason', 'the offer was not answered in time', true);
        UPDATE enrolments SET status = 'lapsed', offer_ends_at = NULL
        WHERE cohort_id = cohort AND status = 'offered' AND offer_ends_at <= now();
    END IF;
    IF EXISTS (SELECT FROM ended_quotas WHERE cohort_id = cohort) THEN
        PERFORM set_config('obuka.actor', 'clock', true),
            set_config('obuka.reason', 'nobody was named in time', true);
        UPDATE seat_quotas SET is_released = true
        WHERE id IN (SELECT id FROM ended_quotas WHERE cohort_id = cohort);
    END IF;
    PERFORM set_config('obuka.actor', was_actor, true),
        set_config('obuka.reason', was_reason, true);
END
$$;

-- As before, and what one record of an organisation takes of its seats the others have no more.
-- Whether somebody has several records is found by an index, however many there are.
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
    -- By the organisation that stands for all records: its seats without a name, after those that
    -- this request has taken.
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
            standing_organisation(request.organisation_id) AS holder_id,
            EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = request.cohort_id
                    AND enrolments.person_id = request.person_id
                    AND enrolments.id IS DISTINCT FROM own_enrolment
                    AND is_live_enrolment(enrolments.status))
            OR (
                EXISTS (SELECT FROM person_merges WHERE merged_id = request.person_id)
                OR EXISTS (SELECT FROM person_merges WHERE into_id = request.person_id)
            ) AND (
                first_value(request.person_id) OVER asks <> request.person_id
                OR EXISTS (
                    SELECT FROM enrolments
                    WHERE enrolments.cohort_id = request.cohort_id
                        AND enrolments.person_id IN (SELECT person_records(request.person_id))
                        AND enrolments.id IS DISTINCT FROM own_enrolment
                        AND is_live_enrolment(enrolments.status))) AS is_enrolled
        FROM unnest(cohorts_asked, people_asked, organisations_asked)
            WITH ORDINALITY AS request (cohort_id, person_id, organisation_id, place)
        WINDOW asks AS (
            PARTITION BY request.cohort_id, standing_person(request.person_id)
            ORDER BY request.place)
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
                (held ->> asked.holder_id::text)::integer,
                unnamed_seats(this, asked.holder_id));
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
            held := held || jsonb_build_object(asked.holder_id::text, own - 1);
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

-- A merge moves seats, so it happens under the locks of the cohorts in which one of the records
-- holds some. They are taken before those of the records (check_merge), in the order in which an
-- enrolment and a quota take theirs: the cohort's, then the organisation's.
CREATE FUNCTION cohorts_of_merge(merged bigint, standing bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT DISTINCT seat_quotas.cohort_id
    FROM seat_quotas
    JOIN cohorts ON cohorts.id = seat_quotas.cohort_id
    WHERE NOT cohort_has_ended(cohorts.state) AND seat_quotas.organisation_id IN (
        SELECT organisation_records(merged)
        UNION SELECT organisation_records(standing)
        -- From whom it is separated.
        UNION SELECT organisation_records(merges.into_id) FROM organisation_merges AS merges
        WHERE merges.merged_id = merged AND merges.into_id IS NOT NULL);
END;

CREATE FUNCTION await_cohorts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (SELECT cohorts_of_merge(NEW.merged_id, NEW.into_id))
    ORDER BY id FOR UPDATE;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION await_cohorts() FROM PUBLIC;
CREATE TRIGGER await_cohorts BEFORE INSERT ON organisation_merges
    FOR EACH ROW EXECUTE FUNCTION await_cohorts();

-- Merged, two hold at most as many seats as before; apart, they may hold more than there are. A
-- seat freed goes to the next in line.
CREATE FUNCTION count_seats_after_merge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    touched bigint[] := ARRAY(SELECT cohorts_of_merge(NEW.merged_id, NEW.into_id) ORDER BY 1);
BEGIN
    -- Also those in which somebody held the first seats meanwhile.
    PERFORM 1 FROM cohorts WHERE id = ANY(touched) ORDER BY id FOR UPDATE;
    IF EXISTS (
        SELECT FROM cohorts
        WHERE id = ANY(touched) AND count_seats_of(id) > capacity + overbooked
    ) THEN
        RAISE EXCEPTION 'apart, the two hold more seats in a cohort than there are'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'organisation_merges_seats_there',
                  TABLE = 'organisation_merges';
    END IF;
    UPDATE cohorts SET seats_taken = count_seats_of(id)
    WHERE id = ANY(touched) AND seats_taken <> count_seats_of(id);
    PERFORM fill_seats(cohort) FROM unnest(touched) AS cohort;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION count_seats_after_merge() FROM PUBLIC;
CREATE TRIGGER count_seats AFTER INSERT ON organisation_merges
    FOR EACH ROW EXECUTE FUNCTION count_seats_after_merge();

-- What was held for somebody without a name ends with the cohort.
CREATE FUNCTION count_seats_of_ended() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE cohorts SET seats_taken = count_seats_of(NEW.id)
    WHERE id = NEW.id AND seats_taken <> count_seats_of(NEW.id);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION count_seats_of_ended() FROM PUBLIC;
CREATE TRIGGER count_seats_of_ended AFTER UPDATE OF state ON cohorts
    FOR EACH ROW WHEN (cohort_has_ended(NEW.state) AND NOT cohort_has_ended(OLD.state))
    EXECUTE FUNCTION count_seats_of_ended();

-- What was merged or had ended before this migration.
SELECT set_config('obuka.actor', 'migration', true);
UPDATE cohorts SET seats_taken = count_seats_of(id) WHERE seats_taken <> count_seats_of(id);
SELECT fill_seats(id)
FROM cohorts
WHERE id IN (SELECT cohort_id FROM seat_quotas WHERE NOT is_released)
ORDER BY id;
