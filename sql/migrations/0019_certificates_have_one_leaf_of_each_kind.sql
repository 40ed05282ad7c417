-- A certificate is issued once and ends once, and so do its leaves in the log.
ALTER TABLE log_leaves
    ADD CONSTRAINT log_leaves_certificate_once UNIQUE (certificate_id, kind);
DROP INDEX log_leaves_certificate_idx;
