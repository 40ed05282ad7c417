-- A form of a name finds its people without another word beside it: Igora, Džambasa, Marka. Whether
-- Jovana is a woman or a form of Jovan is told by who is at the centre and which names are usual.
-- Where there is the name that was asked for, one that is only like it is another: Radomir is no
-- Ratomir. A form comes before a longer name that begins so: Nikole is Nikola before Nikoleta.

-- A word of a query as it stands in a folded text.
CREATE FUNCTION search_bald(query text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(query, 'ćčц', 'ccc');

-- Whether the last c of a word of a query is another than that of a folded word. A word of a query
-- keeps the ć of -ić, the č of -ič and the ц of -иц when it was typed: Milić is not called Милице.
-- A c is taken as it stands before an ending that only -ica has, and before -a when there is such a
-- word: Milica is no form of Milić, but Kosjerica one of Kosjerić. At the end, and before i and u,
-- it may be either.
CREATE OR REPLACE FUNCTION search_has_other_c(query text, word text) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE AS $$
DECLARE
    base text := substring(query FROM '^(.*i[cćčц])(?:[aeiou]|om|em|ama|ima)?$');
    typed text := substr(query, length(base) + 1);
    rest text := substr(word, length(base) + 1);
BEGIN
    IF base IS NULL OR NOT starts_with(word, search_bald(base)) THEN RETURN false; END IF;
    RETURN CASE right(base, 1)
        WHEN 'ć' THEN rest ~ '^(?:o|om|ama|ic.*)$' OR typed = '' AND rest = 'e'
        WHEN 'č' THEN false
        WHEN 'ц' THEN rest = ''
        ELSE rest = '' AND (
            typed ~ '^(?:[eo]|om|ama)$'
            OR typed = 'a' AND EXISTS (
                SELECT FROM search_vocabulary AS known WHERE known.word = query))
    END;
END
$$;

-- What a folded word of four letters is the instrumental of: Anom, Ubom.
CREATE FUNCTION search_short_roots(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN word ~ '^(?:[aeiou].|.[aeiou])om$' THEN ARRAY[left(word, 2), left(word, 2) || 'a']
    ELSE '{}'
END;

-- How far a word of a text is from one of a query; NULL when it is not what was asked for. 0 for
-- the word itself, 1 for another form of it, 2 for what begins with it, from five letters on, and 3
-- or 4 for one or two typing errors.
CREATE OR REPLACE FUNCTION search_word_distance(query text, word text) RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    bald text := search_bald(query);
    errors integer;
BEGIN
    IF bald = word THEN RETURN 0; END IF;
    -- A family name that is a whole one is not the beginning of another.
    IF word = bald || 'ic' AND bald ~ '[eo]v$' THEN RETURN NULL; END IF;
    IF bald LIKE '%ic%' AND search_has_other_c(query, word) THEN RETURN NULL; END IF;
    IF length(bald) >= 5 AND starts_with(word, bald) THEN
        RETURN CASE WHEN substr(word, length(bald) + 1) ~ '^[aeiou]$' THEN 1 ELSE 2 END;
    END IF;
    IF length(bald) >= 2 AND search_stem(bald) = search_stem(word)
        AND (search_last_consonant(bald) = search_last_consonant(word)) IS NOT FALSE
    THEN RETURN 1; END IF;
    IF left(bald, 4) = left(word, 4) AND search_roots(bald) && search_roots(word) THEN
        RETURN 1;
    END IF;
    IF word = ANY(search_short_roots(bald)) THEN RETURN 1; END IF;
    IF length(word) < 5 OR search_forgiven(bald) = 0 THEN RETURN NULL; END IF;
    errors := search_typing_errors(bald, word);
    IF errors IS NULL AND length(search_bare(word)) >= 5 THEN
        errors := search_typing_errors(search_bare(bald), search_bare(word));
    END IF;
    IF errors IS NULL OR search_is_derived(bald, word) OR search_has_prefix(bald, word) THEN
        RETURN NULL;
    END IF;
    RETURN 2 + errors;
END
$$;

-- How far a folded text is from the words of a query: the sum of what each is from the nearest word
-- of the text. A single letter among several words is an initial; one between two words is that of
-- a father, whom a text need not name at all.
CREATE OR REPLACE FUNCTION search_distance(fold text, words text[]) RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
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

CREATE OR REPLACE FUNCTION search_matches(fold text, words text[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN search_distance(fold, words) IS NOT NULL;

DROP FUNCTION search_distance(text, text[], boolean);
DROP FUNCTION search_is_other_name(text, text, text[]);

-- What names have in common that are written one way or another: doubled letters, foreign ones, and
-- the j that is heard beside an i. Other letters make another name: Jovan and Jovana, Mirić and
-- Marić.
CREATE FUNCTION name_key(fold text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    replace(replace(translate(fold, 'jywq', 'iivk'), 'x', 'ks'), 'ph', 'f'),
    -- A letter behind itself; PostgreSQL takes seven times as long for (.)\1.
    '(?<=a)a|(?<=b)b|(?<=c)c|(?<=d)d|(?<=e)e|(?<=f)f|(?<=g)g|(?<=h)h'
    '|(?<=i)i|(?<=k)k|(?<=l)l|(?<=m)m|(?<=n)n|(?<=o)o|(?<=p)p'
    '|(?<=r)r|(?<=s)s|(?<=t)t|(?<=u)u|(?<=v)v|(?<=z)z', '', 'g');

-- Whether two folded words are one name in two ways of writing, or one with a slip of the hand: two
-- letters that have changed places.
CREATE FUNCTION search_is_spelt_alike(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN name_key(search_bare(one)) = name_key(search_bare(other))
    OR length(one) = length(other)
        AND ARRAY(SELECT letter FROM string_to_table(one, NULL) AS letter ORDER BY letter)
            = ARRAY(SELECT letter FROM string_to_table(other, NULL) AS letter ORDER BY letter);

-- Whether a word of a name, which stands in the nominative, is another name than one of the words
-- of a query says, though it is found by it: Jovan is no Jovana and no Jovanka, Branko no Branka,
-- Milić no Milica, Marija no Marijana. `is_had` says whether somebody has the word of the query for
-- a name: then it need not be a form of another. Neither is it one beside a word in the nominative;
-- beside other genitives it is one, whatever it looks like.
CREATE FUNCTION search_is_other_name(
    query text, word text, distance integer, words text[], is_had boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    -- What a man's name ends in that has a woman's beside it.
    paired constant text := '(?:an|av|mir|[dt]ar|tin)$';
    -- What a family name ends in, of whichever case.
    in_ov constant text := '^.{2,}[eo]v(?:[aeiu]|[eo]m|ima)?$';
    is_longer boolean := starts_with(word, search_bald(query));
BEGIN
    -- Milića, though it is spelt like Milica without its ć.
    IF query ~ '^.{3,}ić(?:[aeu]|em)?$' AND word ~ 'ica$' THEN RETURN true; END IF;
    IF distance = 0 THEN RETURN false; END IF;
    -- What ends otherwise may be the beginning of a woman's name, Jelen-, Nikol-, or her vocative.
    IF query ~ paired OR query ~ '(?:ić|[kl]o)$' OR is_had AND query ~ 'o$' THEN
        RETURN word ~ 'a$' OR word = query || 'ko';
    END IF;
    IF is_longer THEN
        RETURN is_had AND word = query || 'a' AND query ~ '[^aeiou]$' AND query !~ 'ic$'
            OR query ~ 'a$' AND word = query || 'na';
    END IF;
    IF distance = 1 AND (
        -- Cases that only women's names have: Ivani and Ivano, Branke and Branki.
        query ~ '[io]$' AND word ~ (paired || '|jel$')
        OR query ~ '[ei]$' AND word ~ 'o$'
        -- One that they do not have, and endings that are of the name: Milićem, Petrova.
        OR query ~ 'em$' AND word ~ 'a$'
        OR (query ~ in_ov) <> (word ~ in_ov))
    THEN RETURN true; END IF;
    IF query !~ 'a$' OR query ~ '[ćč]a$' OR word ~ 'a$' THEN RETURN false; END IF;
    IF cardinality(words) > 1 THEN
        RETURN EXISTS (
            SELECT FROM unnest(words) AS said
            WHERE length(said) > 1 AND said !~ '(?:[ae]|[oe]g)$');
    END IF;
    -- Usual names that are no form of Petar, of Perić.
    RETURN distance > 1 OR is_had OR query = ANY('{
        aleksandra, andelka, antonija, biljana, bojana, branka, danijela, dragana, emilija,
        gordana, iva, ivana, jadranka, jelena, jovana, julijana, ljiljana, marina, martina, mila,
        milena, mira, mirjana, nada, natalija, nevena, petra, rada, radmila, ranka, sladana,
        slavka, stanka, svetlana, teodora, valentina, vida, zeljka, zorka,
        anica, brankica, danica, dobrica, dragica, durdica, durica, dusica, gajica, gorica, grujica,
        ivica, jelica, jovica, katica, ljubica, marica, milica, nikolica, novica, perica, radojica,
        ruzica, savica, slavica, stanica, stevica, tomica, verica, vladica, vojica, vujica, zlatica,
        zorica
        }'::text[]);
END
$$;

-- The words of the vocabulary that a word of a query stands for, with how far each is from it; at
-- most 200, the nearest first. It is planned once in a session, by its indexes: to plan it takes
-- longer than to run it.
CREATE OR REPLACE FUNCTION search_expansions(query text)
RETURNS TABLE (word text, distance integer)
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $$
#variable_conflict use_column
DECLARE
    bald text := search_bald(query);
    stem_asked text := search_stem(bald);
    forgiven integer := search_forgiven(query);
    forms text[] := search_short_roots(bald) || ARRAY(
        SELECT root || ending
        FROM unnest(search_roots(bald)) AS hard (hard_root)
        CROSS JOIN unnest(ARRAY[
            hard_root, regexp_replace(regexp_replace(hard_root, 's$', 'h'), 'g$', 'z')
        ]) AS root
        CROSS JOIN unnest(ARRAY[
            '', 'a', 'e', 'i', 'o', 'u', 'om', 'em', 'ima', 'ama'
        ]) AS ending);
BEGIN
    RETURN QUERY
    SELECT meant.word, meant.distance
    FROM (
        SELECT known.word FROM search_vocabulary AS known
        WHERE known.word = bald
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(bald) >= 5 AND known.word >= bald AND known.word < bald || U&'\+10FFFF'
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(bald) >= 2 AND known.stem = stem_asked
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE known.word = ANY(forms)
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE forgiven > 0
            AND (known.deletions && search_deletions(bald)
                OR known.bare_deletions && search_deletions(search_bare(bald)))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE forgiven > 1 AND known.word % bald
    ) AS candidates
    CROSS JOIN LATERAL (
        SELECT candidates.word, search_word_distance(query, candidates.word)
    ) AS meant (word, distance)
    WHERE meant.distance IS NOT NULL
    ORDER BY meant.distance, length(meant.word), meant.word
    LIMIT 200;
END
$$;

-- Whether somebody has a folded word in the name that is theirs now: one look into the index, where
-- EXISTS might be answered by reading all that have it.
CREATE FUNCTION search_is_had(name text) RETURNS boolean
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (
        SELECT true FROM person_words WHERE word = name ORDER BY word, person_id LIMIT 1
    ) IS NOT NULL;
END
$$;

-- Those of them that are the name that one of the words of a query says. When somebody has it, or
-- it is a form of what somebody has, names that are only like it are others. Beside a man's family
-- name that is in a case stands a man's name, and beside one that is in none a woman's: Jovana
-- Savića is no woman, and Ivanu Savić no man.
CREATE FUNCTION search_name_expansions(query text, words text[])
RETURNS TABLE (word text, distance integer)
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = public, pg_temp
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    is_had_itself boolean := search_is_had(search_bald(query));
    is_man boolean := query ~ '(?:[au]|[eo]m)$' AND EXISTS (
        SELECT FROM unnest(words) AS said
        WHERE said <> query AND said ~ '(?:ić(?:[au]|em)|icem|kog)$');
    is_woman boolean := query ~ '(?:[eu]|om)$' AND EXISTS (
        SELECT FROM unnest(words) AS said WHERE said <> query AND said ~ 'i[ćc]$');
BEGIN
    RETURN QUERY
    WITH meant AS MATERIALIZED (
        SELECT expansions.word, expansions.distance,
            expansions.distance <= 1 AND search_is_had(expansions.word) AS is_had
        FROM search_expansions(query) AS expansions
        WHERE NOT search_is_other_name(
            query, expansions.word, expansions.distance, words, is_had_itself)
    )
    SELECT meant.word,
        CASE
            -- Dragane is sooner a form of Dragana than a call for Dragan.
            WHEN meant.distance = 1 AND query ~ 'e$' AND meant.word ~ '[^aeiou]$'
                AND EXISTS (SELECT FROM meant AS other WHERE other.is_had AND other.word ~ 'a$')
            THEN 2
            ELSE meant.distance
        END
    FROM meant
    WHERE (
            meant.distance <= 2
            OR NOT EXISTS (
                SELECT FROM meant AS nearer
                WHERE nearer.is_had AND NOT search_is_spelt_alike(nearer.word, meant.word)))
        AND NOT (
            (is_man AND meant.word ~ 'a$'
                OR is_woman AND meant.word !~ 'a$' AND meant.distance > 0)
            AND EXISTS (
                SELECT FROM meant AS other
                WHERE other.is_had AND (other.word ~ 'a$') = is_woman));
END
$$;
