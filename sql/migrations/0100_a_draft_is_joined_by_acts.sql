-- A draft is joined like a training that has begun: by an act that states it, whoever writes it,
-- with what program. What a file says of the people of a draft is stated as well, as "record"; it
-- needs no reason of its own, opens nothing but drafts, and is no exception.

ALTER TABLE enrolment_events
    DROP CONSTRAINT enrolment_events_went_past_known,
    ADD CONSTRAINT enrolment_events_went_past_known
        CHECK (went_past <@ ARRAY['state', 'approval', 'prerequisites', 'record']),
    DROP CONSTRAINT enrolment_events_went_past_has_reason,
    ADD CONSTRAINT enrolment_events_went_past_has_reason
        CHECK (went_past <@ ARRAY['record'] OR reason IS NOT NULL);

-- Refuses an enrolment that begins where none may:
--
--   enrolments_follows_ended
--       what it continues has ended, and an offer continues an offer
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

-- Refuses a step that `enrolment_moves` has, but that this cohort does not allow now: past the
-- institution that has to agree; into a draft or a training that has begun; past what the course
-- asks for; a longer offer; and a lapse of what the clock has not ended.
CREATE OR REPLACE FUNCTION check_step() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id
        JOIN seat_rules ON seat_rules.cohort_id = new_rows.cohort_id
        WHERE old_rows.status = 'applied' AND new_rows.status IN ('confirmed', 'waiting')
            AND seat_rules.approval = 'institution-and-centre')
    THEN
        PERFORM refuse('enrolments_endorsed_first');
    END IF;
    IF NOT 'state' = ANY (gone_past()) AND EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        WHERE old_rows.status IN ('applied', 'endorsed') AND new_rows.status = 'confirmed'
            AND cohort_door(cohorts.state) = 'reason' AND cohorts.ends_on >= centre_today())
    THEN
        PERFORM refuse('enrolments_cohort_open');
    END IF;
    IF NOT 'prerequisites' = ANY (gone_past()) AND EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id
        JOIN (
            SELECT id FROM cohorts
            WHERE id = ANY(ARRAY(SELECT DISTINCT cohort_id FROM new_rows))
                AND ends_on >= centre_today() AND cohort_has_prerequisites(id)
        ) AS asking ON asking.id = new_rows.cohort_id
        WHERE old_rows.status IN ('applied', 'endorsed') AND new_rows.status = 'confirmed'
            AND NOT is_eligible(new_rows.person_id, asking.id)
            AND NOT went_past_prerequisites(new_rows.id))
    THEN
        PERFORM refuse('enrolments_prerequisites_met');
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id
        WHERE new_rows.offer_ends_at IS DISTINCT FROM old_rows.offer_ends_at
            AND new_rows.offer_ends_at
                > now() + make_interval(hours => offer_hours_max(new_rows.cohort_id)))
    THEN
        PERFORM refuse('enrolments_offer_within_hours');
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN old_rows ON old_rows.id = new_rows.id
        JOIN cohorts ON cohorts.id = new_rows.cohort_id
        WHERE new_rows.status = 'lapsed' AND old_rows.status <> 'lapsed'
            AND NOT (old_rows.status = 'offered' AND old_rows.offer_ends_at <= now())
            AND cohorts.state <> 'closed'
            AND coalesce(current_setting('obuka.reason', true), '') = '')
    THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    RETURN NULL;
END
$$;
