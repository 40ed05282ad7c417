-- An institution sends the same form again: which of its headers means which column is decided once
-- and kept under a name.
CREATE TABLE import_profiles (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_profiles_pkey PRIMARY KEY,
    name text NOT NULL
        CONSTRAINT import_profiles_name_nfc CHECK (name IS NFC NORMALIZED)
        CONSTRAINT import_profiles_name_length CHECK (length(name) BETWEEN 1 AND 100),
    noun text NOT NULL CONSTRAINT import_profiles_noun_length CHECK (length(noun) BETWEEN 1 AND 40),
    -- As they stand in the file; the column of each stands at the same place.
    headers text[] NOT NULL,
    columns text[] NOT NULL,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT import_profiles_name_once UNIQUE (name),
    CONSTRAINT import_profiles_pairs
        CHECK (
            cardinality(headers) = cardinality(columns)
            AND cardinality(headers) BETWEEN 1 AND 100)
);
CREATE TRIGGER count_version BEFORE UPDATE ON import_profiles
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('import_profiles');
