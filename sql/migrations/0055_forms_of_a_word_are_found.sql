-- More forms of a word are taken for the same word: a name of a place in -evo or -ovo in its cases,
-- foreign words in -o, the ijekavian form, usluga and usluzi, and what English calls a place.

-- A folded word without the ending of its case and number. What is left is no word of the language,
-- only the same for most forms of one: a stem of two letters loses one vowel, of three letters
-- longer endings too.
CREATE OR REPLACE FUNCTION search_bare(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN word ~ '[0-9]' THEN word
    ELSE coalesce(
        substring(
            word
            FROM '^(.{3,}?)(?:[oe]vima|[oe]v[iae]|[oe]vom|[ai]ma|oga|om[ue]|o[gmj]|em|i[mh])$'),
        substring(word FROM '^(.{2,}?)(?:o[au]|[aeiou])$'),
        word)
END;

-- A folded word that English has for a place, as Serbian says it; any other as it is.
CREATE FUNCTION search_endonym(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce(
    '{
     "afghanistan": "avganistan", "albania": "albanija", "armenia": "jermenija", "athens": "atina",
     "austria": "austrija", "belgium": "belgija", "belgrade": "beograd", "bosnia": "bosna",
     "brussels": "brisel", "budapest": "budimpesta", "bulgaria": "bugarska", "croatia": "hrvatska",
     "danube": "dunav", "denmark": "danska", "europe": "evropa", "france": "francuska",
     "geneva": "zeneva", "georgia": "gruzija", "germany": "nemacka", "greece": "grcka",
     "herzegovina": "hercegovina", "hungary": "madarska", "italy": "italija",
     "macedonia": "makedonija", "moldova": "moldavija", "netherlands": "holandija",
     "norway": "norveska", "poland": "poljska", "prague": "prag", "romania": "rumunija",
     "rome": "rim", "serbia": "srbija", "skopje": "skoplje", "slovakia": "slovacka",
     "slovenia": "slovenija", "spain": "spanija", "sweden": "svedska", "switzerland": "svajcarska",
     "syria": "sirija", "thessaloniki": "solun", "turkey": "turska", "ukraine": "ukrajina",
     "vienna": "bec", "warsaw": "varsava"
    }'::jsonb ->> word,
    word);

-- The same for forms that change inside: službenik and službenici, centar and centra, migrant and
-- migranata, usluga and usluzi, vijeće and veće.
CREATE OR REPLACE FUNCTION search_stem(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(
        regexp_replace(
            search_bare(
                regexp_replace(
                    regexp_replace(
                        search_endonym(word), '([^aeiou])ije([^aeiou])', '\1e\2', 'g'),
                    '([^aeiou])je(?=.)', '\1e', 'g')),
            '^(..+[^aeiou])a([knr])$|^(.+[^aeiou])a(c)$|^(.{3,}n)a(t)$',
            '\1\2\3\4\5\6'),
        'c$', 'k'),
    '^(.{4,})z$', '\1g');

-- A longer word without a last vowel or -om: the same for Kraljevo, Kraljeva and Kraljevu, of which
-- more looks like an ending. NULL for a word that ends otherwise.
CREATE FUNCTION search_root(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN substring(word FROM '^(.{4,}?)(?:[oe]m|[aeiou])$');

-- How far a word of a text is from one of a query; NULL when it is not what was asked for. 0 for
-- the word itself, 1 for another form of it and for what begins with it, from five letters on, and
-- 3 or 4 for one or two typing errors.
CREATE OR REPLACE FUNCTION search_word_distance(query text, word text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    errors integer;
BEGIN
    IF query = word THEN RETURN 0; END IF;
    IF length(query) >= 5 AND starts_with(word, query) THEN RETURN 1; END IF;
    IF length(query) >= 2 AND search_stem(query) = search_stem(word) THEN RETURN 1; END IF;
    IF search_root(query) = search_root(word) THEN RETURN 1; END IF;
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

-- The words of the vocabulary that a word of a query stands for, with how far each is from it; at
-- most 200, the nearest first.
CREATE OR REPLACE FUNCTION search_expansions(query text)
RETURNS TABLE (word text, distance integer)
LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp
AS $$
    SELECT meant.word, meant.distance
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
        WHERE known.word = ANY(ARRAY(
            SELECT search_root(query) || ending
            FROM unnest(ARRAY['a', 'e', 'i', 'o', 'u', 'om', 'em']) AS ending))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 0
            AND (known.deletions && search_deletions(query)
                OR known.bare_deletions && search_deletions(search_bare(query)))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 1 AND known.word % query
    ) AS candidates
    CROSS JOIN LATERAL (
        SELECT candidates.word, search_word_distance(query, candidates.word)
    ) AS meant (word, distance)
    WHERE meant.distance IS NOT NULL
    ORDER BY meant.distance, length(meant.word), meant.word
    LIMIT 200
$$;

-- What is generated from a word is generated anew.
UPDATE search_vocabulary SET word = word;
