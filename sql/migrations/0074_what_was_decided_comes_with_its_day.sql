-- A cohort that was cancelled in another centre comes into this one with the day on which it was:
-- that is today unless an earlier one is said.

GRANT UPDATE (cancelled_on) ON cohorts TO obuka_service;

CREATE OR REPLACE FUNCTION check_cohort_step() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.state = 'closed' THEN
        RAISE EXCEPTION 'cohort % is closed and stays as it is', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_closed_kept', TABLE = 'cohorts';
    END IF;
    IF (OLD.state, NEW.state) NOT IN (
        ('draft', 'published'), ('published', 'confirmed'), ('confirmed', 'running'),
        ('published', 'closed'), ('confirmed', 'closed'), ('running', 'closed'),
        ('draft', 'cancelled'), ('published', 'cancelled'), ('confirmed', 'cancelled'),
        ('running', 'cancelled')
    ) THEN
        RAISE EXCEPTION 'cohort % does not go from % to %', NEW.code, OLD.state, NEW.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_state_step', TABLE = 'cohorts';
    END IF;
    IF NEW.state = 'running' AND NEW.starts_on > centre_today() THEN
        RAISE EXCEPTION 'cohort % begins on %', NEW.code, NEW.starts_on
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_running_has_begun', TABLE = 'cohorts';
    END IF;
    IF NEW.state = 'cancelled' THEN
        IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
            RAISE EXCEPTION 'cohort % is cancelled without a reason', NEW.code
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'cohorts_cancelled_has_reason', TABLE = 'cohorts';
        END IF;
        NEW.cancelled_on := coalesce(NEW.cancelled_on, centre_today());
        IF NEW.cancelled_on > centre_today() THEN
            RAISE EXCEPTION 'cohort % is cancelled on a day in the future', NEW.code
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'cohorts_cancelled_not_in_future', TABLE = 'cohorts';
        END IF;
    END IF;
    RETURN NEW;
END
$$;

-- So do months of work that were recognised there. When they were entered here is another column.
ALTER TABLE experiences ALTER COLUMN recognised_on DROP DEFAULT;
GRANT INSERT (recognised_on) ON experiences TO obuka_service;

CREATE FUNCTION check_experience() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.recognised_on := coalesce(NEW.recognised_on, centre_today());
    IF NEW.recognised_on > centre_today() THEN
        RAISE EXCEPTION 'experience is recognised on a day in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'experiences_recognised_not_in_future', TABLE = 'experiences';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_experience BEFORE INSERT ON experiences
    FOR EACH ROW EXECUTE FUNCTION check_experience();
