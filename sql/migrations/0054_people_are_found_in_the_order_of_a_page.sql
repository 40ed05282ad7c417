-- A page of a search is read in its own order, so that a name that a hundred thousand people have
-- costs no more than one that few have: each word of a name is kept with the people who have it.
-- What a text has, its words and the first letters of them, is answered by one index.

-- The words of a folded text.
CREATE OR REPLACE FUNCTION search_words(fold text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN string_to_array(
    CASE
        -- Most are plain already, and to look is cheaper than to replace.
        WHEN fold ~ '[^[:alnum:] ]' THEN btrim(regexp_replace(fold, '[^[:alnum:]]+', ' ', 'g'))
        ELSE fold
    END, ' ');

-- What a folded text is found by: its words; a letter and a full stop for each letter that a word
-- of it begins with; and a full stop alone when none of its words is a single letter.
CREATE FUNCTION search_keys(fold text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    -- An index is built anew where a dump is restored, with no path set.
    keys text[] := public.search_words(fold);
    word text;
    has_letter boolean := false;
BEGIN
    FOREACH word IN ARRAY keys LOOP
        keys := keys || (left(word, 1) || '.');
        has_letter := has_letter OR length(word) = 1;
    END LOOP;
    RETURN CASE WHEN has_letter THEN keys ELSE keys || '.'::text END;
END
$$;

-- How far a folded text is from the words of a query: the sum of what each is from the nearest word
-- of the text. A single letter among several words is an initial; one between two words is that of
-- a father, whom a text need not name at all.
CREATE OR REPLACE FUNCTION search_distance(fold text, words text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN bool_and(nearest IS NOT NULL) THEN sum(nearest)::integer END
    FROM (
        SELECT min(
            CASE
                WHEN length(query) > 1 OR cardinality(words) = 1 OR word = query
                    THEN search_word_distance(query, word)
                WHEN starts_with(word, query) THEN 1
                WHEN place > 1 AND place < cardinality(words) AND '.' = ANY(search_keys(fold))
                    THEN 2
            END) AS nearest
        FROM unnest(words) WITH ORDINALITY AS asked (query, place)
        LEFT JOIN unnest(search_words(fold)) AS word ON true
        GROUP BY place
    ) AS distances);

-- Makes a table with a column fold searchable by its words.
CREATE OR REPLACE PROCEDURE make_searchable(target regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE INDEX %I ON %s USING gin (search_keys(fold))',
        (SELECT relname FROM pg_class WHERE oid = target) || '_words_idx', target);
    EXECUTE format(
        'CREATE TRIGGER learn_words_inserted AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION learn_words()', target);
    EXECUTE format(
        'CREATE TRIGGER learn_words_updated AFTER UPDATE ON %s REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION learn_words()', target);
    EXECUTE format(
        'INSERT INTO search_vocabulary (word)
         SELECT DISTINCT learned.term
         FROM %s CROSS JOIN LATERAL unnest(search_words(fold)) AS learned (term)
         WHERE length(learned.term) BETWEEN 1 AND 60
             AND NOT EXISTS (SELECT FROM search_vocabulary WHERE word = learned.term)', target);
END
$$;

DO $$
DECLARE
    words record;
BEGIN
    FOR words IN
        SELECT indexrelid::regclass::text AS name, indrelid::regclass AS target
        FROM pg_index
        WHERE pg_get_indexdef(indexrelid) LIKE '%USING gin (search_words(fold))'
    LOOP
        EXECUTE format('DROP INDEX %s', words.name);
        EXECUTE format(
            'CREATE INDEX %s ON %s USING gin (search_keys(fold))', words.name, words.target);
    END LOOP;
END
$$;

-- Who has a word in the name that is theirs now: the order of the key is that of a page of hits.
-- A trigger writes it. No foreign key: it would want an index of its own, and a person's name is
-- never deleted but with the person, whose words go by the same trigger.
CREATE TABLE person_words (
    word text COLLATE "C" NOT NULL,
    person_id bigint NOT NULL,
    CONSTRAINT person_words_pkey PRIMARY KEY (word, person_id)
);
REVOKE ALL ON person_words FROM obuka_service;
GRANT SELECT ON person_words TO obuka_service;

CREATE FUNCTION enter_person_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO person_words (word, person_id)
        SELECT DISTINCT has.word, new_rows.id
        FROM new_rows CROSS JOIN LATERAL unnest(search_words(new_rows.fold)) AS has (word);
    ELSIF TG_OP = 'DELETE' THEN
        DELETE FROM person_words
        USING old_rows CROSS JOIN LATERAL unnest(search_words(old_rows.fold)) AS had (word)
        WHERE person_words.word = had.word AND person_words.person_id = old_rows.id;
    ELSE
        DELETE FROM person_words
        USING old_rows JOIN new_rows USING (id)
        CROSS JOIN LATERAL unnest(search_words(old_rows.fold)) AS had (word)
        WHERE person_words.word = had.word AND person_words.person_id = old_rows.id
            AND old_rows.fold <> new_rows.fold;
        INSERT INTO person_words (word, person_id)
        SELECT DISTINCT has.word, new_rows.id
        FROM old_rows JOIN new_rows USING (id)
        CROSS JOIN LATERAL unnest(search_words(new_rows.fold)) AS has (word)
        WHERE old_rows.fold <> new_rows.fold;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_person_words() FROM PUBLIC;
CREATE TRIGGER enter_words_inserted AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_person_words();
CREATE TRIGGER enter_words_updated AFTER UPDATE ON people
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_person_words();
CREATE TRIGGER enter_words_deleted AFTER DELETE ON people REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_person_words();
INSERT INTO person_words (word, person_id)
SELECT DISTINCT has.word, people.id
FROM people CROSS JOIN LATERAL unnest(search_words(people.fold)) AS has (word)
ORDER BY has.word, people.id;
