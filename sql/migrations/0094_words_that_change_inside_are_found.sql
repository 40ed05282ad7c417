-- More forms of a word are taken for the same word: tražilac and tražioci, posao and posla,
-- podatak and podaci, žrtva and žrtava. And fewer other words are: stranka is no stranac, Jovanka
-- no Jovana, Petrov no Petrović, and in a short word a neighbouring key is no typing error.

-- A folded word without its ending, the same for forms that change inside: službenik and
-- službenici, centar and centra, migrant and migranata, usluga and usluzi, vijeće and veće; žrtva
-- and žrtava, zemlja and zemalja; posao and posla, deo and dela; tražilac and tražioca; podatak
-- and podaci.
CREATE OR REPLACE FUNCTION search_stem(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    stem text := search_endonym(word);
BEGIN
    -- The ijekavian form.
    stem := regexp_replace(stem, '([^aeiou])ije([^aeiou])', '\1e\2', 'g');
    stem := regexp_replace(stem, '([^aeiou])je(?=.)', '\1e', 'g');
    -- The o at the end that is l before an ending.
    stem := regexp_replace(regexp_replace(stem, '^(..+)ao$', '\1l'), '^(.+)eo$', '\1el');
    stem := search_bare(stem);
    -- The a that comes and goes.
    stem := regexp_replace(
        stem,
        '^(..+[^aeiou])a([knr])$|^(.+[^aeiou])a(c|lj)$|^(.{3,}n)a(t)$|^(.{2,}t)a(v)$',
        '\1\2\3\4\5\6\7\8');
    -- The l before it that is o without it.
    stem := regexp_replace(stem, '([aei])oc$', '\1lc');
    -- The d or t that goes with it, and another such a before that.
    stem := regexp_replace(stem, '^(.{3,})[dt]([ck])$', '\1\2');
    stem := regexp_replace(stem, '^(..+[^aeiou])a([ck])$', '\1\2');
    -- The consonants that soften before i.
    RETURN regexp_replace(regexp_replace(stem, 'c$', 'k'), '^(.{4,})z$', '\1g');
END
$$;

-- Which of k and c a folded word has before its ending, when it is sure: stranka and stranac have
-- one stem, for stranci may be a form of either. Neither is sure before i, nor is the c of -ica,
-- by which povratnica is of povratnik.
CREATE FUNCTION search_last_consonant(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce(
    substring(word FROM '(k)(?:[aeiou]|[eo]m|[ai]ma)?$'),
    substring(word FROM '[^i](c)(?:[aeou]|[eo]m|ama)?$'));

-- Whether one of two folded words is made of the other: Jovanka of Jovana, pravda of prava,
-- Pavlić of Pavić, Petrović of Petrov. They are a letter or two apart, and no typing error.
CREATE FUNCTION search_is_derived(one text, other text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    longer text := CASE WHEN length(one) > length(other) THEN one ELSE other END;
    shorter text := CASE WHEN length(one) > length(other) THEN other ELSE one END;
    longer_bare text := search_bare(longer);
    shorter_bare text := search_bare(shorter);
    has_ending boolean := longer_bare <> longer;
BEGIN
    IF longer = shorter || 'ic' AND shorter ~ '[eo]v$' THEN RETURN true; END IF;
    IF longer_bare LIKE '%ic' AND shorter_bare LIKE '%ic' THEN
        longer_bare := left(longer_bare, -2);
        shorter_bare := left(shorter_bare, -2);
        has_ending := true;
    END IF;
    RETURN has_ending
        AND left(longer_bare, -1) = shorter_bare
        -- Another consonant behind one; the same one twice is a typing error.
        AND right(longer_bare, 2) ~ '^[^aeiou][^aeiou]$'
        AND right(longer_bare, 1) <> right(shorter_bare, 1)
        -- A letter of a longer word is left out more easily; -ka is an ending of its own.
        AND (length(longer) < 9 OR right(longer_bare, 1) = 'k');
END
$$;

-- How many typing errors lie between two folded words, NULL for more than are forgiven. In a word
-- of up to six letters a neighbouring key makes another word: savet and savez, Matić and Marić;
-- letters that sound alike do not.
CREATE FUNCTION search_typing_errors(query text, word text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    errors integer := search_errors(query, word, search_forgiven(query));
    place integer := 1;
BEGIN
    IF errors IS DISTINCT FROM 1 OR length(query) > 6 OR length(query) <> length(word) THEN
        RETURN errors;
    END IF;
    WHILE substr(query, place, 1) = substr(word, place, 1) LOOP
        place := place + 1;
    END LOOP;
    IF substr(query, place + 1) = substr(word, place + 1)
        AND substr(query, place, 1) || substr(word, place, 1)
            !~ '^([aeiou]{2}|dt|td|bp|pb|gk|kg|mn|nm|iy|yi|vw|wv)$'
    THEN RETURN NULL; END IF;
    RETURN errors;
END
$$;

-- How far a word of a text is from one of a query; NULL when it is not what was asked for. 0 for
-- the word itself, 1 for another form of it and for what begins with it, from five letters on,
-- and 3 or 4 for one or two typing errors.
CREATE OR REPLACE FUNCTION search_word_distance(query text, word text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    errors integer;
BEGIN
    IF query = word THEN RETURN 0; END IF;
    -- A family name that is a whole one is not the beginning of another.
    IF word = query || 'ic' AND query ~ '[eo]v$' THEN RETURN NULL; END IF;
    IF length(query) >= 5 AND starts_with(word, query) THEN RETURN 1; END IF;
    IF length(query) >= 2 AND search_stem(query) = search_stem(word)
        AND (search_last_consonant(query) = search_last_consonant(word)) IS NOT FALSE
    THEN RETURN 1; END IF;
    IF search_root(query) = search_root(word) THEN RETURN 1; END IF;
    IF length(word) < 5 OR search_forgiven(query) = 0 THEN RETURN NULL; END IF;
    errors := search_typing_errors(query, word);
    IF errors IS NULL AND length(search_bare(word)) >= 5 THEN
        errors := search_typing_errors(search_bare(query), search_bare(word));
    END IF;
    IF errors IS NULL OR search_is_derived(query, word) THEN RETURN NULL; END IF;
    RETURN 2 + errors;
END
$$;

-- What is generated from a word is generated anew.
UPDATE search_vocabulary SET word = word;
