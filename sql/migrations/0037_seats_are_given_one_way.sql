-- The one way to a seat, and the one way in which a freed seat is given to the next: lock the
-- cohort, end what the clock has ended, and only then look.

-- Who would be offered a seat now, in the order of the waiting list: first those whose
-- organisation holds a seat for them, then as many as there are free seats.
CREATE FUNCTION next_in_line(cohort bigint, seats_max integer, wants_eligible boolean)
RETURNS TABLE (enrolment_id bigint)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    own bigint[] := ARRAY[]::bigint[];
    free integer;
BEGIN
    IF EXISTS (SELECT FROM seat_quotas WHERE cohort_id = cohort AND NOT is_released) THEN
        SELECT coalesce(array_agg(queue.id), own) INTO own
        FROM (
            SELECT enrolments.id, enrolments.organisation_id,
                row_number() OVER (
                    PARTITION BY enrolments.organisation_id
                    ORDER BY coalesce(enrolments.queue_position, enrolments.id)) AS place
            FROM enrolments
            JOIN seat_quotas USING (cohort_id, organisation_id)
            WHERE enrolments.cohort_id = cohort AND enrolments.status = 'waiting'
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

-- Offers seats to the next in line, at most so many; answers how many. The caller holds the lock.
CREATE FUNCTION offer_seats(cohort bigint, seats_max integer, wants_eligible boolean)
RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    offered integer;
BEGIN
    UPDATE enrolments
    SET status = 'offered',
        offer_ends_at = now() + make_interval(hours => coalesce((
            SELECT offer_hours FROM seat_rules WHERE cohort_id = cohort), 72))
    WHERE id IN (SELECT enrolment_id FROM next_in_line(cohort, seats_max, wants_eligible));
    GET DIAGNOSTICS offered = ROW_COUNT;
    RETURN offered;
END
$$;

-- Gives freed seats to the next where the cohort's policy says so. Every way in which a seat can
-- become free ends here, and nowhere else is one given away by itself.
CREATE FUNCTION fill_seats(cohort bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    policy text;
    was_actor text := coalesce(current_setting('obuka.actor', true), '');
    was_reason text := coalesce(current_setting('obuka.reason', true), '');
BEGIN
    SELECT seat_rules.promotion INTO policy
    FROM seat_rules JOIN cohorts ON cohorts.id = seat_rules.cohort_id
    WHERE seat_rules.cohort_id = cohort AND seat_rules.promotion <> 'manual'
        AND cohort_takes_enrolments(cohorts.state)
        AND EXISTS (
            SELECT FROM enrolments
            WHERE enrolments.cohort_id = cohort AND enrolments.status = 'waiting');
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM set_config('obuka.actor', 'waiting list', true),
        set_config('obuka.reason', 'next in order for a free seat', true);
    PERFORM offer_seats(cohort, NULL, policy = 'automatic-if-eligible');
    PERFORM set_config('obuka.actor', was_actor, true),
        set_config('obuka.reason', was_reason, true);
END
$$;
REVOKE ALL ON FUNCTION fill_seats(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fill_seats(bigint) TO obuka_service;

CREATE FUNCTION fill_seats_of_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM fill_seats(touched.cohort_id)
    FROM (SELECT DISTINCT cohort_id FROM new_rows ORDER BY cohort_id) AS touched;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION fill_seats_of_enrolments() FROM PUBLIC;
CREATE TRIGGER fill_seats_insert AFTER INSERT ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fill_seats_of_enrolments();
CREATE TRIGGER fill_seats_update AFTER UPDATE ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION fill_seats_of_enrolments();

-- More seats, a cohort that opens, another policy, seats given back: all may let somebody in.
CREATE FUNCTION fill_seats_of_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM fill_seats(NEW.id);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION fill_seats_of_cohort() FROM PUBLIC;
CREATE TRIGGER fill_seats AFTER UPDATE OF capacity, overbooked, state ON cohorts
    FOR EACH ROW WHEN (NEW.state <> 'closed') EXECUTE FUNCTION fill_seats_of_cohort();

-- Rules and quotas change under the cohort's lock, like everything that moves a seat.
CREATE FUNCTION count_seats_after_rules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
    UPDATE cohorts SET seats_taken = count_seats_of(NEW.cohort_id)
    WHERE id = NEW.cohort_id AND seats_taken <> count_seats_of(NEW.cohort_id);
    PERFORM fill_seats(NEW.cohort_id);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION count_seats_after_rules() FROM PUBLIC;
CREATE TRIGGER fill_seats AFTER INSERT OR UPDATE ON seat_rules
    FOR EACH ROW EXECUTE FUNCTION count_seats_after_rules();
CREATE TRIGGER fill_seats AFTER INSERT OR UPDATE ON seat_quotas
    FOR EACH ROW EXECUTE FUNCTION count_seats_after_rules();

-- Locks a cohort and ends what the clock has ended: offers that nobody answered, and held seats
-- that nobody named. Everything that gives or frees a seat begins with it, so that nothing depends
-- on how late a job comes.
CREATE FUNCTION settle_seats(cohort bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    was_actor text := coalesce(current_setting('obuka.actor', true), '');
    was_reason text := coalesce(current_setting('obuka.reason', true), '');
BEGIN
    PERFORM 1 FROM cohorts WHERE id = cohort FOR UPDATE;
    IF EXISTS (SELECT FROM cohorts WHERE id = cohort AND state IN ('closed', 'cancelled')) THEN
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
    IF EXISTS (
        SELECT FROM seat_quotas
        WHERE cohort_id = cohort AND NOT is_released AND name_until_on < centre_today()
    ) THEN
        PERFORM set_config('obuka.actor', 'clock', true),
            set_config('obuka.reason', 'nobody was named in time', true);
        UPDATE seat_quotas SET is_released = true
        WHERE cohort_id = cohort AND NOT is_released AND name_until_on < centre_today();
    END IF;
    PERFORM set_config('obuka.actor', was_actor, true),
        set_config('obuka.reason', was_reason, true);
END
$$;

-- What becomes of people who ask for seats, in the order of the arguments: the state in which
-- their enrolment begins, or why there is none. Every way in is decided here: one's own
-- application ("self"), a nomination ("organisation"), staff and imports ("staff"). The cohorts
-- stay locked until the transaction ends, so what was decided holds until it is entered.
--
-- A person not entered yet is NULL. `needs_open` is false for what staff enter in advance.
-- `own_enrolment` is the application that is decided on, which is no second enrolment.
CREATE FUNCTION decide_seats(
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
                    AND is_live_enrolment(enrolments.status)) AS is_enrolled
        FROM unnest(cohorts_asked, people_asked, organisations_asked)
            WITH ORDINALITY AS request (cohort_id, person_id, organisation_id, place)
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

-- The cohorts in which the clock has ended something.
CREATE VIEW unsettled_cohorts AS
SELECT cohorts.id AS cohort_id
FROM cohorts
WHERE cohorts.state NOT IN ('closed', 'cancelled') AND cohorts.id IN (
    SELECT enrolments.cohort_id FROM enrolments
    WHERE enrolments.status = 'offered' AND enrolments.offer_ends_at <= now()
    UNION
    SELECT seat_quotas.cohort_id FROM seat_quotas
    WHERE NOT seat_quotas.is_released AND seat_quotas.name_until_on < centre_today());
GRANT SELECT ON unsettled_cohorts TO obuka_service;

-- Closing ends what was never a seat: wishes, places in the waiting list and offers.
CREATE FUNCTION lapse_with_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE enrolments SET status = 'lapsed', offer_ends_at = NULL
    WHERE cohort_id = NEW.id AND status IN ('applied', 'endorsed', 'waiting', 'offered');
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION lapse_with_cohort() FROM PUBLIC;
CREATE TRIGGER lapse_with_cohort AFTER UPDATE OF state ON cohorts
    FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state <> 'closed')
    EXECUTE FUNCTION lapse_with_cohort();
