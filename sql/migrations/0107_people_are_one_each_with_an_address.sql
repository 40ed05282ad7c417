-- A person is one: the name in a row is that of one person, without remarks, and the address is one
-- that can be written to and that no spreadsheet runs. What was entered before stays, and can be
-- worked with, until the name itself is changed; so these are triggers and no checks.

CREATE FUNCTION check_name_of_one() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the name of a person is not that of one'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'people_name_of_one', TABLE = 'people';
END
$$;
CREATE TRIGGER check_name_of_one
    BEFORE INSERT OR UPDATE OF
        given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn ON people
    FOR EACH ROW
    WHEN (NEW.given_name_cyrl || NEW.family_name_cyrl || NEW.given_name_latn || NEW.family_name_latn
        ~ '[][0-9,;/\\|&+(){}]')
    EXECUTE FUNCTION check_name_of_one();

CREATE FUNCTION check_email_written() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the address of a person cannot be written to'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'people_email_written', TABLE = 'people';
END
$$;
CREATE TRIGGER check_email_written BEFORE INSERT OR UPDATE OF email ON people
    FOR EACH ROW WHEN (NEW.email !~ '^[^@=|!]+@[^@=|!]+[.][^@=|!]+$')
    EXECUTE FUNCTION check_email_written();

-- Who has an address, or one that begins so, is found in the order of its code points, whatever the
-- order of the database's letters is.
CREATE INDEX people_email_beginning_idx ON people (email COLLATE "C");
