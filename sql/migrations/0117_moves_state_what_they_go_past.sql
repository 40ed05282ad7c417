-- A move took its reason, which it always has, for a reason to go past what the course there asks
-- for, and put people into trainings that were over; and staff got seats in those without a word.

-- What becomes of people who ask for seats, in the order of the arguments: the state in which
-- their enrolment begins, or why there is none; and what it goes past. The cohorts stay locked
-- until the transaction ends, so what was decided holds until it is entered. Who asks:
--
--   self          the person: an application, where somebody has to agree
--   organisation  an institution: a nomination, on which the centre decides
--   list          a list that staff bring in: a nomination where a row names the institution, else
--                 an application; a training that is over asks nobody any more
--   record        such a list that says in which state each is: a draft takes it over as well
--   staff         staff for somebody; where somebody has to agree, they say why they go past it
--   centre        staff who have said why
--
-- A training that is over takes whom "centre" enters and a list has, and nobody else. A draft and a
-- training that has begun take nobody but whom "centre" enters and says why. What the course asks
-- for binds everybody but "centre"; with the promotion "automatic-if-eligible" who lacks something
-- waits until nothing is lacking. What one record of a person or an organisation takes the others
-- have no more; whether there are several is found by an index. A person not entered yet is NULL.
-- `own_enrolment` is the application that is decided on, which is no second enrolment, and whose
-- approval is the decision itself.
CREATE OR REPLACE FUNCTION decide_each_seat(
    askers text[], cohorts_asked bigint[], people_asked bigint[],
    organisations_asked bigint[], own_enrolment bigint)
RETURNS TABLE (place bigint, status text, refusal text, goes_past text[])
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
    asked_by text;
    says_why boolean := coalesce(current_setting('obuka.reason', true), '') <> '';
BEGIN
    FOR this IN SELECT DISTINCT id FROM unnest(cohorts_asked) AS id ORDER BY id LOOP
        PERFORM settle_seats(this);
    END LOOP;
    this := NULL;
    FOR asked IN
        SELECT request.place, request.asker, request.cohort_id, request.person_id,
            request.organisation_id,
            CASE WHEN request.organisation_id IS NOT NULL
                THEN standing_organisation(request.organisation_id) END AS holder_id,
            EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = request.cohort_id
                    AND enrolments.person_id = request.person_id
                    AND enrolments.id IS DISTINCT FROM own_enrolment
                    AND is_live_enrolment(enrolments.status))
            OR request.has_records AND (
                first_value(request.person_id) OVER asks <> request.person_id
                OR EXISTS (
                    SELECT FROM enrolments
                    WHERE enrolments.cohort_id = request.cohort_id
                        AND enrolments.person_id IN (SELECT person_records(request.person_id))
                        AND enrolments.id IS DISTINCT FROM own_enrolment
                        AND is_live_enrolment(enrolments.status))) AS is_enrolled
        FROM (
            SELECT asks.place, asks.asker, asks.cohort_id, asks.person_id, asks.organisation_id,
                EXISTS (SELECT FROM person_merges WHERE merged_id = asks.person_id)
                OR EXISTS (SELECT FROM person_merges WHERE into_id = asks.person_id)
                    AS has_records
            FROM unnest(askers, cohorts_asked, people_asked, organisations_asked)
                WITH ORDINALITY AS asks (asker, cohort_id, person_id, organisation_id, place)
        ) AS request
        WINDOW asks AS (
            PARTITION BY request.cohort_id, CASE WHEN request.has_records
                THEN standing_person(request.person_id) ELSE request.person_id END
            ORDER BY request.place)
        ORDER BY request.cohort_id, request.place
    LOOP
        IF this IS DISTINCT FROM asked.cohort_id THEN
            this := asked.cohort_id;
            SELECT cohorts.state = 'draft' AS is_draft,
                cohort_door(cohorts.state) AS door,
                cohorts.ends_on < centre_today() AS is_over,
                cohort_has_prerequisites(this) AS asks_something,
                CASE WHEN cohorts.ends_on < centre_today() THEN 'none'
                    ELSE coalesce(seat_rules.approval, 'none') END AS approval_of_lists,
                coalesce(seat_rules.approval, 'none') AS approval,
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
        asked_by := CASE
            WHEN asked.asker = 'staff' AND says_why THEN 'centre'
            WHEN asked.asker = 'record' THEN 'list'
            ELSE asked.asker END;
        may_take_part := NOT cohort.asks_something OR asked_by = 'centre'
            OR cohort.is_over AND cohort.promotion <> 'automatic-if-eligible'
            OR is_eligible(asked.person_id, this);
        goes_past := NULL;
        IF asked_by = 'centre' AND NOT cohort.is_over THEN
            goes_past := array_remove(ARRAY[
                CASE WHEN cohort.door = 'reason' THEN 'state' END,
                CASE WHEN cohort.approval <> 'none' AND own_enrolment IS NULL
                    THEN 'approval' END,
                CASE WHEN cohort.asks_something AND NOT is_eligible(asked.person_id, this)
                    THEN 'prerequisites' END], NULL);
        END IF;
        own := 0;
        IF asked.organisation_id IS NOT NULL THEN
            own := coalesce(
                (held ->> asked.holder_id::text)::integer,
                unnamed_seats(this, asked.holder_id));
        END IF;
        IF cohort.door = 'nobody'
            OR cohort.door = 'reason' AND asked_by <> 'centre'
                AND NOT (cohort.is_draft AND asked.asker = 'record')
            OR cohort.is_over AND asked_by = 'staff'
        THEN
            refusal := 'enrolments_cohort_open';
        ELSIF asked.is_enrolled THEN
            refusal := 'enrolments_live_once';
        ELSIF asked_by IN ('self', 'organisation')
            AND (cohort.is_over OR cohort.apply_until_on < centre_today())
        THEN
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
        ELSIF asked_by = 'list' AND cohort.approval_of_lists = 'institution-and-centre'
            AND asked.organisation_id IS NULL
        THEN
            refusal := 'enrolments_institution_named';
        ELSIF asked_by = 'staff' AND cohort.approval_of_lists <> 'none' AND own_enrolment IS NULL
        THEN
            refusal := 'enrolments_approved_first';
        ELSIF NOT may_take_part
            AND NOT (cohort.promotion = 'automatic-if-eligible' AND cohort.has_waiting_list)
        THEN
            refusal := 'enrolments_prerequisites_met';
        ELSIF asked_by = 'self' AND cohort.approval <> 'none' THEN
            status := 'applied';
        ELSIF asked_by = 'organisation' AND cohort.approval <> 'none' THEN
            status := 'endorsed';
        ELSIF asked_by = 'list' AND cohort.approval_of_lists <> 'none' THEN
            -- What an institution has sent is its word.
            status := CASE WHEN asked.organisation_id IS NULL THEN 'applied' ELSE 'endorsed' END;
        ELSIF own > 0 AND may_take_part THEN
            status := 'confirmed';
            held := held || jsonb_build_object(asked.holder_id::text, own - 1);
        ELSIF free > 0 AND may_take_part AND NOT (cohort.has_waiting_list AND has_queue) THEN
            status := 'confirmed';
            free := free - 1;
        ELSIF cohort.has_waiting_list THEN
            status := 'waiting';
            has_queue := has_queue OR may_take_part;
        ELSE
            refusal := 'cohorts_capacity_not_exceeded';
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- Refuses an enrolment that begins where none may:
--
--   enrolments_follows_ended
--       what it continues has ended, and an offer continues an offer
--   enrolments_asked_in_time
--       nobody is moved into a training that is over
--   enrolments_offer_within_hours
--       a seat is held as long as the cohort says
--   enrolments_cohort_open
--       a training that has begun is joined past its state, and so is a draft, unless a record says
--       who is in it
--   enrolments_approved_first
--       a seat, a place in line or an offer needs those who have to agree, or goes past them; a
--       substitute goes on with what was agreed on
--   enrolments_prerequisites_met
--       what the course asks for is there, or gone past
--
-- A training that is over asks nobody any more. Runs after the seats were counted, so under the
-- cohorts' locks, and before the events are entered.
CREATE OR REPLACE FUNCTION check_beginning() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    past text[] := gone_past();
    -- Asked first, because a join with all enrolments is planned as if every row continued one.
    continues boolean := EXISTS (SELECT FROM new_rows WHERE follows_id IS NOT NULL);
BEGIN
    IF continues AND EXISTS (
        SELECT FROM new_rows
        JOIN enrolments AS followed ON followed.id = new_rows.follows_id
        WHERE followed.status <> 'withdrawn'
            OR new_rows.status = 'offered' AND 'offered' <> (
                SELECT from_status FROM enrolment_events
                WHERE enrolment_events.enrolment_id = followed.id
                ORDER BY enrolment_events.id DESC LIMIT 1))
    THEN
        PERFORM refuse('enrolments_follows_ended');
    END IF;
    IF continues AND EXISTS (
        SELECT FROM new_rows
        JOIN enrolments AS followed ON followed.id = new_rows.follows_id
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        WHERE followed.cohort_id <> new_rows.cohort_id AND is_live_enrolment(new_rows.status)
            AND cohorts.ends_on < centre_today())
    THEN
        PERFORM refuse('enrolments_asked_in_time');
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE offer_ends_at IS NOT NULL
            AND offer_ends_at > now() + make_interval(hours => offer_hours_max(cohort_id)))
    THEN
        PERFORM refuse('enrolments_offer_within_hours');
    END IF;
    IF NOT 'state' = ANY (past) AND EXISTS (
        SELECT FROM cohorts
        WHERE id = ANY(ARRAY(SELECT DISTINCT cohort_id FROM new_rows))
            AND cohort_door(state) = 'reason' AND ends_on >= centre_today()
            AND NOT (state = 'draft' AND 'record' = ANY (past))
            AND EXISTS (
                SELECT FROM new_rows
                WHERE new_rows.cohort_id = cohorts.id AND is_live_enrolment(new_rows.status)
                    AND NOT (continues AND continues_place(
                        new_rows.follows_id, new_rows.cohort_id, new_rows.status))))
    THEN
        PERFORM refuse('enrolments_cohort_open');
    END IF;
    IF NOT 'approval' = ANY (past) AND EXISTS (
        SELECT FROM new_rows
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        JOIN seat_rules ON seat_rules.cohort_id = new_rows.cohort_id
        WHERE new_rows.status IN ('waiting', 'offered', 'confirmed')
            AND seat_rules.approval <> 'none' AND cohorts.ends_on >= centre_today()
            AND NOT (continues AND continues_place(
                new_rows.follows_id, new_rows.cohort_id, new_rows.status)))
    THEN
        PERFORM refuse('enrolments_approved_first');
    END IF;
    IF NOT 'prerequisites' = ANY (past) AND EXISTS (
        SELECT FROM new_rows
        JOIN (
            SELECT cohorts.id,
                coalesce(
                    seat_rules.promotion = 'automatic-if-eligible' AND seat_rules.has_waiting_list,
                    false) AS may_wait
            FROM cohorts LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            -- An array, so that each cohort is asked once and not each row.
            WHERE cohorts.id = ANY(ARRAY(SELECT DISTINCT cohort_id FROM new_rows))
                AND cohorts.ends_on >= centre_today() AND cohort_has_prerequisites(cohorts.id)
        ) AS asking ON asking.id = new_rows.cohort_id
        WHERE is_live_enrolment(new_rows.status)
            AND NOT (asking.may_wait AND new_rows.status IN ('applied', 'endorsed', 'waiting'))
            -- By the cohorts that ask: else everybody would be looked at before they are found.
            AND NOT is_eligible(new_rows.person_id, asking.id))
    THEN
        PERFORM refuse('enrolments_prerequisites_met');
    END IF;
    RETURN NULL;
END
$$;

DROP FUNCTION move_enrolment(bigint, bigint, text), carried_state(text, bigint, bigint, bigint);

-- The state in which an enrolment goes on in another cohort, as far as the rules there allow. The
-- caller holds the locks of both. What it goes past there is stated until the caller has entered
-- it.
--
--   applied, endorsed   the same where somebody has to agree; else decided like what anybody asks
--   waiting             in the waiting list; where there is none, an application, or decided
--   offered, confirmed  the same, with a seat that is free or held by the organisation
CREATE FUNCTION carried_state(
    moved_status text, to_cohort bigint, person bigint, institution bigint,
    may_go_past boolean)
RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    decided record;
    there record;
    wish text;
BEGIN
    SELECT status, refusal, goes_past INTO STRICT decided
    FROM decide_seats('staff', ARRAY[to_cohort], ARRAY[person], ARRAY[institution], NULL);
    SELECT approval, has_waiting_list, free INTO STRICT there
    FROM cohort_seats WHERE cohort_id = to_cohort;
    wish := CASE
        WHEN moved_status = 'waiting' AND there.has_waiting_list THEN 'waiting'
        WHEN there.approval = 'none' THEN NULL
        WHEN moved_status IN ('applied', 'endorsed') THEN moved_status
        WHEN moved_status = 'waiting' THEN 'applied'
    END;
    -- A wish needs no seat yet.
    IF decided.refusal IS NOT NULL
        AND (wish IS NULL OR decided.refusal <> 'cohorts_capacity_not_exceeded')
    THEN
        PERFORM refuse(decided.refusal);
    END IF;
    -- Why somebody moves does not say why the course's own rules do not count. Who waits until
    -- nothing is lacking waits there as well.
    IF 'prerequisites' = ANY (decided.goes_past) AND NOT may_go_past THEN
        IF wish IS NULL OR NOT there.has_waiting_list OR NOT EXISTS (
            SELECT FROM seat_rules
            WHERE cohort_id = to_cohort AND promotion = 'automatic-if-eligible')
        THEN
            PERFORM refuse('enrolments_prerequisites_met');
        END IF;
        decided.goes_past := array_remove(decided.goes_past, 'prerequisites');
    END IF;
    IF wish = 'applied' AND there.approval = 'institution-and-centre' AND institution IS NULL THEN
        PERFORM refuse('enrolments_institution_named');
    END IF;
    -- Who still has to ask goes past nobody who agrees.
    PERFORM go_past(CASE WHEN wish IN ('applied', 'endorsed')
        THEN array_remove(decided.goes_past, 'approval') ELSE decided.goes_past END);
    IF moved_status NOT IN ('offered', 'confirmed') THEN
        RETURN coalesce(wish, decided.status);
    END IF;
    -- Nobody gives a seat up to wait for one.
    IF decided.status = 'waiting' AND there.free = 0
        AND unnamed_seats(to_cohort, institution) = 0
    THEN
        PERFORM refuse('cohorts_capacity_not_exceeded');
    END IF;
    RETURN moved_status;
END
$$;

-- Puts somebody into another cohort: what was there ends with the reason, and an enrolment that
-- follows it begins, in the same state and with the same facts. Both cohorts are locked in one
-- order. No place there means that nothing changes here. What the course there asks for is gone
-- past only where `may_go_past`; a training that is over takes nobody.
CREATE FUNCTION move_enrolment(
    target bigint, to_cohort bigint, new_code text, may_go_past boolean)
RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moved record;
    from_cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    institution bigint;
    aim text;
    new_id bigint;
BEGIN
    PERFORM require_event_reason();
    PERFORM 1 FROM cohorts WHERE id IN (from_cohort, to_cohort) ORDER BY id FOR UPDATE;
    PERFORM settle_seats(from_cohort);
    SELECT cohort_id, status, person_id, organisation_id, offer_ends_at,
        coalesce(city_municipality_code, lsg_code) AS lsg_code, enrolments.institution, function,
        target_group, employment, participation, sex
    INTO STRICT moved FROM enrolments WHERE id = target;
    IF moved.status NOT IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed') THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    IF from_cohort = to_cohort THEN
        PERFORM refuse('enrolments_live_once');
    END IF;
    -- An institution that has not agreed yet is named only where it will be asked.
    IF moved.status <> 'applied' OR EXISTS (
        SELECT FROM seat_rules
        WHERE cohort_id = to_cohort AND approval = 'institution-and-centre')
    THEN
        institution := moved.organisation_id;
    END IF;
    aim := carried_state(moved.status, to_cohort, moved.person_id, institution, may_go_past);
    IF EXISTS (SELECT FROM cohorts WHERE id = to_cohort AND ends_on < centre_today()) THEN
        PERFORM refuse('enrolments_asked_in_time');
    END IF;
    UPDATE enrolments
    SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
    WHERE id = target;
    INSERT INTO enrolments (
        cohort_id, person_id, code, status, offer_ends_at, follows_id, organisation_id, lsg_code,
        institution, function, target_group, employment, participation, sex)
    VALUES (
        to_cohort, moved.person_id, new_code, aim, moved.offer_ends_at, target, institution,
        moved.lsg_code, moved.institution, moved.function, moved.target_group, moved.employment,
        moved.participation, moved.sex)
    RETURNING id INTO new_id;
    PERFORM go_past('{}');
    RETURN new_id;
END
$$;
