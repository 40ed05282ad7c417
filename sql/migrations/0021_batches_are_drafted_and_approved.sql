-- A batch of certificates may be drafted before it is issued, and where the centre wants it so, a
-- second person approves it. When its award ceremony is and what was handed over stand beside it.

-- What an administrator decides for the whole centre. The service changes values and nothing else.
CREATE TABLE settings (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT settings_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT settings_code_known CHECK (code IN ('certificates.second-person')),
    value text NOT NULL CONSTRAINT settings_value_known CHECK (value IN ('on', 'off')),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT settings_code_once UNIQUE (code)
);
CREATE TRIGGER count_version BEFORE UPDATE ON settings
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('settings');
REVOKE INSERT, UPDATE, DELETE ON settings FROM obuka_service;
GRANT UPDATE (value) ON settings TO obuka_service;
SELECT set_config('obuka.actor', 'migration', true);
INSERT INTO settings (code, value) VALUES ('certificates.second-person', 'off');
-- Taking away a safeguard is a decision that somebody answers for.
CREATE TRIGGER require_reason AFTER UPDATE OF value ON settings
    FOR EACH ROW WHEN (OLD.value = 'on' AND NEW.value = 'off')
    EXECUTE FUNCTION require_reason('settings_switched_off_has_reason');

-- A batch is entered when it is drafted, or when it is issued without a draft.
ALTER TABLE certificate_batches RENAME COLUMN issued_at TO entered_at;
ALTER TABLE certificate_batches ADD COLUMN entered_by text;
ALTER TABLE certificate_batches
    ALTER COLUMN entered_by SET DEFAULT nullif(current_setting('obuka.actor', true), ''),
    ADD CONSTRAINT certificate_batches_entered_by_once UNIQUE (id, entered_by);

-- Who would get a certificate: the list as it was drafted. A batch that has one is a draft until
-- its certificates are there.
CREATE TABLE certificate_batch_candidates (
    id bigint GENERATED ALWAYS AS IDENTITY
        CONSTRAINT certificate_batch_candidates_pkey PRIMARY KEY,
    batch_id bigint NOT NULL
        CONSTRAINT certificate_batch_candidates_batch_fkey REFERENCES certificate_batches (id),
    enrolment_id bigint NOT NULL
        CONSTRAINT certificate_batch_candidates_enrolment_fkey REFERENCES enrolments (id),
    CONSTRAINT certificate_batch_candidates_once UNIQUE (batch_id, enrolment_id)
);
CREATE INDEX certificate_batch_candidates_enrolment_idx
    ON certificate_batch_candidates (enrolment_id);
CALL make_audited('certificate_batch_candidates');
CALL make_append_only('certificate_batch_candidates');

-- Nobody is added to a list that somebody may have approved already: candidates are entered in
-- the transaction of their batch.
CREATE FUNCTION check_batch_candidates() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows JOIN certificate_batches ON certificate_batches.id = batch_id
        WHERE certificate_batches.entered_at <> now()
    ) THEN
        RAISE EXCEPTION 'a candidate is added to a batch of another time'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_batch_candidates_with_batch',
                  TABLE = 'certificate_batch_candidates';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_candidates AFTER INSERT ON certificate_batch_candidates
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_batch_candidates();

-- One decision on each draft, for good. Who drafted it may take it back and not approve it.
CREATE TABLE certificate_batch_decisions (
    id bigint GENERATED ALWAYS AS IDENTITY
        CONSTRAINT certificate_batch_decisions_pkey PRIMARY KEY,
    batch_id bigint NOT NULL,
    verdict text NOT NULL
        CONSTRAINT certificate_batch_decisions_verdict_known
        CHECK (verdict IN ('approved', 'rejected')),
    -- A copy that the key below holds to the batch's own.
    drafted_by text NOT NULL,
    decided_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    reason text
        CONSTRAINT certificate_batch_decisions_reason_length
        CHECK (length(reason) BETWEEN 3 AND 500),
    decided_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_batch_decisions_batch_fkey FOREIGN KEY (batch_id, drafted_by)
        REFERENCES certificate_batches (id, entered_by),
    CONSTRAINT certificate_batch_decisions_once UNIQUE (batch_id),
    CONSTRAINT certificate_batch_decisions_approved_by_another
        CHECK (verdict <> 'approved' OR decided_by <> drafted_by),
    CONSTRAINT certificate_batch_decisions_rejected_has_reason
        CHECK (verdict <> 'rejected' OR reason IS NOT NULL)
);
CREATE INDEX certificate_batch_decisions_batch_idx
    ON certificate_batch_decisions (batch_id, drafted_by);
CALL make_audited('certificate_batch_decisions');
CALL make_append_only('certificate_batch_decisions');

-- A draft is decided on before it is issued. Deciding and issuing both lock the batch, and look
-- after that.
CREATE FUNCTION check_batch_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM certificate_batches WHERE id = NEW.batch_id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM certificate_batch_candidates WHERE batch_id = NEW.batch_id) THEN
        RAISE EXCEPTION 'batch % was never a draft', NEW.batch_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_batch_decisions_of_draft',
                  TABLE = 'certificate_batch_decisions';
    END IF;
    IF EXISTS (SELECT FROM certificates WHERE batch_id = NEW.batch_id) THEN
        RAISE EXCEPTION 'batch % is issued', NEW.batch_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_batch_decisions_before_issue',
                  TABLE = 'certificate_batch_decisions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_batch_decision() FROM PUBLIC;
CREATE TRIGGER check_decision BEFORE INSERT ON certificate_batch_decisions
    FOR EACH ROW EXECUTE FUNCTION check_batch_decision();

-- What is issued of a draft is on its list, and no draft that was rejected is issued. Where a
-- second person has to approve, nothing else is issued at all, whoever asks. The setting's lock
-- lets an issue and a change of the setting wait for each other.
CREATE FUNCTION check_batch_approval() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    needs_approval boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE batch_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM certificate_batches WHERE id IN (SELECT batch_id FROM new_rows)
    ORDER BY id FOR SHARE;
    SELECT value = 'on' INTO STRICT needs_approval FROM settings
    WHERE code = 'certificates.second-person' FOR SHARE;
    IF EXISTS (
        SELECT FROM certificate_batch_decisions
        WHERE batch_id IN (SELECT batch_id FROM new_rows) AND verdict = 'rejected'
    ) THEN
        RAISE EXCEPTION 'a batch that was rejected is not issued'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_batch_not_rejected', TABLE = 'certificates';
    END IF;
    IF needs_approval AND EXISTS (
        SELECT FROM new_rows
        WHERE batch_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM certificate_batch_decisions AS decisions
            WHERE decisions.batch_id = new_rows.batch_id AND decisions.verdict = 'approved')
    ) THEN
        RAISE EXCEPTION 'a second person has to approve a batch before it is issued'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_batch_approved', TABLE = 'certificates';
    END IF;
    IF EXISTS (
        SELECT batch_id, enrolment_id FROM new_rows
        WHERE batch_id IN (SELECT batch_id FROM certificate_batch_candidates)
        EXCEPT
        SELECT batch_id, enrolment_id FROM certificate_batch_candidates
        WHERE batch_id IN (SELECT batch_id FROM new_rows)
    ) THEN
        RAISE EXCEPTION 'a certificate is issued to somebody who is not on the draft'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_on_draft', TABLE = 'certificates';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_batch_approval() FROM PUBLIC;
CREATE TRIGGER check_approval AFTER INSERT ON certificates REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_batch_approval();

-- When and where a batch is handed out. Plans change by a later row.
CREATE TABLE certificate_ceremonies (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_ceremonies_pkey PRIMARY KEY,
    batch_id bigint NOT NULL
        CONSTRAINT certificate_ceremonies_batch_fkey REFERENCES certificate_batches (id),
    held_on date NOT NULL,
    venue text NOT NULL
        CONSTRAINT certificate_ceremonies_venue_nfc CHECK (venue IS NFC NORMALIZED)
        CONSTRAINT certificate_ceremonies_venue_length CHECK (length(venue) BETWEEN 1 AND 200),
    note text
        CONSTRAINT certificate_ceremonies_note_length CHECK (length(note) BETWEEN 1 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX certificate_ceremonies_batch_idx ON certificate_ceremonies (batch_id, id DESC);
CALL make_audited('certificate_ceremonies');
CALL make_append_only('certificate_ceremonies');

-- That a paper is in its holder's hands. The newest row counts; one without a date takes back
-- what was entered by mistake.
CREATE TABLE certificate_handovers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_handovers_pkey PRIMARY KEY,
    certificate_id bigint NOT NULL
        CONSTRAINT certificate_handovers_certificate_fkey REFERENCES certificates (id),
    handed_on date,
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX certificate_handovers_certificate_idx
    ON certificate_handovers (certificate_id, id DESC);
CALL make_audited('certificate_handovers');
CALL make_append_only('certificate_handovers');

CREATE FUNCTION check_handover() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.handed_on IS NULL AND coalesce(current_setting('obuka.reason', true), '') = '' THEN
        RAISE EXCEPTION 'a handing over is taken back without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_handovers_taken_back_has_reason',
                  TABLE = 'certificate_handovers';
    END IF;
    IF EXISTS (
        SELECT FROM certificates
        WHERE id = NEW.certificate_id
            AND NEW.handed_on NOT BETWEEN issued_on AND centre_today()
    ) THEN
        RAISE EXCEPTION 'a certificate is handed over before it is issued or in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_handovers_after_issue',
                  TABLE = 'certificate_handovers';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_handover AFTER INSERT ON certificate_handovers
    FOR EACH ROW EXECUTE FUNCTION check_handover();
