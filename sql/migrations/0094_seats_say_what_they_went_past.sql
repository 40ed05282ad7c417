-- Staff go past what a cohort asks by every door in the same way, and each seat that did says so:
-- the act states what it goes past, and the event keeps it with the reason. A reason alone, given
-- for whatever, opens nothing.

ALTER TABLE enrolment_events
    -- What was gone past: "state" (the cohort took nobody then), "approval", "prerequisites". Of
    -- what was entered before this was kept nothing is known.
    ADD COLUMN went_past text[] NOT NULL DEFAULT '{}'
        CONSTRAINT enrolment_events_went_past_known
        CHECK (went_past <@ ARRAY['state', 'approval', 'prerequisites']),
    ADD CONSTRAINT enrolment_events_went_past_has_reason
        CHECK (went_past = '{}' OR reason IS NOT NULL);
CREATE INDEX enrolment_events_went_past_idx ON enrolment_events (id) WHERE went_past <> '{}';

-- What the statements that follow in this transaction go past.
CREATE FUNCTION go_past(what text[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('obuka.goes_past', coalesce(array_to_string(what, ','), ''), true);
END
$$;

CREATE FUNCTION gone_past() RETURNS text[]
LANGUAGE sql STABLE
RETURN coalesce(
    string_to_array(nullif(current_setting('obuka.goes_past', true), ''), ','), '{}');

-- Who comes into a cohort in a state: "everybody"; "reason", staff who say why, into a draft and
-- one that has begun; or "nobody".
CREATE FUNCTION cohort_door(state text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE
    WHEN cohort_has_ended(state) THEN 'nobody'
    WHEN cohort_takes_enrolments(state) THEN 'everybody'
    ELSE 'reason' END;

-- Whether an enrolment went past what its course asks for before, which holds from then on.
CREATE FUNCTION went_past_prerequisites(enrolment bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
    SELECT FROM enrolment_events
    WHERE enrolment_id = enrolment AND 'prerequisites' = ANY (went_past));

-- Whether somebody lacks what the course asks for and never went past it.
CREATE FUNCTION lacks_prerequisites(enrolment bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE enrolments.id = enrolment AND cohorts.ends_on >= centre_today()
            AND cohort_has_prerequisites(cohorts.id)
            AND NOT is_eligible(enrolments.person_id, cohorts.id)
            AND NOT went_past_prerequisites(enrolments.id));
END
$$;

-- Whether a state in a cohort is the one in which what it follows there ended.
CREATE FUNCTION continues_place(follows bigint, cohort bigint, state text) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM enrolments
        WHERE id = follows AND cohort_id = cohort AND state = (
            SELECT from_status FROM enrolment_events
            WHERE enrolment_id = follows ORDER BY id DESC LIMIT 1));
END
$$;

DROP FUNCTION decide_seats(text, boolean, bigint[], bigint[], bigint[], bigint);
DROP FUNCTION decide_each_seat(text[], boolean, bigint[], bigint[], bigint[], bigint);

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
-- A draft and a training that has begun take nobody but whom "centre" enters and says why, as rows
-- of a training that is over do by themselves. What the course asks for binds everybody but
-- "centre"; with the promotion "automatic-if-eligible" who lacks something waits until nothing is
-- lacking. What one record of a person or an organisation takes the others have no more; whether
-- there are several is found by an index. A person not entered yet is NULL. `own_enrolment` is the
-- application that is decided on, which is no second enrolment, and whose approval is the decision
-- itself.
CREATE FUNCTION decide_each_seat(
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
        ELSIF asked_by IN ('self', 'organisation') AND cohort.apply_until_on < centre_today() THEN
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

-- The same when all are asked for by one.
CREATE FUNCTION decide_seats(
    asked_by text, cohorts_asked bigint[], people_asked bigint[], organisations_asked bigint[],
    own_enrolment bigint)
RETURNS TABLE (place bigint, status text, refusal text, goes_past text[])
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT decided.place, decided.status, decided.refusal, decided.goes_past
    FROM decide_each_seat(
        array_fill(asked_by, ARRAY[cardinality(cohorts_asked)]), cohorts_asked, people_asked,
        organisations_asked, own_enrolment) AS decided;
END
$$;
