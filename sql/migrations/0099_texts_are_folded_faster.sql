-- A hundred thousand names are folded in half the time.

-- The same fold as SerbianText.fold: one form for both scripts, with and without diacritics.
CREATE OR REPLACE FUNCTION search_fold(original text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    regexp_replace(
        translate(
            replace(replace(replace(
                CASE
                    -- Letters of Serbian, of which nearly all names are, are in normal form.
                    WHEN original ~ '^[A-Za-zČĆŽŠĐčćžšđЂЈЉЊЋЏА-ИК-Шђјљњћџа-ик-ш ]*$'
                    THEN lower(original COLLATE "und-x-icu")
                    ELSE normalize(
                        -- Marks and what shows nothing: accents, soft hyphens, joiners, directions.
                        regexp_replace(
                            normalize(
                                lower(normalize(
                                    translate(original, U&'\00D0\00F0', U&'\0110\0111'), NFKC)
                                    COLLATE "und-x-icu"),
                                NFD),
                            U&'[\0300-\036F\00AD\200B-\200F\2060\202A-\202E\2066-\2069'
                                '\FEFF]',
                            '', 'g'),
                        NFC)
                END,
                'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'),
            U&'абвгдђежзијклмнопрстћуфхцчшčćžšđ\2018\2019\02BC',
            'abvgddezzijklmnoprstcufhccscczsd'''''''),
        'dj+', 'd', 'g'),
    U&'[[:space:][:cntrl:]\2010-\2015\2212-]+', ' ', 'g'));
