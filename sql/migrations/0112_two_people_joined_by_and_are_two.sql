-- The name in a row is that of one person: “Ана Анић и Мира Мирић” is two, joined by a word where
-- others write a comma. Between two words and two words the word can be nothing else; “Gaudí i
-- Cornet” is a family name. What was entered before stays until the name itself is changed.

-- Names are typed with the given name first or last, and joined in either order.
CREATE FUNCTION joins_people(given_name text, family_name text) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN given_name || ' ' || family_name
        ~ '[^ ] +[^ ]+ +([иИ]|[iI]|[aA][nN][dD]) +[^ ]+ +[^ ]'
    OR family_name || ' ' || given_name
        ~ '[^ ] +[^ ]+ +([иИ]|[iI]|[aA][nN][dD]) +[^ ]+ +[^ ]';

CREATE OR REPLACE TRIGGER check_name_of_one
    BEFORE INSERT OR UPDATE OF
        given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn ON people
    FOR EACH ROW
    WHEN (NEW.given_name_cyrl || NEW.family_name_cyrl || NEW.given_name_latn || NEW.family_name_latn
            ~ '[][0-9,;/\\|&+(){}]'
        OR joins_people(NEW.given_name_cyrl, NEW.family_name_cyrl)
        OR joins_people(NEW.given_name_latn, NEW.family_name_latn))
    EXECUTE FUNCTION check_name_of_one();
