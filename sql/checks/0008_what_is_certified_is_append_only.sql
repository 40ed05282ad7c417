-- Certificates, what ends them, the audit, marks, results and outcomes carry the trigger
-- append_only, enabled, for update, delete and truncate.
SELECT wanted.name AS offender
FROM (
    VALUES ('audit_entries'), ('attendance_marks'), ('results'), ('outcomes'),
        ('certificate_batches'), ('certificates'), ('certificate_revocations'),
        ('certificate_replacements'), ('token_revocations'), ('credentials'), ('issuer_keys'),
        ('issuer_key_retirements'), ('issuer_key_revocations'), ('status_publications'),
        ('log_roots'), ('certificate_batch_candidates'), ('certificate_batch_decisions'),
        ('certificate_handovers'), ('accreditations'), ('accreditation_suspensions'),
        ('document_certificates'), ('paper_parts'), ('certificate_papers'), ('enrolment_events'),
        ('enrolment_changes'), ('former_rows'), ('edition_acknowledgements')
) AS wanted (name)
WHERE NOT EXISTS (
    SELECT FROM pg_trigger
    WHERE tgrelid = to_regclass(wanted.name)
        AND tgname = 'append_only'
        AND tgfoid = 'refuse_change'::regproc
        AND tgenabled = 'O'
        -- Before (2), and on delete (8), update (16) and truncate (32).
        AND tgtype & 58 = 58)
ORDER BY 1;
