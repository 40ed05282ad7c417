-- A centre that comes from paper, or from another installation, brings candidacies that are over
-- and suspensions that began before today. They are entered with their own days and a reason; what
-- is decided here and now is of today, as before.
CREATE OR REPLACE FUNCTION check_candidacy() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    has_reason boolean := coalesce(current_setting('obuka.reason', true), '') <> '';
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NOT NULL THEN
        RAISE EXCEPTION 'the candidacy has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_ended_kept', TABLE = 'candidacies';
    END IF;
    IF NEW.deadline_on <= centre_today() AND (
        TG_OP = 'INSERT' AND NOT has_reason
        OR TG_OP = 'UPDATE' AND NEW.deadline_on <> OLD.deadline_on)
    THEN
        RAISE EXCEPTION 'the deadline does not lie in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_deadline_in_future', TABLE = 'candidacies';
    END IF;
    IF NEW.ended_on > centre_today() OR NEW.ended_on < (
        SELECT max(examined_on) FROM candidacy_verdicts WHERE candidacy_id = NEW.id)
    THEN
        RAISE EXCEPTION 'a candidacy ends in the future or before its last verdict'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_days_in_order', TABLE = 'candidacies';
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() = 1 AND NOT has_reason THEN
        RAISE EXCEPTION 'a candidacy is changed without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_change_has_reason', TABLE = 'candidacies';
    END IF;
    RETURN NEW;
END
$$;

-- Nothing is suspended from tomorrow on, and nothing is reinstated before it was suspended.
CREATE OR REPLACE FUNCTION check_suspension() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accreditations WHERE id = NEW.accreditation_id FOR UPDATE;
    IF is_suspended(NEW.accreditation_id) = NEW.is_suspended THEN
        RAISE EXCEPTION 'accreditation % is suspended or reinstated twice', NEW.accreditation_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditation_suspensions_alternate',
                  TABLE = 'accreditation_suspensions';
    END IF;
    IF NEW.effective_on > centre_today() OR NEW.effective_on < (
        SELECT max(effective_on) FROM accreditation_suspensions
        WHERE accreditation_id = NEW.accreditation_id)
    THEN
        RAISE EXCEPTION 'a suspension lies in the future or before the one that it follows'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditation_suspensions_days_in_order',
                  TABLE = 'accreditation_suspensions';
    END IF;
    RETURN NEW;
END
$$;
ALTER TABLE accreditation_suspensions ALTER COLUMN effective_on DROP DEFAULT;
GRANT INSERT (effective_on) ON accreditation_suspensions TO obuka_service;
