-- The register: frozen facts, number, verification ID. What happens later is a row beside it.

CREATE TABLE register_counters (
    year integer CONSTRAINT register_counters_pkey PRIMARY KEY,
    last_serial integer NOT NULL CONSTRAINT register_counters_serial_range CHECK (last_serial >= 0)
);
-- Nobody sets the counter: it is only ever counted on.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON register_counters FROM obuka_service;

-- Reserves the next numbers of a year's register and gives the first of them. The counter's row
-- stays locked until the end of the transaction: no gap, and no number twice.
CREATE FUNCTION reserve_serials(wanted_year integer, wanted integer) RETURNS integer
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO register_counters (year, last_serial)
    VALUES (wanted_year, wanted)
    ON CONFLICT (year) DO UPDATE SET last_serial = register_counters.last_serial + wanted
    WHERE wanted > 0
    RETURNING last_serial - wanted + 1
$$;
REVOKE ALL ON FUNCTION reserve_serials(integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reserve_serials(integer, integer) TO obuka_service;

CREATE TABLE certificate_batches (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_batches_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT certificate_batches_cohort_fkey REFERENCES cohorts (id),
    kind text NOT NULL
        CONSTRAINT certificate_batches_kind_known
        CHECK (kind IN ('completion', 'participation', 'accreditation')),
    issued_on date NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    -- What a certificate of the batch refers to.
    CONSTRAINT certificate_batches_identity_once UNIQUE (id, cohort_id, kind, issued_on)
);
CREATE INDEX certificate_batches_cohort_idx ON certificate_batches (cohort_id);
CALL make_audited('certificate_batches');
CALL make_append_only('certificate_batches');

CREATE TABLE certificates (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificates_pkey PRIMARY KEY,
    verification_id text NOT NULL
        CONSTRAINT certificates_verification_id_form
        CHECK (verification_id ~ '^[0-9ACEHKMPTX]{16}$'),
    register_year integer NOT NULL,
    register_serial integer NOT NULL
        CONSTRAINT certificates_register_serial_range CHECK (register_serial >= 1),
    number text GENERATED ALWAYS AS (
        register_year::text || '/' || CASE
            WHEN register_serial < 100000 THEN lpad(register_serial::text, 5, '0')
            ELSE register_serial::text
        END) STORED NOT NULL,
    kind text NOT NULL
        CONSTRAINT certificates_kind_known
        CHECK (kind IN ('completion', 'participation', 'accreditation')),
    -- NULL for one that replaces another.
    batch_id bigint,
    replaces_id bigint CONSTRAINT certificates_replaces_fkey REFERENCES certificates (id),
    enrolment_id bigint NOT NULL,
    cohort_id bigint NOT NULL,
    person_id bigint NOT NULL,
    -- Frozen facts, printed and shown as they stand here.
    holder_cyrl text NOT NULL
        CONSTRAINT certificates_holder_cyrl_nfc CHECK (holder_cyrl IS NFC NORMALIZED)
        CONSTRAINT certificates_holder_cyrl_length CHECK (length(holder_cyrl) BETWEEN 1 AND 201),
    holder_latn text NOT NULL
        CONSTRAINT certificates_holder_latn_nfc CHECK (holder_latn IS NFC NORMALIZED)
        CONSTRAINT certificates_holder_latn_length CHECK (length(holder_latn) BETWEEN 1 AND 201),
    course_code text NOT NULL,
    course_title_sr_cyrl text NOT NULL
        CONSTRAINT certificates_course_title_sr_cyrl_nfc
        CHECK (course_title_sr_cyrl IS NFC NORMALIZED),
    course_title_sr_latn text NOT NULL
        CONSTRAINT certificates_course_title_sr_latn_nfc
        CHECK (course_title_sr_latn IS NFC NORMALIZED),
    course_title_en text NOT NULL
        CONSTRAINT certificates_course_title_en_nfc
        CHECK (course_title_en IS NFC NORMALIZED),
    project_title_sr_cyrl text
        CONSTRAINT certificates_project_title_sr_cyrl_nfc
        CHECK (project_title_sr_cyrl IS NFC NORMALIZED),
    project_title_sr_latn text
        CONSTRAINT certificates_project_title_sr_latn_nfc
        CHECK (project_title_sr_latn IS NFC NORMALIZED),
    project_title_en text
        CONSTRAINT certificates_project_title_en_nfc
        CHECK (project_title_en IS NFC NORMALIZED),
    cohort_code text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    venue text NOT NULL CONSTRAINT certificates_venue_nfc CHECK (venue IS NFC NORMALIZED),
    hours numeric(7, 2) NOT NULL CONSTRAINT certificates_hours_range CHECK (hours >= 0),
    issued_on date NOT NULL,
    expires_on date,
    issued_at timestamptz NOT NULL DEFAULT now(),
    -- One key for the three: cohort and person are the enrolment's, and an issue of 10,000 is
    -- checked once a row.
    CONSTRAINT certificates_enrolment_fkey
        FOREIGN KEY (enrolment_id, cohort_id, person_id)
        REFERENCES enrolments (id, cohort_id, person_id),
    CONSTRAINT certificates_batch_fkey
        FOREIGN KEY (batch_id, cohort_id, kind, issued_on)
        REFERENCES certificate_batches (id, cohort_id, kind, issued_on),
    CONSTRAINT certificates_batch_or_predecessor
        CHECK ((batch_id IS NULL) = (replaces_id IS NOT NULL)),
    CONSTRAINT certificates_replaces_once UNIQUE (replaces_id),
    CONSTRAINT certificates_dates_ordered CHECK (starts_on <= ends_on),
    CONSTRAINT certificates_verification_id_once UNIQUE (verification_id),
    CONSTRAINT certificates_number_once UNIQUE (register_year, register_serial),
    CONSTRAINT certificates_number_of_issue_year
        CHECK (register_year = extract(year FROM issued_on)),
    CONSTRAINT certificates_expiry_after_issue CHECK (expires_on > issued_on)
);
CREATE INDEX certificates_batch_idx ON certificates (batch_id, cohort_id, kind, issued_on);
CREATE INDEX certificates_enrolment_idx ON certificates (enrolment_id, cohort_id, person_id);
CREATE INDEX certificates_cohort_idx ON certificates (cohort_id, id);
CREATE INDEX certificates_person_idx ON certificates (person_id);
CALL make_audited('certificates');
CALL make_append_only('certificates');

-- The certificate that counts at present for a person, cohort and kind: at most one. Person and
-- cohort are the certificate's, which refers to both; a second check of each would cost a batch an
-- eighth of its time.
CREATE TABLE live_certificates (
    person_id bigint NOT NULL,
    cohort_id bigint NOT NULL,
    kind text NOT NULL,
    certificate_id bigint NOT NULL
        CONSTRAINT live_certificates_certificate_fkey REFERENCES certificates (id),
    CONSTRAINT live_certificates_pkey PRIMARY KEY (person_id, cohort_id, kind),
    CONSTRAINT live_certificates_certificate_once UNIQUE (certificate_id)
);
-- A copy of the certificate's own columns, which only the triggers below enter and take out.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON live_certificates FROM obuka_service;

CREATE TABLE certificate_revocations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_revocations_pkey PRIMARY KEY,
    certificate_id bigint NOT NULL
        CONSTRAINT certificate_revocations_certificate_fkey REFERENCES certificates (id),
    revoked_on date NOT NULL DEFAULT centre_today(),
    reason_class text NOT NULL
        CONSTRAINT certificate_revocations_reason_class_known CHECK (reason_class IN (
            'issued-in-error', 'requirements-not-met', 'misconduct', 'holder-request', 'other')),
    reason text NOT NULL
        CONSTRAINT certificate_revocations_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    revoked_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_revocations_once UNIQUE (certificate_id)
);
CALL make_audited('certificate_revocations');
CALL make_append_only('certificate_revocations');

-- A correction: the old certificate answers "replaced", a new one with its own number stands.
CREATE TABLE certificate_replacements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_replacements_pkey PRIMARY KEY,
    certificate_id bigint NOT NULL
        CONSTRAINT certificate_replacements_certificate_fkey REFERENCES certificates (id),
    successor_id bigint NOT NULL
        CONSTRAINT certificate_replacements_successor_fkey REFERENCES certificates (id),
    reason text NOT NULL
        CONSTRAINT certificate_replacements_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    replaced_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_replacements_once UNIQUE (certificate_id),
    CONSTRAINT certificate_replacements_successor_once UNIQUE (successor_id),
    CONSTRAINT certificate_replacements_not_itself CHECK (successor_id <> certificate_id)
);
CALL make_audited('certificate_replacements');
CALL make_append_only('certificate_replacements');
-- The certificate that replaces another enters it.
REVOKE INSERT ON certificate_replacements FROM obuka_service;

-- Issuing, revoking and replacing all move live_certificates, so two of them at once meet there.
-- What replaces a certificate is of the same enrolment and kind, and takes its place.
CREATE FUNCTION enter_live_certificate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows JOIN certificates AS replaced ON replaced.id = new_rows.replaces_id
        WHERE replaced.enrolment_id <> new_rows.enrolment_id OR replaced.kind <> new_rows.kind
    ) THEN
        RAISE EXCEPTION 'a certificate replaces one of another enrolment or kind'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_replacements_of_the_same', TABLE = 'certificates';
    END IF;
    INSERT INTO certificate_replacements (certificate_id, successor_id, reason)
    SELECT replaces_id, id, coalesce(current_setting('obuka.reason', true), '')
    FROM new_rows WHERE replaces_id IS NOT NULL;
    INSERT INTO live_certificates (person_id, cohort_id, kind, certificate_id)
    SELECT person_id, cohort_id, kind, id FROM new_rows;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_live_certificate() FROM PUBLIC;
CREATE TRIGGER enter_live_certificate AFTER INSERT ON certificates
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_live_certificate();

CREATE FUNCTION end_live_certificate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM live_certificates WHERE certificate_id = NEW.certificate_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the certificate is revoked or replaced already'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_TABLE_NAME || '_of_live_certificate', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION end_live_certificate() FROM PUBLIC;
CREATE TRIGGER end_live_certificate BEFORE INSERT ON certificate_revocations
    FOR EACH ROW EXECUTE FUNCTION end_live_certificate();
CREATE TRIGGER end_live_certificate BEFORE INSERT ON certificate_replacements
    FOR EACH ROW EXECUTE FUNCTION end_live_certificate();

-- Only what a closed cohort says can be certified, not before it was closed and not in the future.
CREATE FUNCTION check_certificate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        LEFT JOIN outcomes ON outcomes.enrolment_id = new_rows.enrolment_id
        WHERE outcomes.id IS NULL
            OR CASE new_rows.kind
                WHEN 'completion' THEN NOT outcomes.passed
                -- Who attended enough took part, whatever the final test said.
                WHEN 'participation' THEN outcomes.problem NOT IN (
                    'final missing', 'final below pass score')
                -- A cohort makes nobody a trainer.
                ELSE true
            END
    ) THEN
        RAISE EXCEPTION 'no outcome of a closed cohort stands behind the certificate'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_outcome_stands', TABLE = 'certificates';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN cohorts ON cohorts.id = new_rows.cohort_id
        WHERE new_rows.issued_on NOT BETWEEN cohorts.closed_on AND centre_today()
    ) THEN
        RAISE EXCEPTION 'a certificate is dated before the closing or in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_issued_after_closing', TABLE = 'certificates';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_certificate AFTER INSERT ON certificates REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_certificate();

-- What a verifier is told, in one row. A replacement may itself be revoked later; revoked wins.
CREATE VIEW verifications AS
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
    successors.issued_on AS successor_issued_on
FROM certificates
LEFT JOIN certificate_revocations ON certificate_revocations.certificate_id = certificates.id
LEFT JOIN certificate_replacements ON certificate_replacements.certificate_id = certificates.id
LEFT JOIN certificates AS successors ON successors.id = certificate_replacements.successor_id;
GRANT SELECT ON verifications TO obuka_service;

-- The register as administrators list it.
CREATE VIEW certificate_states AS
SELECT certificates.id,
    certificates.number,
    certificates.verification_id,
    certificates.kind,
    certificates.person_id,
    certificates.holder_cyrl,
    certificates.holder_latn,
    certificates.cohort_code,
    certificates.issued_on,
    CASE
        WHEN certificate_revocations.id IS NOT NULL THEN 'revoked'
        WHEN certificate_replacements.id IS NOT NULL THEN 'replaced'
        WHEN certificates.expires_on < centre_today() THEN 'expired'
        ELSE 'valid'
    END AS status
FROM certificates
LEFT JOIN certificate_revocations ON certificate_revocations.certificate_id = certificates.id
LEFT JOIN certificate_replacements ON certificate_replacements.certificate_id = certificates.id;
GRANT SELECT ON certificate_states TO obuka_service;
