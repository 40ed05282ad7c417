-- Whoever comes in for an organisation, by whatever door, has its municipality and its name where
-- nothing else is said: a report counts such a person with the others of the institution. Rows
-- that stand are left as they are: what was reported of them stays so.

CREATE FUNCTION fill_desk() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    desk record;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.organisation_id IS NOT DISTINCT FROM OLD.organisation_id THEN
        RETURN NEW;
    END IF;
    SELECT lsg_code, name_sr_latn INTO desk FROM organisations WHERE id = NEW.organisation_id;
    NEW.lsg_code := coalesce(NEW.lsg_code, desk.lsg_code);
    NEW.institution := coalesce(nullif(NEW.institution, ''), desk.name_sr_latn, '');
    RETURN NEW;
END
$$;
CREATE TRIGGER fill_desk BEFORE INSERT OR UPDATE OF organisation_id ON enrolments
    FOR EACH ROW
    WHEN (NEW.organisation_id IS NOT NULL AND (NEW.lsg_code IS NULL OR NEW.institution = ''))
    EXECUTE FUNCTION fill_desk();
