-- No enrolment begins or goes on past what its cohort asks, whoever writes it, with what program.

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
CREATE FUNCTION check_beginning() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
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
            AND NOT is_eligible(new_rows.person_id, new_rows.cohort_id))
    THEN
        PERFORM refuse('enrolments_prerequisites_met');
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_beginning() FROM PUBLIC;
CREATE TRIGGER enrolments_begin_rightly AFTER INSERT ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_beginning();

-- For how many hours a seat is held at most: as long as the cohort says, and with a reason as long
-- as any cohort may say. A draft has its rules yet to come.
CREATE FUNCTION offer_hours_max(cohort bigint) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('obuka.reason', true), '') <> ''
        OR EXISTS (SELECT FROM cohorts WHERE id = cohort AND state = 'draft')
    THEN
        RETURN 720;
    END IF;
    RETURN coalesce((SELECT offer_hours FROM seat_rules WHERE cohort_id = cohort), 72);
END
$$;

-- Refuses a step that `enrolment_moves` has, but that this cohort does not allow now: past the
-- institution that has to agree; a longer offer; and a lapse of what the clock has not ended.
CREATE FUNCTION check_step() RETURNS trigger
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
REVOKE ALL ON FUNCTION check_step() FROM PUBLIC;
CREATE TRIGGER enrolments_go_on_rightly AFTER UPDATE ON enrolments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_step();
