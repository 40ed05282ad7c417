-- Whoever had a seat, waited or asked in a training that was cancelled can be moved to another one,
-- once: there the enrolment begins by the rules of every move, and in the cancelled one it stays on
-- record as it was.

-- As before, but what an enrolment continues may be one that lives in a cancelled training: nothing
-- ends there any more.
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
        JOIN cohorts ON cohorts.id = followed.cohort_id
        WHERE CASE
            WHEN cohorts.state = 'cancelled' THEN NOT is_live_enrolment(followed.status)
                OR new_rows.status = 'offered' AND followed.status <> 'offered'
            ELSE followed.status <> 'withdrawn'
                OR new_rows.status = 'offered' AND 'offered' <> (
                    SELECT from_status FROM enrolment_events
                    WHERE enrolment_events.enrolment_id = followed.id
                    ORDER BY enrolment_events.id DESC LIMIT 1)
            END)
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

-- As before, out of a cancelled training too.
CREATE OR REPLACE FUNCTION move_enrolment(
    target bigint, to_cohort bigint, new_code text, may_go_past boolean)
RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moved record;
    was_cancelled boolean;
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
    was_cancelled := EXISTS (SELECT FROM cohorts WHERE id = from_cohort AND state = 'cancelled');
    -- An offer there has a time as everywhere, which no clock ends any more.
    IF was_cancelled AND (
        EXISTS (SELECT FROM enrolments WHERE follows_id = target)
        OR moved.status = 'offered' AND moved.offer_ends_at <= now())
    THEN
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
    -- What was there stays on record where the training was cancelled: nobody withdrew.
    IF NOT was_cancelled THEN
        UPDATE enrolments
        SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
        WHERE id = target;
    END IF;
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
