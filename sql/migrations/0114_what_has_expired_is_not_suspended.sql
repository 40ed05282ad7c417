-- A right that has ended is not taken away any more: a suspension of an accreditation that has
-- expired would say of today what holds of no day. One that expires while it is suspended is
-- reinstated as before, so that it can be renewed.

CREATE FUNCTION check_suspension_in_time() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.is_suspended AND EXISTS (
        SELECT FROM accreditations
        WHERE id = NEW.accreditation_id AND ends_on < NEW.effective_on
    ) THEN
        RAISE EXCEPTION 'accreditation % has expired', NEW.accreditation_id
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'accreditation_suspensions_not_expired',
                  TABLE = 'accreditation_suspensions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_suspension_in_time() FROM PUBLIC;
CREATE TRIGGER check_suspension_in_time BEFORE INSERT ON accreditation_suspensions
    FOR EACH ROW EXECUTE FUNCTION check_suspension_in_time();
