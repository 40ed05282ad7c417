-- Whoever takes a seat from somebody says why, by whatever way: only the holder's own decision
-- needs no reason, and the event says that it was the holder's.

ALTER TABLE enrolment_events
    ADD COLUMN is_by_holder boolean NOT NULL DEFAULT false,
    -- Of what was entered before this was asked nothing is known.
    ADD CONSTRAINT enrolment_events_has_reason
        CHECK (to_status NOT IN ('withdrawn', 'no-show') OR is_by_holder OR reason IS NOT NULL)
        NOT VALID;

CREATE OR REPLACE FUNCTION enter_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stated_actor text := current_setting('obuka.actor', true);
    stated_reason text := nullif(current_setting('obuka.reason', true), '');
    is_by_holder boolean := coalesce(current_setting('obuka.by_holder', true), '') = 'true';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT FROM new_rows WHERE status NOT IN (
                'applied', 'endorsed', 'waiting', 'confirmed', 'withdrawn')
                AND NOT (status = 'offered' AND follows_id IS NOT NULL)
        ) THEN
            RAISE EXCEPTION 'no enrolment begins in this state'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'enrolments_status_step', TABLE = 'enrolments';
        END IF;
        INSERT INTO enrolment_events (enrolment_id, to_status, actor, reason)
        SELECT id, status, stated_actor, stated_reason FROM new_rows ORDER BY id;
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE old_rows.status <> new_rows.status AND NOT EXISTS (
            SELECT FROM enrolment_moves
            WHERE from_status = old_rows.status AND to_status = new_rows.status)
    ) THEN
        RAISE EXCEPTION 'the state of an enrolment does not allow this'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_status_step', TABLE = 'enrolments';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE old_rows.status = 'offered' AND new_rows.status = 'confirmed'
            AND old_rows.offer_ends_at <= now()
    ) THEN
        RAISE EXCEPTION 'the offer has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_offer_not_ended', TABLE = 'enrolments';
    END IF;
    INSERT INTO enrolment_events (
        enrolment_id, from_status, to_status, actor, reason, is_by_holder)
    SELECT new_rows.id, old_rows.status, new_rows.status, stated_actor, stated_reason,
        -- Who is the next in the waiting list is offered a seat by nobody's decision.
        is_by_holder AND new_rows.status <> 'offered'
    FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
    WHERE old_rows.status <> new_rows.status
    ORDER BY new_rows.id;
    RETURN NULL;
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
    PERFORM set_config('obuka.by_holder', '', true);
    RETURN aim;
END
$$;
