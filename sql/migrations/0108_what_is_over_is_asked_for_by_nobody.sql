-- A training that is over but not closed yet still gave seats to who asked for one, and offered
-- freed ones to its waiting list. Staff enter what was; nobody asks for it any more.

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
-- A training that is over takes nobody who asks alone or is nominated. A draft and a training that
-- has begun take nobody but whom "centre" enters and says why, as rows of what is over do
-- by themselves. What the course asks for binds everybody but "centre"; with the promotion
-- "automatic-if-eligible" who lacks something waits until nothing is lacking. What one record of a
-- person or an organisation takes the others have no more; whether there are several is found by an
-- index. A person not entered yet is NULL. `own_enrolment` is the application that is decided on,
-- which is no second enrolment, and whose approval is the decision itself.
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

-- Gives freed seats to the next where the cohort's policy says so. Every way in which a seat can
-- become free ends here, and nowhere else is one given away by itself.
CREATE OR REPLACE FUNCTION fill_seats(cohort bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    policy text;
    was_actor text := coalesce(current_setting('obuka.actor', true), '');
    was_reason text := coalesce(current_setting('obuka.reason', true), '');
    was_past text[] := gone_past();
BEGIN
    SELECT seat_rules.promotion INTO policy
    FROM seat_rules JOIN cohorts ON cohorts.id = seat_rules.cohort_id
    WHERE seat_rules.cohort_id = cohort AND seat_rules.promotion <> 'manual'
        AND cohort_takes_enrolments(cohorts.state)
        AND cohorts.ends_on >= centre_today()
        AND EXISTS (
            SELECT FROM enrolments
            WHERE enrolments.cohort_id = cohort AND enrolments.status = 'waiting');
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM set_config('obuka.actor', 'waiting list', true),
        set_config('obuka.reason', 'next in order for a free seat', true),
        go_past('{}');
    PERFORM offer_seats(cohort, NULL, policy = 'automatic-if-eligible');
    PERFORM set_config('obuka.actor', was_actor, true),
        set_config('obuka.reason', was_reason, true),
        go_past(was_past);
END
$$;
