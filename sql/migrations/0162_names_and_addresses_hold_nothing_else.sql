-- “Овлашћено лице: Пера Перић” is a line for a signature and the name of nobody. What was entered
-- before stays until the name itself is changed.
CREATE OR REPLACE TRIGGER check_name_of_one
    BEFORE INSERT OR UPDATE OF
        given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn ON people
    FOR EACH ROW
    WHEN (NEW.given_name_cyrl || NEW.family_name_cyrl || NEW.given_name_latn || NEW.family_name_latn
            ~ '[][0-9,:;/\\|&+(){}]'
        OR joins_people(NEW.given_name_cyrl, NEW.family_name_cyrl)
        OR joins_people(NEW.given_name_latn, NEW.family_name_latn))
    EXECUTE FUNCTION check_name_of_one();

-- A Cyrillic letter that looks like a Latin one makes an address that nobody has.
CREATE OR REPLACE TRIGGER check_email_written BEFORE INSERT OR UPDATE OF email ON people
    FOR EACH ROW
    WHEN (NEW.email !~ '^[^@=|!]+@[^@=|!]+[.][^@=|!]+$'
        OR NEW.email ~ '[a-z][^@.]*[\u0430-\u045f]|[\u0430-\u045f][^@.]*[a-z]')
    EXECUTE FUNCTION check_email_written();

-- A personal number is kept nowhere, in no address either.
CREATE FUNCTION check_email_no_personal_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF holds_personal_number(NEW.email) THEN
        RAISE EXCEPTION 'a personal number is kept nowhere'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'people_email_no_personal_number', TABLE = 'people';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_email_no_personal_number() FROM PUBLIC;
CREATE TRIGGER check_email_no_personal_number BEFORE INSERT OR UPDATE OF email ON people
    FOR EACH ROW WHEN (NEW.email ~ '[0-9]([ ./-]?[0-9]){12}')
    EXECUTE FUNCTION check_email_no_personal_number();
