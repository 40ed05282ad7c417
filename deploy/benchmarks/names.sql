-- Gives all people of a filled database invented names, as many and as unequally had as those of a
-- country: some 28,000 family names and 5,000 given ones; every sixtieth and every thirtieth person
-- has the commonest.
SET session_replication_role = replica;
SET synchronous_commit = off;
BEGIN;

CREATE FUNCTION bench_names(endings text) RETURNS TABLE (place bigint, cyrl text, latn text)
LANGUAGE sql STABLE AS $$
    SELECT row_number() OVER (ORDER BY md5(name)), initcap(name COLLATE "und-x-icu"),
        initcap(replace(replace(replace(
            translate(name, 'абвгдђежзијклмнопрстћуфхцчш', 'abvgdđežzijklmnoprstćufhcčš'),
            'љ', 'lj'), 'њ', 'nj'), 'џ', 'dž') COLLATE "und-x-icu")
    FROM (
        SELECT DISTINCT onset || vowel || coda || ending
        FROM unnest(string_to_array(
            'б бр в вл г гр д др ђ ж з к кр л љ м мл н п пр р с ст т ћ ц ч ш', ' ')) AS onset
        CROSS JOIN unnest(string_to_array('а е и о у', ' ')) AS vowel
        CROSS JOIN unnest(string_to_array('б в г д ј к л љ м н њ п р с т ш рк нд', ' ')) AS coda
        CROSS JOIN unnest(string_to_array(endings, ' ')) AS ending
    ) AS names (name)
$$;

-- How often a name is had falls with its place as it does in a register of names.
CREATE FUNCTION bench_place(id bigint, seed bigint, names bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN 1 + floor(
    names * power((hashint8extended(id, seed) & 1073741823) / 1073741824.0, 2.5))::bigint;

WITH families AS MATERIALIZED (
    SELECT place, cyrl, latn
    FROM bench_names('ић овић евић чић инић ановић ојевић ац ов ин ковић')
), givens AS MATERIALIZED (
    SELECT place, cyrl, latn FROM bench_names('ана ко')
), sizes AS MATERIALIZED (
    SELECT (SELECT count(*) FROM families) AS families, (SELECT count(*) FROM givens) AS givens
), chosen AS MATERIALIZED (
    SELECT id, bench_place(id, 1, families) AS family, bench_place(id, 2, givens) AS given
    FROM people CROSS JOIN sizes
)
UPDATE people
SET given_name_cyrl = givens.cyrl, given_name_latn = givens.latn,
    family_name_cyrl = families.cyrl, family_name_latn = families.latn
FROM chosen
JOIN givens ON givens.place = chosen.given
JOIN families ON families.place = chosen.family
WHERE people.id = chosen.id;

-- What the triggers would have learnt.
TRUNCATE person_words;
INSERT INTO person_words (word, person_id)
SELECT DISTINCT has.word, people.id
FROM people CROSS JOIN LATERAL unnest(search_words(fold)) AS has (word)
ORDER BY has.word, people.id;
INSERT INTO search_vocabulary (word)
SELECT DISTINCT word FROM person_words
WHERE NOT EXISTS (SELECT FROM search_vocabulary AS known WHERE known.word = person_words.word);
COMMIT;
VACUUM (ANALYZE) people, person_words, search_vocabulary;
CHECKPOINT;
