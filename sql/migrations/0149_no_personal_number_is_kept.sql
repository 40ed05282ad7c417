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

-- What stands already is no reason not to correct it; what is entered is looked at. Few texts have
-- so many digits, and only these are asked about.
ALTER TABLE enrolments
    ADD CONSTRAINT enrolments_institution_no_personal_number CHECK (
        institution !~ '[0-9]([ ./-]?[0-9]){12}' OR NOT holds_personal_number(institution))
        NOT VALID,
    ADD CONSTRAINT enrolments_function_no_personal_number CHECK (
        function !~ '[0-9]([ ./-]?[0-9]){12}' OR NOT holds_personal_number(function))
        NOT VALID;
ALTER TABLE activity_participants
    ADD CONSTRAINT activity_participants_function_no_personal_number CHECK (
        function !~ '[0-9]([ ./-]?[0-9]){12}' OR NOT holds_personal_number(function))
        NOT VALID;
