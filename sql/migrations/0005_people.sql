-- The humans. Name in both scripts, e-mail, sex for reports; no birth date, no JMBG, no address.

CREATE TABLE people (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT people_pkey PRIMARY KEY,
    email text NOT NULL
        CONSTRAINT people_email_form
        CHECK (email ~ '^[^[:space:]@]+@[^[:space:]@]+$' AND email = lower(email))
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
