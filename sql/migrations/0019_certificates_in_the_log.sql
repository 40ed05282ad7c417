-- A verifier is told whether the log has taken a certificate in: only then can nobody deny it.

-- A certificate is issued once and ends once, and so do its leaves.
ALTER TABLE log_leaves
    ADD CONSTRAINT log_leaves_certificate_once UNIQUE (certificate_id, kind);
DROP INDEX log_leaves_certificate_idx;

-- In the log is what a signed checkpoint covers. A place alone is not enough: a tree that is never
-- signed is no log. A certificate without a leaf is in no log either.
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
    coalesce(log_leaves.place < (SELECT max(size) FROM log_checkpoints), false) AS is_in_log
FROM certificates
LEFT JOIN certificate_revocations ON certificate_revocations.certificate_id = certificates.id
LEFT JOIN certificate_replacements ON certificate_replacements.certificate_id = certificates.id
LEFT JOIN certificates AS successors ON successors.id = certificate_replacements.successor_id
LEFT JOIN log_leaves ON log_leaves.certificate_id = certificates.id AND log_leaves.kind = 'issue';
