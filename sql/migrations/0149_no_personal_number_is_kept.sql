-- The number by which the state knows a citizen (JMBG) is kept nowhere, and comes in by no column
-- in which somebody writes what a person is or works at.

-- Whether a text holds one: 13 digits, also with single spaces, dots, dashes or slashes among
-- them, that begin with a date and end with the check digit of the Law on the Unique Citizen
-- Number.
CREATE FUNCTION holds_personal_number(original text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
DECLARE
    run text;
    digits integer[];
    total integer;
    month_on date;
BEGIN
    FOR run IN
        SELECT substr(found.run, place, 13)
        FROM (
            SELECT match[1] AS run
            FROM regexp_matches(
                regexp_replace(original, '([0-9])[ ./-](?=[0-9])', '\1', 'g'),
                '[0-9]{13,}', 'g') AS match
        ) AS found
        CROSS JOIN generate_series(1, length(found.run) - 12) AS place
    LOOP
        digits := string_to_array(run, NULL)::integer[];
        CONTINUE WHEN substr(run, 3, 2) NOT BETWEEN '01' AND '12';
        month_on := make_date(
            substr(run, 5, 3)::integer
                + CASE WHEN substr(run, 5, 3) < '800' THEN 2000 ELSE 1000 END,
            substr(run, 3, 2)::integer, 1);
        CONTINUE WHEN substr(run, 1, 2)::integer
            NOT BETWEEN 1 AND extract(day FROM month_on + interval '1 month - 1 day');
        SELECT sum((8 - place) * (digits[place] + digits[place + 6])) INTO total
        FROM generate_series(1, 6) AS place;
        IF digits[13] = (CASE WHEN total % 11 < 2 THEN 0 ELSE 11 - total % 11 END) THEN
            RETURN true;
        END IF;
    END LOOP;
    RETURN false;
END
$$;

-- What stands already is no reason to keep anybody in a state, or from being moved: only what is
-- entered, or becomes another text, is looked at. What an enrolment took over with the seat that it
-- follows stood before. Few texts have so many digits, and only these are asked about.
CREATE FUNCTION check_no_personal_number() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    known record;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        known := OLD;
    ELSE
        SELECT function, institution INTO known FROM enrolments WHERE id = NEW.follows_id;
    END IF;
    IF NEW.function IS DISTINCT FROM known.function AND holds_personal_number(NEW.function) THEN
        PERFORM refuse('enrolments_function_no_personal_number');
    END IF;
    IF NEW.institution IS DISTINCT FROM known.institution
        AND holds_personal_number(NEW.institution)
    THEN
        PERFORM refuse('enrolments_institution_no_personal_number');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_no_personal_number BEFORE INSERT OR UPDATE OF function, institution
    ON enrolments FOR EACH ROW
    WHEN (NEW.function ~ '[0-9]([ ./-]?[0-9]){12}' OR NEW.institution ~ '[0-9]([ ./-]?[0-9]){12}')
    EXECUTE FUNCTION check_no_personal_number();

CREATE FUNCTION check_no_personal_number_of_participant() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR NEW.function <> OLD.function) AND holds_personal_number(NEW.function)
    THEN
        RAISE EXCEPTION 'a personal number is kept nowhere'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'activity_participants_function_no_personal_number',
                  TABLE = 'activity_participants';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_no_personal_number BEFORE INSERT OR UPDATE OF function
    ON activity_participants FOR EACH ROW
    WHEN (NEW.function ~ '[0-9]([ ./-]?[0-9]){12}')
    EXECUTE FUNCTION check_no_personal_number_of_participant();
