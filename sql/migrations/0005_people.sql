-- The humans. Name in both scripts, e-mail, sex for reports; no birth date, no JMBG, no address.

CREATE TABLE people (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT people_pkey PRIMARY KEY,
    email text NOT NULL
        CONSTRAINT people_email_form
        CHECK (
            email ~ '^[^[:space:]@]+@[^[:space:]@]+$'
            AND email = lower(email COLLATE "und-x-icu"))
        CONSTRAINT people_email_nfc CHECK (email IS NFC NORMALIZED)
        CONSTRAINT people_email_length CHECK (length(email) <= 254),
    given_name_cyrl text NOT NULL
        CONSTRAINT people_given_name_cyrl_nfc CHECK (given_name_cyrl IS NFC NORMALIZED)
        CONSTRAINT people_given_name_cyrl_length
        CHECK (length(given_name_cyrl) BETWEEN 1 AND 100),
    family_name_cyrl text NOT NULL
        CONSTRAINT people_family_name_cyrl_nfc CHECK (family_name_cyrl IS NFC NORMALIZED)
        CONSTRAINT people_family_name_cyrl_length
        CHECK (length(family_name_cyrl) BETWEEN 1 AND 100),
    given_name_latn text NOT NULL
        CONSTRAINT people_given_name_latn_nfc CHECK (given_name_latn IS NFC NORMALIZED)
        CONSTRAINT people_given_name_latn_length
        CHECK (length(given_name_latn) BETWEEN 1 AND 100),
    family_name_latn text NOT NULL
        CONSTRAINT people_family_name_latn_nfc CHECK (family_name_latn IS NFC NORMALIZED)
        CONSTRAINT people_family_name_latn_length
        CHECK (length(family_name_latn) BETWEEN 1 AND 100),
    -- The script that the program proposed from the other one and nobody has confirmed yet.
    proposed_script text
        CONSTRAINT people_proposed_script_known CHECK (proposed_script IN ('cyrillic', 'latin')),
    sex text CONSTRAINT people_sex_known CHECK (sex IN ('M', 'F')),
    fold text GENERATED ALWAYS AS (
        search_fold(given_name_latn || ' ' || family_name_latn || ' ' || given_name_cyrl || ' '
            || family_name_cyrl)) STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT people_email_once UNIQUE (email)
);
CREATE INDEX people_fold_idx ON people USING gin (fold gin_trgm_ops);
CREATE INDEX people_family_name_idx ON people (family_name_cyrl COLLATE "sr-Cyrl-x-icu", id);
CREATE TRIGGER count_version BEFORE UPDATE ON people
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('people');

-- Names that people had: search finds them, and whoever asks what somebody was called then.
CREATE TABLE person_former_names (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT person_former_names_pkey PRIMARY KEY,
    person_id bigint NOT NULL
        CONSTRAINT person_former_names_person_fkey REFERENCES people (id),
    given_name_cyrl text NOT NULL
        CONSTRAINT person_former_names_given_name_cyrl_nfc
        CHECK (given_name_cyrl IS NFC NORMALIZED),
    family_name_cyrl text NOT NULL
        CONSTRAINT person_former_names_family_name_cyrl_nfc
        CHECK (family_name_cyrl IS NFC NORMALIZED),
    given_name_latn text NOT NULL
        CONSTRAINT person_former_names_given_name_latn_nfc
        CHECK (given_name_latn IS NFC NORMALIZED),
    family_name_latn text NOT NULL
        CONSTRAINT person_former_names_family_name_latn_nfc
        CHECK (family_name_latn IS NFC NORMALIZED),
    fold text GENERATED ALWAYS AS (
        search_fold(given_name_latn || ' ' || family_name_latn || ' ' || given_name_cyrl || ' '
            || family_name_cyrl)) STORED,
    ended_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX person_former_names_person_idx ON person_former_names (person_id);
CREATE INDEX person_former_names_fold_idx ON person_former_names USING gin (fold gin_trgm_ops);
CALL make_audited('person_former_names');
CALL make_append_only('person_former_names');
-- Only a change of the name enters them.
REVOKE INSERT ON person_former_names FROM obuka_service;

CREATE FUNCTION keep_former_name() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO person_former_names (
        person_id, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
    VALUES (
        OLD.id, OLD.given_name_cyrl, OLD.family_name_cyrl, OLD.given_name_latn,
        OLD.family_name_latn);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_former_name() FROM PUBLIC;
CREATE TRIGGER keep_former_name AFTER UPDATE ON people
    FOR EACH ROW
    WHEN (ROW(OLD.given_name_cyrl, OLD.family_name_cyrl, OLD.given_name_latn, OLD.family_name_latn)
        IS DISTINCT FROM ROW(
            NEW.given_name_cyrl, NEW.family_name_cyrl, NEW.given_name_latn, NEW.family_name_latn))
    EXECUTE FUNCTION keep_former_name();
