-- Rules of enrolments and of what leads to them that a function or the program kept, and a
-- statement past both could break.

-- Nobody withdraws before the enrolment was made. What is entered afterwards, of a training that
-- has begun or as a withdrawal, keeps the day that it had, which lies at most a year before the
-- cohort: earlier is a mistyped year. A file enters an enrolment and its end in one transaction.
CREATE FUNCTION check_withdrawal_day() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    entered_on date := (NEW.created_at AT TIME ZONE 'Europe/Belgrade')::date;
    begins_on date := (SELECT starts_on FROM cohorts WHERE id = NEW.cohort_id);
    earliest_on date := CASE
        WHEN NEW.created_at = now() OR entered_on > begins_on
            THEN least(begins_on - 366, entered_on)
        ELSE entered_on END;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn_on = NEW.withdrawn_on THEN
        RETURN NEW;
    END IF;
    IF NEW.withdrawn_on < earliest_on THEN
        RAISE EXCEPTION 'a withdrawal lies before the enrolment'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_withdrawn_after_made', TABLE = 'enrolments';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_withdrawal_day BEFORE INSERT OR UPDATE OF withdrawn_on ON enrolments
    FOR EACH ROW WHEN (NEW.withdrawn_on IS NOT NULL)
    EXECUTE FUNCTION check_withdrawal_day();

-- Who did not come has missed something, and was marked as present nowhere.
CREATE FUNCTION check_no_show() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF centre_today() < (SELECT starts_on FROM cohorts WHERE id = NEW.cohort_id) THEN
        PERFORM refuse('enrolments_no_show_after_start');
    END IF;
    IF EXISTS (
        SELECT FROM current_attendance
        WHERE enrolment_id = NEW.id AND mark IN ('present', 'late'))
    THEN
        PERFORM refuse('enrolments_no_show_never_came');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_no_show BEFORE UPDATE OF status ON enrolments
    FOR EACH ROW WHEN (NEW.status = 'no-show' AND OLD.status = 'confirmed')
    EXECUTE FUNCTION check_no_show();

-- An enrolment follows another as a move, of the same person to another cohort, or as a
-- substitution, of another person in the same one until the cut-off. Only a substitute has a place
-- in the waiting list that is not the own one: nobody gets before others otherwise.
CREATE FUNCTION check_followed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    followed record;
    is_substitute boolean;
BEGIN
    SELECT cohort_id, person_id, coalesce(queue_position, id) AS place INTO followed
    FROM enrolments WHERE id = NEW.follows_id;
    is_substitute := followed.cohort_id = NEW.cohort_id AND followed.person_id <> NEW.person_id;
    IF NOT coalesce(
        is_substitute AND NEW.queue_position IS NOT DISTINCT FROM followed.place
        OR followed.cohort_id <> NEW.cohort_id AND followed.person_id = NEW.person_id
            AND NEW.queue_position IS NULL, false)
    THEN
        RAISE EXCEPTION 'an enrolment takes a place that it does not follow'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_follows_continued', TABLE = 'enrolments';
    END IF;
    IF is_substitute AND centre_today() > (
        SELECT substitute_until_on FROM cohort_seats WHERE cohort_id = NEW.cohort_id)
    THEN
        PERFORM refuse('enrolments_substituted_in_time');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_followed BEFORE INSERT ON enrolments
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL OR NEW.queue_position IS NOT NULL)
    EXECUTE FUNCTION check_followed();

-- The last day for names lies ahead when it is set.
CREATE FUNCTION check_quota_day() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the last day for names lies in the past'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'seat_quotas_name_until_not_past', TABLE = 'seat_quotas';
END
$$;
CREATE TRIGGER check_day_inserted BEFORE INSERT ON seat_quotas
    FOR EACH ROW WHEN (NEW.name_until_on < centre_today()) EXECUTE FUNCTION check_quota_day();
CREATE TRIGGER check_day_updated BEFORE UPDATE OF name_until_on ON seat_quotas
    FOR EACH ROW WHEN (
        NEW.name_until_on <> OLD.name_until_on AND NEW.name_until_on < centre_today())
    EXECUTE FUNCTION check_quota_day();

-- An interest ends once: today, or in a cohort that takes people.
CREATE FUNCTION check_interest_end() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF num_nonnulls(OLD.cohort_id, OLD.withdrawn_on) > 0 THEN
        RAISE EXCEPTION 'the interest has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'interests_ended_kept', TABLE = 'interests';
    END IF;
    IF NEW.withdrawn_on <> centre_today() THEN
        RAISE EXCEPTION 'an interest is withdrawn on another day than today'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'interests_withdrawn_today', TABLE = 'interests';
    END IF;
    IF NEW.cohort_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM cohorts WHERE id = NEW.cohort_id AND cohort_takes_enrolments(state))
    THEN
        RAISE EXCEPTION 'the cohort takes nobody'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'interests_cohort_open', TABLE = 'interests';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_end BEFORE UPDATE ON interests
    FOR EACH ROW EXECUTE FUNCTION check_interest_end();
