-- Donatela and Donatella, and one name at two institutions, are likely two people and now and then
-- one: they are proposed as well, with less certainty.

-- What names have in common that are written one way or another: doubled letters, foreign ones, and
-- the j between i and a. Other letters make another name: Jovan and Jovana, Mirić and Marić.
CREATE FUNCTION name_key(fold text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    replace(replace(replace(translate(fold, 'ywq', 'ivk'), 'x', 'ks'), 'ija', 'ia'), 'ph', 'f'),
    '(.)\1+', '\1', 'g');
CREATE INDEX people_name_key_idx ON people (name_key(fold));
