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

CREATE OR REPLACE VIEW verifications AS
SELECT certificates.verification_id,
    certificates.number,
    certificates.kind,
    certificates.holder_cyrl,
    certificates.holder_latn,
    certificates.course_code,
    certificates.course_title_sr_cyrl,
    certificates.course_title_sr_latn,
    certificates.course_title_en,
    certificates.project_title_sr_cyrl,
    certificates.project_title_sr_latn,
    certificates.project_title_en,
    certificates.starts_on,
    certificates.ends_on,
    certificates.venue,
    certificates.hours,
    certificates.issued_on,
    certificates.expires_on,
    certificate_revocations.revoked_on,
    certificate_revocations.reason_class,
    successors.number AS successor_number,
    successors.issued_on AS successor_issued_on,
    coalesce(log_leaves.place < (SELECT max(size) FROM log_checkpoints), false) AS is_in_log,
    coalesce(person_privacies.shown, 'full') AS shown
FROM certificates
LEFT JOIN certificate_revocations ON certificate_revocations.certificate_id = certificates.id
LEFT JOIN certificate_replacements ON certificate_replacements.certificate_id = certificates.id
LEFT JOIN certificates AS successors ON successors.id = certificate_replacements.successor_id
LEFT JOIN log_leaves ON log_leaves.certificate_id = certificates.id AND log_leaves.kind = 'issue'
LEFT JOIN person_privacies ON person_privacies.person_id = certificates.person_id;
