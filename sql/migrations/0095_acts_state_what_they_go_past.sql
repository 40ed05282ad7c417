-- Acts with an enrolment go past what a cohort asks only by stating it, so that the event says so:
-- an approval, an offer, a move, and a substitution, which staff may let go past what the course
-- asks for as by every other door.

-- What an approved application becomes: a seat, or a place in the waiting list. What it goes past
-- is stated until the caller has entered it.
CREATE OR REPLACE FUNCTION approved_state(target bigint, approval text) RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    asked record;
    decided record;
BEGIN
    SELECT status, cohort_id, person_id, organisation_id INTO STRICT asked
    FROM enrolments WHERE id = target;
    IF asked.status = 'applied' AND approval = 'institution-and-centre' THEN
        PERFORM refuse('enrolments_endorsed_first');
    END IF;
    SELECT status, refusal, goes_past INTO STRICT decided
    FROM decide_seats(
        'staff', ARRAY[asked.cohort_id], ARRAY[asked.person_id],
        ARRAY[asked.organisation_id], target);
    IF decided.refusal IS NOT NULL THEN
        PERFORM refuse(decided.refusal);
    END IF;
    PERFORM go_past(decided.goes_past);
    RETURN decided.status;
END
$$;

-- Does an act of the state machine (`enrolment_moves`, but for "lapse") and gives the new state.
--
-- `is_own`: the person does it for herself and owes nobody a reason. `day` is the day of a
-- withdrawal, today unless given. `hours` is how long an offer holds, as the cohort's rules say
-- unless given.
CREATE OR REPLACE FUNCTION change_enrolment(
    target bigint, act text, is_own boolean, day date, hours integer)
RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    found record;
    aim text;
BEGIN
    PERFORM settle_seats(cohort);
    SELECT enrolments.status, cohorts.starts_on, coalesce(seat_rules.approval, 'none') AS approval,
        coalesce(hours, seat_rules.offer_hours, 72) AS offer_hours
    INTO STRICT found
    FROM enrolments
    JOIN cohorts ON cohorts.id = enrolments.cohort_id
    LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
    WHERE enrolments.id = target;
    -- Twice is once.
    IF EXISTS (
        SELECT FROM enrolment_moves
        WHERE enrolment_moves.act = change_enrolment.act AND to_status = found.status)
    THEN
        RETURN found.status;
    END IF;
    IF NOT EXISTS (
        SELECT FROM enrolment_moves
        WHERE enrolment_moves.act = change_enrolment.act AND from_status = found.status)
    THEN
        PERFORM refuse(CASE WHEN act = 'accept' AND found.status = 'lapsed'
            THEN 'enrolments_offer_not_ended' ELSE 'enrolments_status_step' END);
    END IF;
    IF act IN ('no-show', 'come') OR act IN ('decline', 'withdraw') AND NOT is_own THEN
        PERFORM require_event_reason();
    END IF;
    IF act = 'offer' AND lacks_prerequisites(target) THEN
        IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
            PERFORM refuse('enrolments_prerequisites_met');
        END IF;
        PERFORM go_past(ARRAY['prerequisites']);
    END IF;
    CASE act
        WHEN 'approve' THEN aim := approved_state(target, found.approval);
        WHEN 'no-show' THEN
            IF found.starts_on > centre_today() THEN
                PERFORM refuse('enrolments_no_show_after_start');
            END IF;
            IF EXISTS (
                SELECT FROM current_attendance
                WHERE enrolment_id = target AND mark IN ('present', 'late'))
            THEN
                PERFORM refuse('enrolments_no_show_never_came');
            END IF;
            aim := 'no-show';
        ELSE
            SELECT to_status INTO STRICT aim FROM enrolment_moves
            WHERE enrolment_moves.act = change_enrolment.act AND from_status = found.status;
    END CASE;
    PERFORM set_config('obuka.by_holder', is_own::text, true);
    UPDATE enrolments
    SET status = aim,
        offer_ends_at = CASE WHEN aim = 'offered'
            THEN now() + make_interval(hours => found.offer_hours) END,
        withdrawn_on = CASE WHEN aim = 'withdrawn' THEN coalesce(day, centre_today()) END
    WHERE id = target;
    PERFORM set_config('obuka.by_holder', '', true), go_past('{}');
    RETURN aim;
END
$$;

-- The state in which an enrolment goes on in another cohort, as far as the rules there allow. The
-- caller holds the locks of both. What it goes past there is stated until the caller has entered
-- it.
--
--   applied, endorsed   the same where somebody has to agree; else decided like what anybody asks
--   waiting             in the waiting list; where there is none, an application, or decided
--   offered, confirmed  the same, with a seat that is free or held by the organisation
CREATE OR REPLACE FUNCTION carried_state(
    moved_status text, to_cohort bigint, person bigint, institution bigint)
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
-- order. No place there means that nothing changes here.
CREATE OR REPLACE FUNCTION move_enrolment(target bigint, to_cohort bigint, new_code text)
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
    aim := carried_state(moved.status, to_cohort, moved.person_id, institution);
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

-- Puts another person into an enrolment's state and place, until the cohort's cut-off; the facts
-- are the new person's, who lacks nothing that the course asks for unless `may_go_past`. A seat
-- goes over in one statement, so that nobody in the waiting list is offered it in between.
DROP FUNCTION substitute_enrolment(
    bigint, bigint, text, text, text, text, text, text, text, text);
CREATE FUNCTION substitute_enrolment(
    target bigint, person bigint, new_code text, lsg text, institution text, function text,
    target_group text, employment text, participation text, sex text, may_go_past boolean)
RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    replaced record;
    new_id bigint;
BEGIN
    PERFORM require_event_reason();
    PERFORM settle_seats(cohort);
    SELECT id, status, person_id, offer_ends_at, queue_position, organisation_id
    INTO STRICT replaced FROM enrolments WHERE id = target;
    IF replaced.status NOT IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed') THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    IF replaced.person_id = person THEN
        PERFORM refuse('enrolments_live_once');
    END IF;
    IF centre_today() > (SELECT substitute_until_on FROM cohort_seats WHERE cohort_id = cohort)
    THEN
        PERFORM refuse('enrolments_substituted_in_time');
    END IF;
    IF cohort_has_prerequisites(cohort) AND NOT is_eligible(person, cohort) THEN
        IF NOT may_go_past THEN
            PERFORM refuse('enrolments_prerequisites_met');
        END IF;
        PERFORM go_past(ARRAY['prerequisites']);
    END IF;
    -- Who holds no seat leaves none between two statements.
    IF replaced.status NOT IN ('offered', 'confirmed') THEN
        UPDATE enrolments SET status = 'withdrawn', withdrawn_on = centre_today()
        WHERE id = target;
    END IF;
    WITH ended AS (
        UPDATE enrolments
        SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
        WHERE id = target AND status = replaced.status
        RETURNING id)
    INSERT INTO enrolments (
        cohort_id, person_id, code, status, offer_ends_at, follows_id, queue_position,
        organisation_id, lsg_code, institution, function, target_group, employment, participation,
        sex)
    SELECT cohort, person, new_code, replaced.status, replaced.offer_ends_at, target,
        coalesce(replaced.queue_position, replaced.id), replaced.organisation_id, lsg,
        substitute_enrolment.institution, substitute_enrolment.function,
        substitute_enrolment.target_group, substitute_enrolment.employment,
        substitute_enrolment.participation,
        coalesce(substitute_enrolment.sex, people.sex)
    -- Counted, so that the old one ends first.
    FROM (SELECT count(*) FROM ended) AS done CROSS JOIN people
    WHERE people.id = person
    RETURNING id INTO new_id;
    PERFORM go_past('{}');
    RETURN new_id;
END
$$;
