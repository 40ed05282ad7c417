-- Whoever holds certificates decides how much of the name anybody sees who has an ID: all of it,
-- the initials or nothing. A verifier can still ask whether a name is the certified one.

-- No row means that the name is shown.
CREATE TABLE person_privacies (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT person_privacies_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT person_privacies_person_fkey REFERENCES people (id),
    shown text NOT NULL
        CONSTRAINT person_privacies_shown_known CHECK (shown IN ('full', 'initials', 'hidden')),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT person_privacies_person_once UNIQUE (person_id)
);
CREATE TRIGGER count_version BEFORE UPDATE ON person_privacies
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('person_privacies');
-- Showing the name again is a change, too, and has its entry.
REVOKE UPDATE, DELETE ON person_privacies FROM obuka_service;
GRANT UPDATE (shown) ON person_privacies TO obuka_service;
