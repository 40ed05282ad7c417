-- Thousands who ask for seats in one statement are decided on in seconds: what only some of them
-- have (an institution, several records, a cohort that asks for something) is looked up for them
-- alone. What is decided is what was decided before.

-- What becomes of people who ask for seats, in the order of the arguments: the state in which
-- their enrolment begins, or why there is none. The cohorts stay locked until the transaction ends,
-- so what was decided holds until it is entered. Who asks:
--
--   self          the person: an application, where somebody has to agree
--   organisation  an institution: a nomination, on which the centre decides
--   list          a list that staff bring in: a nomination where a row names the institution, else
--                 an application; a training that is over asks nobody any more
--   staff         staff for somebody; where somebody has to agree, they say why they go past it
--   centre        staff who have said why
--
-- What the course asks for binds everybody but "centre"; with the promotion "automatic-if-eligible"
-- who lacks something waits until nothing is lacking. What one record of a person or an
-- organisation takes the others have no more; whether there are several is found by an index. A
-- person not entered yet is NULL.
-- `needs_open` is false for what staff enter in advance. `own_enrolment` is the application that is
-- decided on, which is no second enrolment, and whose approval is the decision itself.
CREATE OR REPLACE FUNCTION decide_each_seat(
    askers text[], needs_open boolean, cohorts_asked bigint[], people_asked bigint[],
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
            SELECT cohorts.state, cohorts.ends_on < centre_today() AS is_over,
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
        asked_by := CASE WHEN asked.asker = 'staff' AND says_why THEN 'centre'
            ELSE asked.asker END;
        may_take_part := NOT cohort.asks_something OR asked_by = 'centre'
            OR cohort.is_over AND cohort.promotion <> 'automatic-if-eligible'
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

-- Refuses an enrolment that begins where none may:
--
--   enrolments_follows_ended
--       what it continues has ended, and an offer continues an offer
--   enrolments_offer_within_hours
--       a seat is held as long as the cohort says
--   enrolments_approved_first
--       a seat, a place in line or an offer needs those who have to agree, or a reason
--   enrolments_prerequisites_met
--       what the course asks for is there, or a reason
--
-- A training that is over asks nobody any more. Runs after the seats were counted, so under the
-- cohorts' locks, and before the events are entered.
CREATE OR REPLACE FUNCTION check_beginning() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- Asked first, because a join with all enrolments is planned as if every row continued one.
    IF EXISTS (SELECT FROM new_rows WHERE follows_id IS NOT NULL) AND EXISTS (
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
    IF EXISTS (
        SELECT FROM new_rows
        WHERE offer_ends_at IS NOT NULL
            AND offer_ends_at > now() + make_interval(hours => offer_hours_max(cohort_id)))
    THEN
        PERFORM refuse('enrolments_offer_within_hours');
    END IF;
    IF coalesce(current_setting('obuka.reason', true), '') <> '' THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        JOIN seat_rules ON seat_rules.cohort_id = new_rows.cohort_id
        WHERE new_rows.status IN ('waiting', 'offered', 'confirmed')
            AND seat_rules.approval <> 'none' AND cohorts.ends_on >= centre_today())
    THEN
        PERFORM refuse('enrolments_approved_first');
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN (
            SELECT cohorts.id,
                coalesce(
                    seat_rules.promotion = 'automatic-if-eligible' AND seat_rules.has_waiting_list,
                    false) AS may_wait
            FROM cohorts LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            WHERE cohorts.id IN (SELECT cohort_id FROM new_rows)
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
