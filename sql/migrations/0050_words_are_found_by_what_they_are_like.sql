-- A search compares words with words. Which words there are is kept in a table of its own, small
-- beside the tables it comes from: a word of a query is first compared with that vocabulary, by
-- indexes, and the rows are then found by the words that it stands for. A typing error in a query
-- among a million people costs what it costs among the words of their names.

-- The words of a folded text.
CREATE FUNCTION search_words(fold text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN string_to_array(btrim(regexp_replace(fold, '[^[:alnum:]]+', ' ', 'g')), ' ');

-- A folded word without the ending of its case and number. What is left is no word of the language,
-- only the same for most forms of one: a stem of two letters loses one vowel, of three letters
-- longer endings too.
CREATE FUNCTION search_bare(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN word ~ '[0-9]' THEN word
    ELSE coalesce(
        substring(
            word
            FROM '^(.{3,}?)(?:[oe]vima|[oe]v[iae]|[oe]vom|[ai]ma|oga|om[ue]|o[gmj]|em|i[mh])$'),
        substring(word FROM '^(.{2,})[aeiou]$'),
        word)
END;

-- The same for forms that change inside: službenik and službenici, centar and centra, migrant and
-- migranata.
CREATE FUNCTION search_stem(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(
        search_bare(word),
        '^(..+[^aeiou])a([knr])$|^(.+[^aeiou])a(c)$|^(.{3,}n)a(t)$',
        '\1\2\3\4\5\6'),
    'c$', 'k');

-- A word and what is left of it when one letter is missing: words that have one of them in common
-- are at most two typing errors apart, and every one error apart have one.
CREATE FUNCTION search_deletions(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY[word] || ARRAY(
    SELECT left(word, place - 1) || substr(word, place + 1)
    FROM generate_series(1, least(length(word), 40)) AS place);

-- Whether two letters are next to each other on a keyboard, or sound alike before another one.
CREATE FUNCTION search_confused(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN strpos(
    'qw we er rt tz ty zu yu ui io op as sd df fg gh hj jk kl yx zx xc cv vb bn nm '
    || 'qa aw ws se ed dr rf ft tg gz gy hz hy uh ju ij ki ok lo pl '
    || 'ya az sy zs xs dx cd fc vf gv bg hb nh jn mj km dt bp gk iy vw ',
    one || other || ' ') > 0
    OR strpos(
    'wq ew re tr zt yt uz uy iu oi po sa ds fd gf hg jh kj lk xy xz cx vc bv nb mn '
    || 'aq wa sw es de rd fr tf gt zg yg zh yh hu uj ji ik ko ol lp '
    || 'ay za ys sz sx xd dc cf fv vg gb bh hn nj jm mk td pb kg yi wv ',
    one || other || ' ') > 0;

-- How many typing errors lie between two words, NULL for more than allowed: a letter missing, too
-- many or swapped with its neighbour, a neighbouring key hit, or a vowel taken for another.
CREATE FUNCTION search_errors(one text, other text, allowed integer) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    same integer := 0;
    shorter integer := least(length(one), length(other));
    rest_one text;
    rest_other text;
    least_errors integer;
    found integer;
BEGIN
    IF one = other THEN RETURN 0; END IF;
    IF allowed = 0 OR abs(length(one) - length(other)) > allowed THEN RETURN NULL; END IF;
    WHILE same < shorter AND substr(one, same + 1, 1) = substr(other, same + 1, 1) LOOP
        same := same + 1;
    END LOOP;
    rest_one := substr(one, same + 1);
    rest_other := substr(other, same + 1);
    IF left(rest_one, 2) = reverse(left(rest_other, 2)) AND length(rest_one) > 1 THEN
        least_errors := search_errors(substr(rest_one, 3), substr(rest_other, 3), allowed - 1);
    END IF;
    found := search_errors(substr(rest_one, 2), rest_other, allowed - 1);
    least_errors := least(least_errors, found);
    found := search_errors(rest_one, substr(rest_other, 2), allowed - 1);
    least_errors := least(least_errors, found);
    IF rest_one <> '' AND rest_other <> ''
        AND (search_confused(left(rest_one, 1), left(rest_other, 1))
            -- Another vowel inside of a long word; near its end it makes another word.
            OR (same > 1 AND length(rest_one) > 4
                AND left(rest_one, 1) ~ '[aeiou]' AND left(rest_other, 1) ~ '[aeiou]'))
    THEN
        found := search_errors(substr(rest_one, 2), substr(rest_other, 2), allowed - 1);
        least_errors := least(least_errors, found);
    END IF;
    RETURN least_errors + 1;
END
$$;

-- How many typing errors are forgiven in a word: none in one of up to three letters, where each
-- letter makes another word.
CREATE FUNCTION search_forgiven(word text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN word ~ '[0-9]' OR length(word) < 5 THEN 0
    WHEN length(word) < 11 THEN 1
    ELSE 2
END;

-- How far a word of a text is from one of a query; NULL when it is not what was asked for. 0 for
-- the word itself, 1 for another form of it and for what begins with it, from five letters on, and
-- 3 or 4 for one or two typing errors.
CREATE FUNCTION search_word_distance(query text, word text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    errors integer;
BEGIN
    IF query = word THEN RETURN 0; END IF;
    IF length(query) >= 5 AND starts_with(word, query) THEN RETURN 1; END IF;
    IF length(query) >= 2 AND search_stem(query) = search_stem(word) THEN RETURN 1; END IF;
    IF length(word) < 5 THEN RETURN NULL; END IF;
    errors := search_errors(query, word, search_forgiven(query));
    IF errors IS NULL THEN
        errors := search_errors(
            search_bare(query), search_bare(word), search_forgiven(search_bare(query)));
        IF length(search_bare(word)) < 5 THEN errors := NULL; END IF;
    END IF;
    RETURN 2 + errors;
END
$$;

-- How far a folded text is from the words of a query: the sum of what each is from the nearest word
-- of the text. A single letter among several words is an initial.
CREATE OR REPLACE FUNCTION search_distance(fold text, words text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN bool_and(nearest IS NOT NULL) THEN sum(nearest)::integer END
    FROM (
        SELECT min(
            CASE
                WHEN length(query) = 1 AND cardinality(words) > 1 AND word <> query
                THEN CASE WHEN starts_with(word, query) THEN 1 END
                ELSE search_word_distance(query, word)
            END) AS nearest
        FROM unnest(words) WITH ORDINALITY AS asked (query, place)
        LEFT JOIN unnest(search_words(fold)) AS word ON true
        GROUP BY place
    ) AS distances);

-- All words that stand in a searchable text. Nothing says whose they are, and a word stays when the
-- text that it comes from changes. Two who enter a new word at once do not wait for each other:
-- then it stands here twice.
CREATE TABLE search_vocabulary (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT search_vocabulary_pkey PRIMARY KEY,
    word text COLLATE "C" NOT NULL,
    stem text NOT NULL GENERATED ALWAYS AS (search_stem(word)) STORED,
    deletions text[] NOT NULL GENERATED ALWAYS AS (search_deletions(word)) STORED,
    bare_deletions text[] NOT NULL GENERATED ALWAYS AS (search_deletions(search_bare(word))) STORED
);
CREATE INDEX search_vocabulary_word_idx ON search_vocabulary (word);
CREATE INDEX search_vocabulary_stem_idx ON search_vocabulary (stem);
CREATE INDEX search_vocabulary_deletions_idx ON search_vocabulary USING gin (deletions);
CREATE INDEX search_vocabulary_bare_deletions_idx ON search_vocabulary USING gin (bare_deletions);
CREATE INDEX search_vocabulary_trigrams_idx ON search_vocabulary USING gin (word gin_trgm_ops);
REVOKE ALL ON search_vocabulary FROM obuka_service;
GRANT SELECT ON search_vocabulary TO obuka_service;

CREATE FUNCTION learn_words() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO search_vocabulary (word)
    SELECT DISTINCT learned.term
    FROM new_rows CROSS JOIN LATERAL unnest(search_words(new_rows.fold)) AS learned (term)
    WHERE length(learned.term) BETWEEN 1 AND 60
        AND NOT EXISTS (SELECT FROM search_vocabulary WHERE word = learned.term);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION learn_words() FROM PUBLIC;

-- Makes a table with a column fold searchable by its words.
CREATE PROCEDURE make_searchable(target regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE INDEX %I ON %s USING gin (search_words(fold))',
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

-- A cohort is found by its code and where it takes place; its course has a text of its own.
ALTER TABLE cohorts ADD COLUMN fold text GENERATED ALWAYS AS (
    search_fold(code || ' ' || venue)) STORED;

DO $$
DECLARE
    target regclass;
    trigrams text;
BEGIN
    FOR target IN
        SELECT attrelid::regclass
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND attname = 'fold' AND NOT attisdropped
    LOOP
        CALL make_searchable(target);
        -- What found texts by their trigrams finds them no more, and costs every entry its time.
        FOR trigrams IN
            SELECT indexrelid::regclass::text
            FROM pg_index JOIN pg_opclass ON pg_opclass.oid = indclass[0]
            WHERE indrelid = target AND opcname = 'gin_trgm_ops'
        LOOP
            EXECUTE 'DROP INDEX ' || trigrams;
        END LOOP;
    END LOOP;
END
$$;

-- The words of the vocabulary that a word of a query stands for, with how far each is from it; at
-- most 200, the nearest first.
CREATE FUNCTION search_expansions(query text) RETURNS TABLE (word text, distance integer)
LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp
AS $$
    SELECT candidates.word, search_word_distance(query, candidates.word)
    FROM (
        SELECT known.word FROM search_vocabulary AS known WHERE known.word = query
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(query) >= 5
            AND known.word >= query AND known.word < query || U&'\+10FFFF'
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(query) >= 2 AND known.stem = search_stem(query)
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 0
            AND (known.deletions && search_deletions(query)
                OR known.bare_deletions && search_deletions(search_bare(query)))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 1 AND known.word % query
    ) AS candidates
    WHERE search_word_distance(query, candidates.word) IS NOT NULL
    ORDER BY 2, length(candidates.word), 1
    LIMIT 200
$$;
