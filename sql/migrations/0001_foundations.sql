-- What every other table stands on: the role that the service works as, the fold for search,
-- rows that can only be added, and an audit entry for every row that is written.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Roles belong to the whole cluster, so another database of it, or its administrator, may have
-- made this one already. Making it takes CREATEROLE.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'obuka_service') THEN
        CREATE ROLE obuka_service NOLOGIN;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
    NULL;
END
$$;
-- The owner of the database works as obuka_service, which cannot change what only grows. Nobody
-- makes temporary tables: one with the name of ours would be looked into first.
DO $$
BEGIN
    IF NOT pg_has_role(current_user, 'obuka_service', 'MEMBER') THEN
        EXECUTE format('GRANT obuka_service TO %I', current_user);
    END IF;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END
$$;
GRANT USAGE ON SCHEMA public TO obuka_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO obuka_service;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO obuka_service;

-- The same fold as SerbianText.fold: one form for both scripts, with and without diacritics.
-- A test holds the two together. The collation is named, so that the database's own does not
-- matter: in one with the locale C, lower() would leave Cyrillic and diacritics as they are.
CREATE FUNCTION search_fold(original text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(
    regexp_replace(
        translate(
            replace(replace(replace(
                normalize(
                    -- Marks and what shows nothing: accents, soft hyphens, joiners, directions.
                    regexp_replace(
                        normalize(
                            lower(normalize(
                                translate(original, U&'\00D0\00F0', U&'\0110\0111'), NFKC)
                                COLLATE "und-x-icu"),
                            NFD),
                        U&'[\0300-\036F\00AD\200B-\200F\2060\202A-\202E\2066-\2069\FEFF]',
                        '', 'g'),
                    NFC),
                'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'),
            U&'абвгдђежзијклмнопрстћуфхцчшđ\2018\2019\02BC',
            'abvgddezzijklmnoprstcufhccsd'''''''),
        'dj+', 'd', 'g'),
    U&'[[:space:][:cntrl:]\2010-\2015\2212-]+', ' ', 'g'));

-- Rows that can only be added. The privilege is taken away and a trigger refuses the owner too.
CREATE FUNCTION refuse_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = TG_TABLE_NAME || '_append_only',
              TABLE = TG_TABLE_NAME;
END
$$;

-- What has a default or counts itself in a row that stands for ever (its id, its moment) is the
-- database's to fill: nobody enters a row before another one, or at another time.
CREATE PROCEDURE make_append_only(target regclass)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('REVOKE ALL ON %s FROM obuka_service', target);
    EXECUTE format('GRANT SELECT ON %s TO obuka_service', target);
    EXECUTE (
        SELECT format(
            'GRANT INSERT (%s) ON %s TO obuka_service',
            string_agg(quote_ident(attname), ', ' ORDER BY attnum), target)
        FROM pg_attribute
        WHERE attrelid = target AND attnum > 0 AND NOT attisdropped
            AND NOT atthasdef AND attidentity = '');
    EXECUTE format(
        'CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', target);
END
$$;

-- Who did what to which row, when and why. It names columns and never holds their values:
-- personal data stays in the columns that are known for it.
CREATE TABLE audit_entries (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entries_pkey PRIMARY KEY,
    entered_at timestamptz NOT NULL DEFAULT now(),
    actor text NOT NULL CONSTRAINT audit_entries_actor_named CHECK (actor <> ''),
    action text NOT NULL
        CONSTRAINT audit_entries_action_known CHECK (action IN ('insert', 'update', 'delete')),
    noun text NOT NULL,
    subject_id bigint NOT NULL,
    fields text[],
    reason text
        CONSTRAINT audit_entries_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    request_id text
);
CREATE INDEX audit_entries_subject_idx ON audit_entries (noun, subject_id);
CREATE INDEX audit_entries_entered_at_idx ON audit_entries (entered_at);
CALL make_append_only('audit_entries');
REVOKE INSERT ON audit_entries FROM obuka_service;

-- Runs once a statement: an issue of 10,000 certificates is audited by one INSERT … SELECT.
-- A write whose actor nobody stated is refused, so no path can forget the audit.
CREATE FUNCTION audit_rows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stated_actor text := current_setting('obuka.actor', true);
    stated_reason text := nullif(current_setting('obuka.reason', true), '');
    stated_request text := nullif(current_setting('obuka.request_id', true), '');
BEGIN
    IF coalesce(stated_actor, '') = '' THEN
        RAISE EXCEPTION 'a write to % without an actor', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'audit_entries_actor_stated',
                  TABLE = TG_TABLE_NAME;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO audit_entries (actor, action, noun, subject_id, reason, request_id)
        SELECT stated_actor, 'insert', TG_TABLE_NAME, new_rows.id, stated_reason, stated_request
        FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO audit_entries (actor, action, noun, subject_id, reason, request_id)
        SELECT stated_actor, 'delete', TG_TABLE_NAME, old_rows.id, stated_reason, stated_request
        FROM old_rows;
    ELSE
        -- Old and new rows are told apart by their id.
        IF EXISTS (
            SELECT FROM old_rows
            WHERE NOT EXISTS (SELECT FROM new_rows WHERE new_rows.id = old_rows.id)
        ) THEN
            RAISE EXCEPTION 'a row of % keeps its id', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'audit_entries_id_kept',
                      TABLE = TG_TABLE_NAME;
        END IF;
        -- seats_taken is counted by a trigger; the enrolment that moved it has its own entry.
        -- row_version and fold follow from the other columns.
        INSERT INTO audit_entries (actor, action, noun, subject_id, fields, reason, request_id)
        SELECT stated_actor, 'update', TG_TABLE_NAME, changed.id, changed.fields, stated_reason,
            stated_request
        FROM (
            SELECT new_rows.id, array_agg(new_field.key ORDER BY new_field.key) AS fields
            FROM new_rows
            JOIN old_rows ON old_rows.id = new_rows.id
            CROSS JOIN LATERAL jsonb_each(to_jsonb(new_rows)) AS new_field
            WHERE new_field.value IS DISTINCT FROM to_jsonb(old_rows) -> new_field.key
                AND new_field.key NOT IN ('seats_taken', 'row_version', 'fold')
            GROUP BY new_rows.id
        ) AS changed;
    END IF;
    RETURN NULL;
END
$$;

-- Whoever could put the function on a table of his own could write entries with it.
REVOKE ALL ON FUNCTION audit_rows() FROM PUBLIC;

-- The service writes every column but those that count themselves and the moment of entry.
CREATE PROCEDURE make_audited(target regclass)
LANGUAGE plpgsql AS $$
DECLARE
    columns text;
BEGIN
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO columns
    FROM pg_attribute
    WHERE attrelid = target AND attnum > 0 AND NOT attisdropped
        AND attgenerated = '' AND attidentity = ''
        AND attname NOT IN ('created_at', 'row_version');
    EXECUTE format('REVOKE INSERT, UPDATE, TRUNCATE ON %s FROM obuka_service', target);
    EXECUTE format('GRANT INSERT (%1$s), UPDATE (%1$s) ON %2$s TO obuka_service', columns, target);
    EXECUTE format(
        'CREATE TRIGGER audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()', target);
    EXECUTE format(
        'CREATE TRIGGER audit_update AFTER UPDATE ON %s
         REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()', target);
    EXECUTE format(
        'CREATE TRIGGER audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
         FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()', target);
END
$$;

-- Counts the versions of a row; an update by API names the version that it read (If-Match).
CREATE FUNCTION count_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.row_version := OLD.row_version + 1;
    RETURN NEW;
END
$$;

-- The date on the centre's calendar, whatever time zone the server or a connection is set to.
CREATE FUNCTION centre_today() RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (now() AT TIME ZONE 'Europe/Belgrade')::date;

-- How far a folded text is from a folded query; NULL when it is not what was asked for. It is the
-- sum over the query's words: 0 for one that stands there whole, 1 for the beginning of one, from
-- five letters on, and 2 to 1002 for a typing error, the less alike the more. A word of up to three
-- letters stands there whole or not at all. In a word of up to six, one wrong letter spoils more
-- than half of the trigrams, so the bound is lower.
CREATE FUNCTION search_distance(fold text, words text[]) RETURNS integer
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    spaced text := ' ' || fold || ' ';
    word text;
    alike real;
    distance integer := 0;
BEGIN
    IF fold ~ '[^[:alnum:] ]' THEN
        spaced := regexp_replace(spaced, '[^[:alnum:]]+', ' ', 'g');
    END IF;
    FOREACH word IN ARRAY words LOOP
        IF strpos(spaced, ' ' || word || ' ') > 0 THEN CONTINUE; END IF;
        IF length(word) <= 3 THEN RETURN NULL; END IF;
        IF length(word) >= 5 AND strpos(spaced, ' ' || word) > 0 THEN
            distance := distance + 1;
            CONTINUE;
        END IF;
        alike := strict_word_similarity(word, fold);
        IF alike < 0.44 OR (alike < 0.5 AND length(word) > 6) THEN RETURN NULL; END IF;
        distance := distance + 2 + round(1000 * (1 - alike))::integer;
    END LOOP;
    RETURN distance;
END
$$;

CREATE FUNCTION search_matches(fold text, words text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN search_distance(fold, words) IS NOT NULL;
