-- Gabrijel is no Gabrijela and Lazar no Lazarka, as Jovan is no Jovana; Vlada and Stoja are others
-- than Vladan and Stojan.
CREATE OR REPLACE FUNCTION search_is_other_name(
    query text, word text, distance integer, words text[], is_had boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    -- What a man's name ends in that has a woman's beside it.
    paired constant text := '(?:an|av|mir|[dt]ar|zar|tin|.jel)$';
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
            OR query ~ 'a$' AND word IN (query || 'na', query || 'n');
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
