-- A trainer's right to teach a course: from, until, on what basis. It may be suspended and renewed,
-- and has a certificate of its own, whose holder is reminded before it expires.

CREATE TABLE accreditations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT accreditations_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT accreditations_person_fkey REFERENCES people (id),
    course_id bigint NOT NULL CONSTRAINT accreditations_course_fkey REFERENCES courses (id),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    basis text NOT NULL
        CONSTRAINT accreditations_basis_nfc CHECK (basis IS NFC NORMALIZED)
        CONSTRAINT accreditations_basis_length CHECK (length(basis) BETWEEN 3 AND 300),
    -- The accreditation that this one continues.
    renews_id bigint,
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accreditations_dates_ordered CHECK (starts_on < ends_on),
    CONSTRAINT accreditations_identity_once UNIQUE (id, person_id, course_id),
    -- What a certificate refers to.
    CONSTRAINT accreditations_end_once UNIQUE (id, person_id, ends_on),
    -- A renewal is of the same person and course, and there is one.
    CONSTRAINT accreditations_renews_fkey FOREIGN KEY (renews_id, person_id, course_id)
        REFERENCES accreditations (id, person_id, course_id),
    CONSTRAINT accreditations_renews_once UNIQUE (renews_id)
);
CREATE INDEX accreditations_renews_idx ON accreditations (renews_id, person_id, course_id);
CREATE INDEX accreditations_person_idx ON accreditations (person_id);
CREATE INDEX accreditations_course_idx ON accreditations (course_id);
CALL make_audited('accreditations');
CALL make_append_only('accreditations');

CREATE FUNCTION check_renewal() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM accreditations WHERE id = NEW.renews_id AND ends_on >= NEW.ends_on
    ) THEN
        RAISE EXCEPTION 'a renewal ends no later than what it renews'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_renewal_ends_later', TABLE = 'accreditations';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_renewal AFTER INSERT ON accreditations
    FOR EACH ROW EXECUTE FUNCTION check_renewal();

-- Suspended and reinstated by turns, each with its reason; the newest row counts.
CREATE TABLE accreditation_suspensions (
    id bigint GENERATED ALWAYS AS IDENTITY
        CONSTRAINT accreditation_suspensions_pkey PRIMARY KEY,
    accreditation_id bigint NOT NULL
        CONSTRAINT accreditation_suspensions_accreditation_fkey REFERENCES accreditations (id),
    is_suspended boolean NOT NULL,
    reason text NOT NULL
        CONSTRAINT accreditation_suspensions_reason_length
        CHECK (length(reason) BETWEEN 3 AND 500),
    effective_on date NOT NULL DEFAULT centre_today(),
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX accreditation_suspensions_accreditation_idx
    ON accreditation_suspensions (accreditation_id, id DESC);
CALL make_audited('accreditation_suspensions');
CALL make_append_only('accreditation_suspensions');

CREATE FUNCTION is_suspended(accreditation bigint) RETURNS boolean
LANGUAGE sql STABLE
RETURN coalesce((
    SELECT is_suspended FROM accreditation_suspensions
    WHERE accreditation_id = accreditation ORDER BY id DESC LIMIT 1), false);

CREATE FUNCTION check_suspension() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accreditations WHERE id = NEW.accreditation_id FOR UPDATE;
    IF is_suspended(NEW.accreditation_id) = NEW.is_suspended THEN
        RAISE EXCEPTION 'accreditation % is suspended or reinstated twice', NEW.accreditation_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditation_suspensions_alternate',
                  TABLE = 'accreditation_suspensions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_suspension() FROM PUBLIC;
CREATE TRIGGER check_suspension BEFORE INSERT ON accreditation_suspensions
    FOR EACH ROW EXECUTE FUNCTION check_suspension();

-- A certificate is of an enrolment with its cohort, or of an accreditation, which has neither
-- sessions nor a venue and lasts as long as the accreditation does.
ALTER TABLE certificates
    ALTER COLUMN enrolment_id DROP NOT NULL,
    ALTER COLUMN cohort_id DROP NOT NULL,
    ALTER COLUMN cohort_code DROP NOT NULL,
    ALTER COLUMN starts_on DROP NOT NULL,
    ALTER COLUMN ends_on DROP NOT NULL,
    ALTER COLUMN venue DROP NOT NULL,
    ALTER COLUMN hours DROP NOT NULL,
    ADD COLUMN accreditation_id bigint,
    DROP CONSTRAINT certificates_batch_or_predecessor,
    ADD CONSTRAINT certificates_accreditation_fkey
        FOREIGN KEY (accreditation_id, person_id, expires_on)
        REFERENCES accreditations (id, person_id, ends_on),
    ADD CONSTRAINT certificates_enrolment_or_accreditation CHECK (
        CASE WHEN kind = 'accreditation'
            THEN accreditation_id IS NOT NULL AND expires_on IS NOT NULL
                AND num_nonnulls(
                    enrolment_id, cohort_id, batch_id, cohort_code, starts_on, ends_on, venue,
                    hours) = 0
            ELSE accreditation_id IS NULL
                AND num_nulls(
                    enrolment_id, cohort_id, cohort_code, starts_on, ends_on, venue, hours) = 0
        END),
    ADD CONSTRAINT certificates_batch_or_predecessor CHECK (
        CASE WHEN kind = 'accreditation' THEN batch_id IS NULL
            ELSE (batch_id IS NULL) = (replaces_id IS NOT NULL)
        END);
GRANT INSERT (accreditation_id) ON certificates TO obuka_service;
CREATE INDEX certificates_accreditation_idx
    ON certificates (accreditation_id, person_id, expires_on);
CREATE INDEX certificates_expires_on_idx ON certificates (expires_on)
    WHERE expires_on IS NOT NULL;

-- One certificate counts at a time for a person, cohort and kind, and for an accreditation.
ALTER TABLE live_certificates DROP CONSTRAINT live_certificates_pkey;
ALTER TABLE live_certificates
    DROP CONSTRAINT live_certificates_certificate_once,
    ALTER COLUMN cohort_id DROP NOT NULL,
    ADD COLUMN accreditation_id bigint,
    ADD CONSTRAINT live_certificates_pkey PRIMARY KEY (certificate_id),
    ADD CONSTRAINT live_certificates_once
        UNIQUE NULLS NOT DISTINCT (person_id, cohort_id, kind, accreditation_id);

CREATE OR REPLACE FUNCTION enter_live_certificate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows JOIN certificates AS replaced ON replaced.id = new_rows.replaces_id
        WHERE replaced.kind <> new_rows.kind
            OR replaced.enrolment_id IS DISTINCT FROM new_rows.enrolment_id
            OR replaced.accreditation_id IS DISTINCT FROM new_rows.accreditation_id
    ) THEN
        RAISE EXCEPTION 'a certificate replaces one of another enrolment or kind'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificate_replacements_of_the_same', TABLE = 'certificates';
    END IF;
    INSERT INTO certificate_replacements (certificate_id, successor_id, reason)
    SELECT replaces_id, id, coalesce(current_setting('obuka.reason', true), '')
    FROM new_rows WHERE replaces_id IS NOT NULL;
    INSERT INTO live_certificates (person_id, cohort_id, kind, accreditation_id, certificate_id)
    SELECT person_id, cohort_id, kind, accreditation_id, id FROM new_rows;
    RETURN NULL;
END
$$;

-- Of a closed cohort's outcome, as before; an accreditation is looked at below.
CREATE OR REPLACE FUNCTION check_certificate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        LEFT JOIN outcomes ON outcomes.enrolment_id = new_rows.enrolment_id
        WHERE new_rows.kind <> 'accreditation'
            AND (
                outcomes.id IS NULL
                OR CASE new_rows.kind
                    WHEN 'completion' THEN NOT outcomes.passed
                    -- Who attended enough took part, whatever the final test said.
                    ELSE outcomes.problem NOT IN ('final missing', 'final below pass score')
                END)
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

-- An accreditation is certified while it lasts and is not suspended, and where a second person is
-- needed, by another one than who granted it. A correction of the name is none of these. Issuing
-- and suspending lock the accreditation, and look after that.
CREATE FUNCTION check_accreditation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    needs_approval boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE accreditation_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM accreditations WHERE id IN (SELECT accreditation_id FROM new_rows)
    ORDER BY id FOR SHARE;
    SELECT value = 'on' INTO STRICT needs_approval FROM settings
    WHERE code = 'certificates.second-person' FOR SHARE;
    IF EXISTS (
        SELECT FROM new_rows JOIN accreditations ON accreditations.id = accreditation_id
        WHERE new_rows.issued_on NOT BETWEEN accreditations.starts_on AND centre_today()
    ) THEN
        RAISE EXCEPTION 'a certificate is dated before its accreditation or in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_issued_within_accreditation',
                  TABLE = 'certificates';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE replaces_id IS NULL AND accreditation_id IS NOT NULL
            AND is_suspended(accreditation_id)
    ) THEN
        RAISE EXCEPTION 'the accreditation is suspended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_accreditation_not_suspended',
                  TABLE = 'certificates';
    END IF;
    IF needs_approval AND EXISTS (
        SELECT FROM new_rows JOIN accreditations ON accreditations.id = accreditation_id
        WHERE new_rows.replaces_id IS NULL
            AND accreditations.entered_by = current_setting('obuka.actor')
    ) THEN
        RAISE EXCEPTION 'another person than who granted the accreditation has to certify it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'certificates_accreditation_by_another',
                  TABLE = 'certificates';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_accreditation() FROM PUBLIC;
CREATE TRIGGER check_accreditation AFTER INSERT ON certificates REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_accreditation();

-- The hour and minute on the centre's clock: a state that was looked up may change in the next one.
CREATE FUNCTION centre_clock() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN to_char(now() AT TIME ZONE 'Europe/Belgrade', 'HH24:MI');

-- Since when the accreditation behind a certificate is suspended, while it is. A CASE and no join:
-- certificates without an accreditation, nearly all, pay nothing for it. Of the outcome and the
-- cohort it says what the signed form says: a participation has no result, an accreditation has
-- neither.
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
    coalesce(person_privacies.shown, 'full') AS shown,
    CASE WHEN certificates.accreditation_id IS NOT NULL THEN (
        SELECT CASE WHEN is_suspended THEN effective_on END
        FROM accreditation_suspensions
        WHERE accreditation_suspensions.accreditation_id = certificates.accreditation_id
        ORDER BY accreditation_suspensions.id DESC
        LIMIT 1)
    END AS suspended_on,
    outcomes.attended_hours,
    outcomes.total_hours,
    cohorts.minimum_attendance_percent,
    CASE WHEN certificates.kind = 'completion' THEN outcomes.final_score_percent
    END AS final_score_percent,
    CASE WHEN certificates.kind = 'completion' THEN cohorts.pass_score_percent
    END AS pass_score_percent,
    -- The first of its keys to be revoked. What was in the log before is none of the thief's; in
    -- whole seconds, as everywhere, and in doubt the key was revoked first.
    (least(proof_revocations.revoked_at, token_revocations.revoked_at)
        AT TIME ZONE 'Europe/Belgrade')::date AS key_revoked_on,
    CASE WHEN num_nonnulls(proof_revocations.revoked_at, token_revocations.revoked_at) > 0
        THEN coalesce((
            SELECT date_trunc('second', signed_at) < date_trunc(
                'second', least(proof_revocations.revoked_at, token_revocations.revoked_at))
            FROM log_checkpoints WHERE size > log_leaves.place ORDER BY size LIMIT 1), false)
    END AS is_older_than_key_revocation
FROM certificates
LEFT JOIN certificate_revocations ON certificate_revocations.certificate_id = certificates.id
LEFT JOIN certificate_replacements ON certificate_replacements.certificate_id = certificates.id
LEFT JOIN certificates AS successors ON successors.id = certificate_replacements.successor_id
LEFT JOIN log_leaves ON log_leaves.certificate_id = certificates.id AND log_leaves.kind = 'issue'
LEFT JOIN person_privacies ON person_privacies.person_id = certificates.person_id
LEFT JOIN outcomes ON outcomes.enrolment_id = certificates.enrolment_id
LEFT JOIN cohorts ON cohorts.id = certificates.cohort_id
LEFT JOIN credentials ON credentials.certificate_id = certificates.id
LEFT JOIN issuer_key_revocations AS proof_revocations
    ON proof_revocations.key_id = credentials.proof_key_id
LEFT JOIN issuer_key_revocations AS token_revocations
    ON token_revocations.key_id = credentials.token_key_id;

-- What somebody is to be told: the text is ready in three languages, and whoever sends it picks
-- one. Written by the program itself, once for each certificate and distance.
CREATE TABLE notices (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT notices_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT notices_person_fkey REFERENCES people (id),
    kind text NOT NULL CONSTRAINT notices_kind_known CHECK (kind IN ('certificate-expiry')),
    certificate_id bigint NOT NULL
        CONSTRAINT notices_certificate_fkey REFERENCES certificates (id),
    days_before integer NOT NULL
        CONSTRAINT notices_days_before_known CHECK (days_before IN (90, 30, 7)),
    subject_sr_cyrl text NOT NULL,
    subject_sr_latn text NOT NULL,
    subject_en text NOT NULL,
    text_sr_cyrl text NOT NULL,
    text_sr_latn text NOT NULL,
    text_en text NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT notices_certificate_once UNIQUE (certificate_id, days_before)
);
CREATE INDEX notices_person_idx ON notices (person_id, id DESC);
CALL make_audited('notices');
CALL make_append_only('notices');
