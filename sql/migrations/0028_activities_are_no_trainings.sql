-- Workshops, study visits, meetings and ceremonies: dated, and no trainings. Nobody passes them, so
-- no count of trainings looks here.

CREATE TABLE activities (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activities_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT activities_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    kind text NOT NULL
        CONSTRAINT activities_kind_known CHECK (kind IN (
            'workshop', 'study-visit', 'steering-board-meeting', 'award-ceremony',
            'validation-workshop', 'working-meeting')),
    -- The first meeting of a board, the second one, …
    ordinal integer CONSTRAINT activities_ordinal_range CHECK (ordinal BETWEEN 1 AND 1000),
    title_sr_cyrl text NOT NULL
        CONSTRAINT activities_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activities_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT activities_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activities_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT activities_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT activities_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    -- A validation may come before its project begins: the days are not held to the project's.
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    project_id bigint CONSTRAINT activities_project_fkey REFERENCES projects (id),
    venue_id bigint CONSTRAINT activities_venue_fkey REFERENCES venues (id),
    place_sr_cyrl text
        CONSTRAINT activities_place_sr_cyrl_nfc CHECK (place_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activities_place_sr_cyrl_length CHECK (length(place_sr_cyrl) BETWEEN 1 AND 200),
    place_sr_latn text
        CONSTRAINT activities_place_sr_latn_nfc CHECK (place_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activities_place_sr_latn_length CHECK (length(place_sr_latn) BETWEEN 1 AND 200),
    place_en text
        CONSTRAINT activities_place_en_nfc CHECK (place_en IS NFC NORMALIZED)
        CONSTRAINT activities_place_en_length CHECK (length(place_en) BETWEEN 1 AND 200),
    country text
        CONSTRAINT activities_country_form CHECK (country ~ '^[A-Z]{2}$'),
    -- For migrants who use a centre: they are counted and never named.
    is_for_users boolean NOT NULL DEFAULT false,
    headcount integer
        CONSTRAINT activities_headcount_range CHECK (headcount BETWEEN 0 AND 10000000),
    -- Nobody counted is not the same as nobody: then there is no number.
    headcount_qualifier text NOT NULL DEFAULT 'unknown'
        CONSTRAINT activities_headcount_qualifier_known CHECK (headcount_qualifier IN (
            'exact', 'at-least', 'more-than', 'about', 'unknown')),
    headcount_men integer,
    headcount_women integer,
    outcome_sr_cyrl text
        CONSTRAINT activities_outcome_sr_cyrl_nfc CHECK (outcome_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activities_outcome_sr_cyrl_length
        CHECK (length(outcome_sr_cyrl) BETWEEN 1 AND 1000),
    outcome_sr_latn text
        CONSTRAINT activities_outcome_sr_latn_nfc CHECK (outcome_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activities_outcome_sr_latn_length
        CHECK (length(outcome_sr_latn) BETWEEN 1 AND 1000),
    outcome_en text
        CONSTRAINT activities_outcome_en_nfc CHECK (outcome_en IS NFC NORMALIZED)
        CONSTRAINT activities_outcome_en_length CHECK (length(outcome_en) BETWEEN 1 AND 1000),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT activities_code_once UNIQUE (code),
    CONSTRAINT activities_dates_ordered CHECK (starts_on <= ends_on),
    CONSTRAINT activities_ordinal_once UNIQUE (project_id, kind, ordinal),
    CONSTRAINT activities_kind_once UNIQUE (id, kind),
    CONSTRAINT activities_users_once UNIQUE (id, is_for_users),
    CONSTRAINT activities_users_workshop CHECK (kind = 'workshop' OR NOT is_for_users),
    CONSTRAINT activities_venue_or_place CHECK (venue_id IS NULL OR place_en IS NULL),
    CONSTRAINT activities_place_in_all CHECK (
        num_nulls(place_sr_cyrl, place_sr_latn, place_en) IN (0, 3)),
    CONSTRAINT activities_outcome_in_all CHECK (
        num_nulls(outcome_sr_cyrl, outcome_sr_latn, outcome_en) IN (0, 3)),
    CONSTRAINT activities_headcount_qualified
        CHECK ((headcount IS NULL) = (headcount_qualifier = 'unknown')),
    CONSTRAINT activities_headcount_split CHECK (
        num_nulls(headcount_men, headcount_women) IN (0, 2)
        AND least(headcount_men, headcount_women) >= 0
        AND (headcount_men IS NULL OR headcount IS NOT NULL)
        AND headcount_men + headcount_women <= headcount)
);
CREATE INDEX activities_venue_idx ON activities (venue_id);
CREATE INDEX activities_starts_on_idx ON activities (starts_on, id);
CREATE INDEX activities_fold_idx ON activities USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON activities
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('activities');

-- Who organises it and whose guests they are.
CREATE TABLE activity_organisations (
    id bigint GENERATED ALWAYS AS IDENTITY
        CONSTRAINT activity_organisations_pkey PRIMARY KEY,
    activity_id bigint NOT NULL
        CONSTRAINT activity_organisations_activity_fkey REFERENCES activities (id),
    organisation_id bigint NOT NULL
        CONSTRAINT activity_organisations_organisation_fkey REFERENCES organisations (id),
    role text NOT NULL
        CONSTRAINT activity_organisations_role_known CHECK (role IN ('organiser', 'host')),
    CONSTRAINT activity_organisations_once UNIQUE (activity_id, organisation_id, role)
);
CREATE INDEX activity_organisations_organisation_idx
    ON activity_organisations (organisation_id);
CALL make_audited('activity_organisations');
REVOKE UPDATE ON activity_organisations FROM obuka_service;

CREATE TABLE activity_tags (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_tags_pkey PRIMARY KEY,
    activity_id bigint NOT NULL CONSTRAINT activity_tags_activity_fkey REFERENCES activities (id),
    tag_id bigint NOT NULL CONSTRAINT activity_tags_tag_fkey REFERENCES tags (id),
    CONSTRAINT activity_tags_once UNIQUE (activity_id, tag_id)
);
CREATE INDEX activity_tags_tag_idx ON activity_tags (tag_id);
CALL make_audited('activity_tags');
REVOKE UPDATE ON activity_tags FROM obuka_service;

-- Certificates that are handed out at a ceremony.
CREATE TABLE activity_batches (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_batches_pkey PRIMARY KEY,
    activity_id bigint NOT NULL,
    -- What the key below holds the activity to.
    activity_kind text NOT NULL DEFAULT 'award-ceremony'
        CONSTRAINT activity_batches_activity_kind_known CHECK (activity_kind = 'award-ceremony'),
    batch_id bigint NOT NULL
        CONSTRAINT activity_batches_batch_fkey REFERENCES certificate_batches (id),
    CONSTRAINT activity_batches_activity_fkey FOREIGN KEY (activity_id, activity_kind)
        REFERENCES activities (id, kind),
    CONSTRAINT activity_batches_once UNIQUE (batch_id)
);
CREATE INDEX activity_batches_activity_idx ON activity_batches (activity_id, activity_kind);
CALL make_audited('activity_batches');
REVOKE UPDATE ON activity_batches FROM obuka_service;

-- What a visit consists of, by day and order; or the places and periods of a series of workshops,
-- which has no days.
CREATE TABLE activity_items (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_items_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT activity_items_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    activity_id bigint NOT NULL
        CONSTRAINT activity_items_activity_fkey REFERENCES activities (id),
    -- The day of the activity, from 1; NULL in a series.
    day integer CONSTRAINT activity_items_day_range CHECK (day BETWEEN 1 AND 366),
    position integer NOT NULL
        CONSTRAINT activity_items_position_range CHECK (position BETWEEN 1 AND 1000),
    kind text NOT NULL
        CONSTRAINT activity_items_kind_known
        CHECK (kind IN ('meeting', 'visit', 'presentation', 'workshop')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT activity_items_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activity_items_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT activity_items_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activity_items_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT activity_items_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT activity_items_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    starts_on date,
    ends_on date,
    host_id bigint CONSTRAINT activity_items_host_fkey REFERENCES organisations (id),
    venue_id bigint CONSTRAINT activity_items_venue_fkey REFERENCES venues (id),
    place_sr_cyrl text
        CONSTRAINT activity_items_place_sr_cyrl_nfc CHECK (place_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activity_items_place_sr_cyrl_length
        CHECK (length(place_sr_cyrl) BETWEEN 1 AND 200),
    place_sr_latn text
        CONSTRAINT activity_items_place_sr_latn_nfc CHECK (place_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activity_items_place_sr_latn_length
        CHECK (length(place_sr_latn) BETWEEN 1 AND 200),
    place_en text
        CONSTRAINT activity_items_place_en_nfc CHECK (place_en IS NFC NORMALIZED)
        CONSTRAINT activity_items_place_en_length CHECK (length(place_en) BETWEEN 1 AND 200),
    headcount integer
        CONSTRAINT activity_items_headcount_range CHECK (headcount BETWEEN 0 AND 10000000),
    -- Nobody counted is not the same as nobody: then there is no number.
    headcount_qualifier text NOT NULL DEFAULT 'unknown'
        CONSTRAINT activity_items_headcount_qualifier_known CHECK (headcount_qualifier IN (
            'exact', 'at-least', 'more-than', 'about', 'unknown')),
    headcount_men integer,
    headcount_women integer,
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT activity_items_code_once UNIQUE (code),
    CONSTRAINT activity_items_position_once
        UNIQUE NULLS NOT DISTINCT (activity_id, day, position),
    CONSTRAINT activity_items_dates_ordered CHECK (starts_on <= ends_on),
    CONSTRAINT activity_items_venue_or_place CHECK (venue_id IS NULL OR place_en IS NULL),
    CONSTRAINT activity_items_place_in_all CHECK (
        num_nulls(place_sr_cyrl, place_sr_latn, place_en) IN (0, 3)),
    CONSTRAINT activity_items_headcount_qualified
        CHECK ((headcount IS NULL) = (headcount_qualifier = 'unknown')),
    CONSTRAINT activity_items_headcount_split CHECK (
        num_nulls(headcount_men, headcount_women) IN (0, 2)
        AND least(headcount_men, headcount_women) >= 0
        AND (headcount_men IS NULL OR headcount IS NOT NULL)
        AND headcount_men + headcount_women <= headcount)
);
CREATE INDEX activity_items_host_idx ON activity_items (host_id);
CREATE INDEX activity_items_venue_idx ON activity_items (venue_id);
CREATE INDEX activity_items_fold_idx ON activity_items USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON activity_items
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('activity_items');

-- A visit of five days has no sixth one. Both sides lock the activity before they look.
CREATE FUNCTION check_activity_days() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    activity bigint := CASE WHEN TG_TABLE_NAME = 'activities'
        THEN NEW.id ELSE (to_jsonb(NEW) ->> 'activity_id')::bigint END;
BEGIN
    PERFORM 1 FROM activities WHERE id = activity FOR UPDATE;
    IF EXISTS (
        SELECT FROM activity_items JOIN activities ON activities.id = activity_id
        WHERE activity_id = activity AND day > activities.ends_on - activities.starts_on + 1
    ) THEN
        RAISE EXCEPTION 'an item lies after the last day of its activity'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'activity_items_day_within', TABLE = 'activity_items';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_activity_days() FROM PUBLIC;
CREATE TRIGGER check_days AFTER INSERT OR UPDATE ON activity_items
    FOR EACH ROW EXECUTE FUNCTION check_activity_days();
CREATE TRIGGER check_days AFTER UPDATE OF starts_on, ends_on ON activities
    FOR EACH ROW EXECUTE FUNCTION check_activity_days();

-- Who spoke, with the function of that day.
CREATE TABLE activity_speakers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_speakers_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT activity_speakers_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    activity_id bigint NOT NULL
        CONSTRAINT activity_speakers_activity_fkey REFERENCES activities (id),
    name_sr_cyrl text NOT NULL
        CONSTRAINT activity_speakers_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_name_sr_cyrl_length
        CHECK (length(name_sr_cyrl) BETWEEN 1 AND 200),
    name_sr_latn text NOT NULL
        CONSTRAINT activity_speakers_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_name_sr_latn_length
        CHECK (length(name_sr_latn) BETWEEN 1 AND 200),
    name_en text NOT NULL
        CONSTRAINT activity_speakers_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_name_en_length CHECK (length(name_en) BETWEEN 1 AND 200),
    function_sr_cyrl text NOT NULL
        CONSTRAINT activity_speakers_function_sr_cyrl_nfc CHECK (function_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_function_sr_cyrl_length
        CHECK (length(function_sr_cyrl) BETWEEN 1 AND 300),
    function_sr_latn text NOT NULL
        CONSTRAINT activity_speakers_function_sr_latn_nfc CHECK (function_sr_latn IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_function_sr_latn_length
        CHECK (length(function_sr_latn) BETWEEN 1 AND 300),
    function_en text NOT NULL
        CONSTRAINT activity_speakers_function_en_nfc CHECK (function_en IS NFC NORMALIZED)
        CONSTRAINT activity_speakers_function_en_length
        CHECK (length(function_en) BETWEEN 1 AND 300),
    organisation_id bigint
        CONSTRAINT activity_speakers_organisation_fkey REFERENCES organisations (id),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || name_sr_latn || ' ' || name_sr_cyrl || ' ' || name_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT activity_speakers_code_once UNIQUE (code)
);
CREATE INDEX activity_speakers_activity_idx ON activity_speakers (activity_id);
CREATE INDEX activity_speakers_organisation_idx ON activity_speakers (organisation_id);
CREATE INDEX activity_speakers_fold_idx ON activity_speakers USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON activity_speakers
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('activity_speakers');

-- Members of a delegation and others who are known, with what they were then. Users of a centre
-- are never among them: the key below leads to activities that are not for users alone.
CREATE TABLE activity_participants (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT activity_participants_pkey PRIMARY KEY,
    activity_id bigint NOT NULL,
    is_for_users boolean NOT NULL
        CONSTRAINT activity_participants_never_users CHECK (NOT is_for_users),
    person_id bigint NOT NULL
        CONSTRAINT activity_participants_person_fkey REFERENCES people (id),
    function text NOT NULL
        CONSTRAINT activity_participants_function_nfc CHECK (function IS NFC NORMALIZED)
        CONSTRAINT activity_participants_function_length CHECK (length(function) <= 300),
    employment text NOT NULL
        CONSTRAINT activity_participants_employment_known
        CHECK (employment IN ('employee', 'engaged')),
    is_presenter boolean NOT NULL,
    CONSTRAINT activity_participants_activity_fkey FOREIGN KEY (activity_id, is_for_users)
        REFERENCES activities (id, is_for_users),
    CONSTRAINT activity_participants_once UNIQUE (activity_id, person_id)
);
CREATE INDEX activity_participants_activity_idx
    ON activity_participants (activity_id, is_for_users);
CREATE INDEX activity_participants_person_idx ON activity_participants (person_id);
CALL make_audited('activity_participants');
