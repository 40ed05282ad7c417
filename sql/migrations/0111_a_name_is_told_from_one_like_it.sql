-- More forms of a word are taken for the same word: Šabac and Šapca, Ražanj and Ražnju, projekat
-- and projekta, psiholog and psiholozi. And fewer other words are: Milica is no Milić, Marija no
-- Marijana, integracija no reintegracija, prava no uprava.

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
            -- Soft consonants have -ev-: muževi, kurseva, but Ženeva.
            FROM '^(.{3,}?)(?:(?:o|(?<=[csztjr])e)v(?:ima|[iae]|om)|[ai]ma|oga|om[ue]|o[gmj]|'
                || 'e[gm]|i[mh])$'),
        substring(word FROM '^(.{2,}?)(?:o[au]|[aeiou])$'),
        word)
END;

-- A folded word without its ending, the same for forms that change inside: službenik and
-- službenici, centar and centra, migrant and migranata, usluga and usluzi, vijeće and veće; žrtva
-- and žrtava, zemlja and zemalja; posao and posla, deo and dela; tražilac and tražioca; podatak
-- and podaci; Golubac and Golupca; vreme and vremena; građanin and građani. A column is generated
-- by it, so it finds its functions when a back-up is restored, where no schema is looked in.
CREATE OR REPLACE FUNCTION search_stem(word text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    stem text := public.search_endonym(word);
BEGIN
    -- The ijekavian form.
    stem := regexp_replace(stem, '([^aeiou])ije([^aeiou])', '\1e\2', 'g');
    stem := regexp_replace(stem, '([^aeiou])je(?=.)', '\1e', 'g');
    -- The o at the end that is l before an ending.
    stem := regexp_replace(regexp_replace(stem, '^(..+)ao$', '\1l'), '^(.+)eo$', '\1el');
    -- The t that softens before -ju: dužnošću of dužnost.
    stem := regexp_replace(stem, '^(.{3,}[aeo])scu$', '\1st');
    -- The a that goes before nj, when an ending comes: Ražnja of Ražanj; rađanje keeps its own.
    stem := regexp_replace(stem, '^(..+[^aeiou])anj$', '\1nj');
    stem := public.search_bare(stem);
    -- What comes before the ending: vremena of vreme, deteta of dete; građanin is one of građani.
    stem := regexp_replace(stem, '^((?:prez)?im|vrem|plem|sem|ram|brem)en$|^(det)et$', '\1\2');
    stem := regexp_replace(stem, '^(.{3,}an|srb|bugar)in$', '\1');
    -- The a that comes and goes.
    stem := regexp_replace(
        stem,
        '^(..+[^aeiou])a([kmnr])$|^(.+[^aeiou])a(c|lj)$|^(.{3,}[np]|.+k)a(t)$|^(.{2,}[kt])a(v)$',
        '\1\2\3\4\5\6\7\8');
    -- The l before it that is o without it.
    stem := regexp_replace(stem, '([aei])oc$', '\1lc');
    -- The d or t that goes with it, and another such a before that.
    stem := regexp_replace(stem, '^(.{3,}|o)[dt]([ck])$', '\1\2');
    stem := regexp_replace(stem, '^(..+[^aeiou])a([ck])$', '\1\2');
    stem := regexp_replace(stem, '^(.{3,})[dt]([ck])$|^(.{3,}s)t(n)$', '\1\2\3\4');
    -- The consonant that loses its voice before c and k.
    IF stem ~ '[bdz][ck]$' THEN
        stem := left(stem, -2) || translate(substr(right(stem, 2), 1, 1), 'bdz', 'pts')
            || right(stem, 1);
    END IF;
    -- The consonants that soften before i.
    stem := regexp_replace(regexp_replace(stem, 'c$', 'k'), '^(.{4,})z$', '\1g');
    RETURN regexp_replace(stem, '^(.{3,})h$', '\1s');
END
$$;

-- What a longer folded word may be a form of when its ending looks like more than it is: problem
-- and problemima, razvoj and razvoja, psiholog and psiholozi, Kraljevo and Kraljevu.
CREATE FUNCTION search_roots(word text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ARRAY(
    SELECT DISTINCT
        regexp_replace(regexp_replace(root, '^(.{4,})z$', '\1g'), '^(.{4,})h$', '\1s')
    FROM unnest(ARRAY[
        substring(word FROM '^.{3,}[^aeiou]$'),
        substring(word FROM '^(.{4,}?)(?:[oe]m|[aeiou])$'),
        substring(word FROM '^(.{4,})[ai]ma$')
    ]) AS root
    WHERE root IS NOT NULL);

-- Which of k and c a folded word has before its ending, when it is sure: stranka and stranac have
-- one stem, for stranci may be a form of either. Neither is sure before i, nor is the c of -nica,
-- by which povratnica is of povratnik; that of Slavica is, who is no Slavika.
CREATE OR REPLACE FUNCTION search_last_consonant(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN coalesce(
    substring(word FROM '(k)(?:[aeiou]|[eo]m|[ai]ma)?$'),
    substring(word FROM 'c$'),
    substring(word FROM '(?:[^i]|[^n]i)(c)(?:[aeou]|[eo]m|ama)$'));

-- Whether the last c of a word of a query is another than that of a folded word. A word of a query
-- keeps the ć of -ić when it was typed, and Milice is no form of Milić. A c is taken as it stands
-- before an ending that only -ica has: Milica is no form of Milić. At the end, and before i and u,
-- it may be either.
CREATE FUNCTION search_has_other_c(query text, word text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    base text := substring(query FROM '^(.*i[cć])(?:[aeiou]|om|em|ama|ima)?$');
    typed text := substr(query, length(base) + 1);
    rest text := substr(word, length(base) + 1);
BEGIN
    IF base IS NULL OR NOT starts_with(word, translate(base, 'ć', 'c')) THEN RETURN false; END IF;
    IF base LIKE '%ć' THEN
        RETURN rest ~ '^(?:o|om|ama|ic.*)$' OR typed = '' AND rest = 'e';
    END IF;
    RETURN typed ~ '^(?:[aeo]|om|ama)$' AND rest = '';
END
$$;

-- Whether one of two folded words is the other with something before it, and so another word:
-- reintegracija, imigracija, uprava. A letter too many or missing there is a typing error only in
-- a long word that is no family name: Ranković is no Branković.
CREATE FUNCTION search_has_prefix(one text, other text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    longer text := search_bare(CASE WHEN length(one) > length(other) THEN one ELSE other END);
    shorter text := search_bare(CASE WHEN length(one) > length(other) THEN other ELSE one END);
    before integer := length(longer) - length(shorter);
BEGIN
    IF before < 1 OR substr(longer, before + 1) <> shorter THEN RETURN false; END IF;
    RETURN before > 1 OR shorter LIKE '%ic' OR least(length(one), length(other)) < 8
        OR longer ~ '^(?:u|i[lmr]|em)';
END
$$;

-- How far a word of a text is from one of a query; NULL when it is not what was asked for. 0 for
-- the word itself, 1 for another form of it and for what begins with it, from five letters on,
-- and 3 or 4 for one or two typing errors.
CREATE OR REPLACE FUNCTION search_word_distance(query text, word text) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    bald text := translate(query, 'ć', 'c');
    errors integer;
BEGIN
    IF bald = word THEN RETURN 0; END IF;
    -- A family name that is a whole one is not the beginning of another.
    IF word = bald || 'ic' AND bald ~ '[eo]v$' THEN RETURN NULL; END IF;
    IF bald LIKE '%ic%' AND search_has_other_c(query, word) THEN RETURN NULL; END IF;
    IF length(bald) >= 5 AND starts_with(word, bald) THEN RETURN 1; END IF;
    IF length(bald) >= 2 AND search_stem(bald) = search_stem(word)
        AND (search_last_consonant(bald) = search_last_consonant(word)) IS NOT FALSE
    THEN RETURN 1; END IF;
    IF left(bald, 4) = left(word, 4) AND search_roots(bald) && search_roots(word) THEN
        RETURN 1;
    END IF;
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

-- Whether a word of a name, which stands in the nominative, is another name than one of the words
-- of a query says, though they are spelt alike: Jovan is no Jovana and no Jovanka, Branko no
-- Branka, Milić no Milica, Marija no Marijana. Jovana is a form of Jovan only beside another
-- genitive.
CREATE FUNCTION search_is_other_name(query text, word text, words text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
    WHEN query = word THEN false
    -- What ends otherwise may be the beginning of a woman's name: Jelen-, Nikol-.
    WHEN query ~ '(?:an|av|mir|[dt]ar|tin|o|ić)$'
        THEN word ~ 'a$' OR word = query || 'ko'
    WHEN query !~ 'a$' OR query ~ 'ića$' THEN false
    WHEN starts_with(word, query) THEN word = query || 'na'
    ELSE word !~ 'a$' AND (
        cardinality(words) = 1
        OR EXISTS (
            SELECT FROM unnest(words) AS said
            WHERE length(said) > 1 AND said !~ '(?:a|[oe]g)$'))
END;

-- The same as `search_distance`, of a text that is a name when `is_name`.
CREATE FUNCTION search_distance(fold text, words text[], is_name boolean) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT CASE WHEN bool_and(nearest IS NOT NULL) THEN sum(nearest)::integer END
    FROM (
        SELECT min(
            CASE
                WHEN length(query) > 1 OR cardinality(words) = 1 OR word = query
                    THEN CASE
                        WHEN NOT is_name OR NOT search_is_other_name(query, word, words)
                            THEN search_word_distance(query, word)
                    END
                WHEN starts_with(word, query) THEN 1
                WHEN place > 1 AND place < cardinality(words) AND '.' = ANY(search_keys(fold))
                    THEN 2
            END) AS nearest
        FROM unnest(words) WITH ORDINALITY AS asked (query, place)
        LEFT JOIN unnest(search_words(fold)) AS word ON true
        GROUP BY place
    ) AS distances);

-- How far a folded text is from the words of a query: the sum of what each is from the nearest word
-- of the text. A single letter among several words is an initial; one between two words is that of
-- a father, whom a text need not name at all.
CREATE OR REPLACE FUNCTION search_distance(fold text, words text[]) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN search_distance(fold, words, false);

-- The words of the vocabulary that a word of a query stands for, with how far each is from it; at
-- most 200, the nearest first.
CREATE OR REPLACE FUNCTION search_expansions(query text)
RETURNS TABLE (word text, distance integer)
LANGUAGE sql STABLE STRICT PARALLEL SAFE SET search_path = public, pg_temp
AS $$
    SELECT meant.word, meant.distance
    FROM (
        SELECT known.word FROM search_vocabulary AS known
        WHERE known.word = translate(query, 'ć', 'c')
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(query) >= 5
            AND known.word >= translate(query, 'ć', 'c')
            AND known.word < translate(query, 'ć', 'c') || U&'\+10FFFF'
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE length(query) >= 2 AND known.stem = search_stem(translate(query, 'ć', 'c'))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE known.word = ANY(ARRAY(
            SELECT root || ending
            FROM unnest(search_roots(translate(query, 'ć', 'c'))) AS hard (hard_root)
            CROSS JOIN unnest(ARRAY[
                hard_root, regexp_replace(regexp_replace(hard_root, 's$', 'h'), 'g$', 'z')
            ]) AS root
            CROSS JOIN unnest(ARRAY[
                '', 'a', 'e', 'i', 'o', 'u', 'om', 'em', 'ima', 'ama'
            ]) AS ending))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 0
            AND (known.deletions && search_deletions(translate(query, 'ć', 'c'))
                OR known.bare_deletions
                    && search_deletions(search_bare(translate(query, 'ć', 'c'))))
        UNION
        SELECT known.word FROM search_vocabulary AS known
        WHERE search_forgiven(query) > 1 AND known.word % translate(query, 'ć', 'c')
    ) AS candidates
    CROSS JOIN LATERAL (
        SELECT candidates.word, search_word_distance(query, candidates.word)
    ) AS meant (word, distance)
    WHERE meant.distance IS NOT NULL
    ORDER BY meant.distance, length(meant.word), meant.word
    LIMIT 200
$$;
DROP FUNCTION search_root(text);

-- What is generated from a word is generated anew.
UPDATE search_vocabulary SET word = word;
