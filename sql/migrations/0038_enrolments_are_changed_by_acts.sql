-- What people do with an enrolment. Each act locks the cohort, ends what the clock has ended, and
-- only then looks at the state. Done again, an act changes nothing.

-- Raises the refusal that a constraint's name is.
CREATE FUNCTION refuse(name text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'refused: %', name
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = name, TABLE = 'enrolments';
END
$$;

CREATE FUNCTION require_event_reason() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
        PERFORM refuse('enrolment_events_has_reason');
    END IF;
END
$$;

-- Does an act of the state machine (`enrolment_moves`, but for "lapse") and gives the new state.
--
-- `is_own`: the person does it for herself and owes nobody a reason. `day` is the day of a
-- withdrawal, today unless given. `hours` is how long an offer holds, as the cohort's rules say
-- unless given.
CREATE FUNCTION change_enrolment(
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
    UPDATE enrolments
    SET status = aim,
        offer_ends_at = CASE WHEN aim = 'offered'
            THEN now() + make_interval(hours => found.offer_hours) END,
        withdrawn_on = CASE WHEN aim = 'withdrawn' THEN coalesce(day, centre_today()) END
    WHERE id = target;
    RETURN aim;
END
$$;

-- What an approved application becomes: a seat, or a place in the waiting list.
CREATE FUNCTION approved_state(target bigint, approval text) RETURNS text
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
    SELECT status, refusal INTO STRICT decided
    FROM decide_seats(
        'staff', true, ARRAY[asked.cohort_id], ARRAY[asked.person_id],
        ARRAY[asked.organisation_id], target);
    IF decided.refusal IS NOT NULL THEN
        PERFORM refuse(decided.refusal);
    END IF;
    RETURN decided.status;
END
$$;

-- Puts somebody into another cohort: what was there ends with the reason, and an enrolment that
-- follows it begins, with the same facts. Both cohorts are locked in one order. No seat there
-- means that nothing changes here.
CREATE FUNCTION move_enrolment(target bigint, to_cohort bigint, new_code text) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moved record;
    from_cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    decided record;
    new_id bigint;
BEGIN
    PERFORM require_event_reason();
    PERFORM 1 FROM cohorts WHERE id IN (from_cohort, to_cohort) ORDER BY id FOR UPDATE;
    PERFORM settle_seats(from_cohort);
    SELECT cohort_id, status, person_id, organisation_id,
        coalesce(city_municipality_code, lsg_code) AS lsg_code, institution, function,
        target_group, employment, participation, sex
    INTO STRICT moved FROM enrolments WHERE id = target;
    IF moved.status NOT IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed') THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    IF from_cohort = to_cohort THEN
        PERFORM refuse('enrolments_live_once');
    END IF;
    SELECT status, refusal INTO STRICT decided
    FROM decide_seats(
        'staff', true, ARRAY[to_cohort], ARRAY[moved.person_id], ARRAY[moved.organisation_id],
        NULL);
    IF decided.refusal IS NOT NULL THEN
        PERFORM refuse(decided.refusal);
    END IF;
    UPDATE enrolments
    SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
    WHERE id = target;
    INSERT INTO enrolments (
        cohort_id, person_id, code, status, follows_id, organisation_id, lsg_code, institution,
        function, target_group, employment, participation, sex)
    VALUES (
        to_cohort, moved.person_id, new_code, decided.status, target, moved.organisation_id,
        moved.lsg_code, moved.institution, moved.function, moved.target_group, moved.employment,
        moved.participation, moved.sex)
    RETURNING id INTO new_id;
    RETURN new_id;
END
$$;

-- Puts another person into an enrolment's state and place, until the cohort's cut-off; the facts
-- are the new person's. A seat goes over in one statement, so that nobody in the waiting list is
-- offered it in between.
CREATE FUNCTION substitute_enrolment(
    target bigint, person bigint, new_code text, lsg text, institution text, function text,
    target_group text, employment text, participation text, sex text)
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
    IF EXISTS (
        SELECT FROM seat_rules
        WHERE cohort_id = cohort AND promotion = 'automatic-if-eligible'
            AND NOT is_eligible(person, cohort))
    THEN
        PERFORM refuse('enrolments_prerequisites_met');
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
    RETURN new_id;
END
$$;

-- Offers seats to the next in line by hand, at most so many; answers how many were offered.
CREATE FUNCTION promote_waiting(cohort bigint, seats_max integer) RETURNS integer
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM settle_seats(cohort);
    IF NOT EXISTS (SELECT FROM cohorts WHERE id = cohort AND cohort_takes_enrolments(state)) THEN
        PERFORM refuse('enrolments_cohort_open');
    END IF;
    RETURN offer_seats(cohort, seats_max, coalesce((
        SELECT promotion = 'automatic-if-eligible' FROM seat_rules WHERE cohort_id = cohort),
        false));
END
$$;
