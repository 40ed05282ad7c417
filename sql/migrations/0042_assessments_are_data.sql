-- What is measured in a training is data: tests, assignments, practical work, each with its weight,
-- pass mark and attempts. With the first result it is frozen. A cohort of which nothing is said has
-- what every cohort had before: a test before the training and a final one that weighs everything.

CREATE TABLE cohort_assessments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cohort_assessments_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL
        CONSTRAINT cohort_assessments_cohort_fkey REFERENCES cohorts (id),
    code text NOT NULL
        CONSTRAINT cohort_assessments_code_form CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
    position integer NOT NULL
        CONSTRAINT cohort_assessments_position_range CHECK (position BETWEEN 1 AND 50),
    kind text NOT NULL
        CONSTRAINT cohort_assessments_kind_known
        CHECK (kind IN ('pre', 'final', 'assignment', 'practical')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT cohort_assessments_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT cohort_assessments_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT cohort_assessments_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT cohort_assessments_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT cohort_assessments_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT cohort_assessments_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    weight integer NOT NULL
        CONSTRAINT cohort_assessments_weight_range CHECK (weight BETWEEN 0 AND 100),
    pass_mark_percent integer
        CONSTRAINT cohort_assessments_pass_mark_percent_range
        CHECK (pass_mark_percent BETWEEN 0 AND 100),
    is_required boolean NOT NULL,
    attempts_max integer NOT NULL
        CONSTRAINT cohort_assessments_attempts_max_range CHECK (attempts_max BETWEEN 1 AND 20),
    counts text NOT NULL
        CONSTRAINT cohort_assessments_counts_known CHECK (counts IN ('best', 'last')),
    CONSTRAINT cohort_assessments_code_once UNIQUE (cohort_id, code),
    CONSTRAINT cohort_assessments_pre_decides_nothing CHECK (
        kind <> 'pre' OR weight = 0 AND NOT is_required AND pass_mark_percent IS NULL)
);
CALL make_audited('cohort_assessments');

-- Somebody was judged by it: with the first result or exemption it stays as it is. The cohort's
-- lock meets the one that a result takes.
CREATE FUNCTION keep_assessments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM enrolments
        WHERE cohort_id IN (OLD.cohort_id, NEW.cohort_id) AND (
            EXISTS (SELECT FROM results WHERE enrolment_id = enrolments.id)
            OR EXISTS (
                SELECT FROM assessment_exemptions WHERE enrolment_id = enrolments.id))
    ) OR EXISTS (
        SELECT FROM cohorts WHERE id IN (OLD.cohort_id, NEW.cohort_id) AND state = 'closed'
    ) THEN
        RAISE EXCEPTION 'results are there already: what is measured stays as it is'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_assessments_frozen', TABLE = 'cohort_assessments';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER keep_assessments BEFORE INSERT OR UPDATE OR DELETE ON cohort_assessments
    FOR EACH ROW EXECUTE FUNCTION keep_assessments();

-- What is measured in each cohort, and whether somebody without a result lacks it.
CREATE VIEW effective_assessments AS
SELECT asked.cohort_id, asked.code, asked.position, asked.kind, asked.title_sr_cyrl,
    asked.title_sr_latn, asked.title_en, asked.weight, asked.pass_mark_percent,
    asked.is_required, asked.attempts_max, asked.counts,
    asked.is_required OR asked.weight > 0 AND cohorts.pass_score_percent IS NOT NULL AS is_needed
FROM cohort_assessments AS asked JOIN cohorts ON cohorts.id = asked.cohort_id
UNION ALL
SELECT cohorts.id, usual.code, usual.position, usual.code, usual.title_sr_cyrl,
    usual.title_sr_latn, usual.title_en, usual.weight, NULL,
    usual.weight > 0 AND cohorts.pass_score_percent IS NOT NULL, 1, 'last',
    usual.weight > 0 AND cohorts.pass_score_percent IS NOT NULL
FROM cohorts
CROSS JOIN (
    VALUES
        ('pre', 1, 'улазни тест', 'ulazni test', 'pre-test', 0),
        ('final', 2, 'завршни тест', 'završni test', 'final test', 100)
) AS usual (code, position, title_sr_cyrl, title_sr_latn, title_en, weight)
WHERE NOT EXISTS (SELECT FROM cohort_assessments WHERE cohort_id = cohorts.id);
GRANT SELECT ON effective_assessments TO obuka_service;

-- Results: of an attempt, and of practical work by a named assessor whom a second person verifies.
ALTER TABLE results DROP CONSTRAINT results_assessment_known;
ALTER TABLE results ADD COLUMN attempt integer NOT NULL DEFAULT 1;
ALTER TABLE results
    ALTER COLUMN attempt DROP DEFAULT,
    ADD COLUMN assessor_id bigint CONSTRAINT results_assessor_fkey REFERENCES people (id),
    ADD COLUMN verifier_id bigint CONSTRAINT results_verifier_fkey REFERENCES people (id),
    ADD CONSTRAINT results_assessment_known CHECK (assessment ~ '^[a-z][a-z0-9-]{0,39}$'),
    ADD CONSTRAINT results_attempt_range CHECK (attempt BETWEEN 1 AND 20),
    ADD CONSTRAINT results_verifier_another CHECK (assessor_id <> verifier_id),
    ADD CONSTRAINT results_verifier_of_assessor
        CHECK ((assessor_id IS NULL) = (verifier_id IS NULL));
GRANT INSERT (attempt, assessor_id, verifier_id) ON results TO obuka_service;
CREATE INDEX results_assessor_idx ON results (assessor_id);
CREATE INDEX results_verifier_idx ON results (verifier_id);
DROP INDEX results_first_once;
CREATE UNIQUE INDEX results_first_once ON results (enrolment_id, assessment, attempt)
    WHERE reason IS NULL;

-- Who says nothing of attempts means the first.
CREATE FUNCTION fill_attempt() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.attempt := coalesce(NEW.attempt, 1);
    RETURN NEW;
END
$$;
CREATE TRIGGER fill_attempt BEFORE INSERT ON results
    FOR EACH ROW EXECUTE FUNCTION fill_attempt();

-- That somebody need not be assessed: what was learned before is proved otherwise.
CREATE TABLE assessment_exemptions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT assessment_exemptions_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL
        CONSTRAINT assessment_exemptions_enrolment_fkey REFERENCES enrolments (id),
    assessment text NOT NULL,
    evidence text NOT NULL
        CONSTRAINT assessment_exemptions_evidence_nfc CHECK (evidence IS NFC NORMALIZED)
        CONSTRAINT assessment_exemptions_evidence_length CHECK (length(evidence) BETWEEN 3 AND 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT assessment_exemptions_once UNIQUE (enrolment_id, assessment)
);
CALL make_audited('assessment_exemptions');
-- One that was wrong is taken back, which stands in the audit with its reason.
REVOKE UPDATE, TRUNCATE ON assessment_exemptions FROM obuka_service;
CREATE TRIGGER require_reason BEFORE INSERT OR DELETE ON assessment_exemptions
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('assessment_exemptions_has_reason');

CREATE FUNCTION check_exemption() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts
    WHERE id IN (
        SELECT cohort_id FROM enrolments WHERE id IN (OLD.enrolment_id, NEW.enrolment_id))
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE enrolments.id IN (OLD.enrolment_id, NEW.enrolment_id) AND cohorts.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'assessment_exemptions_cohort_not_closed',
                  TABLE = 'assessment_exemptions';
    END IF;
    IF TG_OP = 'INSERT' AND NOT EXISTS (
        SELECT FROM enrolments JOIN effective_assessments USING (cohort_id)
        WHERE enrolments.id = NEW.enrolment_id
            AND effective_assessments.code = NEW.assessment
            AND effective_assessments.kind <> 'pre'
    ) THEN
        RAISE EXCEPTION 'the cohort has no such assessment'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'assessment_exemptions_of_cohort',
                  TABLE = 'assessment_exemptions';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_exemption AFTER INSERT OR DELETE ON assessment_exemptions
    FOR EACH ROW EXECUTE FUNCTION check_exemption();

CREATE OR REPLACE FUNCTION check_result() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts
    WHERE id IN (
        SELECT enrolments.cohort_id FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE cohorts.state = 'closed'
    ) THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_cohort_not_closed', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        LEFT JOIN effective_assessments AS asked
            ON asked.cohort_id = enrolments.cohort_id AND asked.code = new_rows.assessment
        WHERE asked.code IS NULL OR new_rows.attempt > asked.attempts_max
    ) THEN
        RAISE EXCEPTION 'the cohort has no such assessment, or no such attempt of it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_assessment_of_cohort', TABLE = 'results';
    END IF;
    -- A test before the training is what its name says.
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN effective_assessments AS asked
            ON asked.cohort_id = cohorts.id AND asked.code = new_rows.assessment
        WHERE asked.kind <> 'pre' AND cohorts.starts_on > centre_today()
    ) THEN
        RAISE EXCEPTION 'the cohort has not begun'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_cohort_has_begun', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.reason IS NULL AND EXISTS (
            SELECT FROM results AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.assessment = new_rows.assessment
                AND earlier.attempt = new_rows.attempt AND earlier.id < new_rows.id)
    ) THEN
        RAISE EXCEPTION 'a result is corrected without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_correction_has_reason', TABLE = 'results';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        WHERE new_rows.attempt > 1 AND NOT EXISTS (
            SELECT FROM results AS earlier
            WHERE earlier.enrolment_id = new_rows.enrolment_id
                AND earlier.assessment = new_rows.assessment
                AND earlier.attempt = new_rows.attempt - 1)
    ) THEN
        RAISE EXCEPTION 'an attempt lacks the one before it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_attempts_in_order', TABLE = 'results';
    END IF;
    -- Nobody assesses alone, and nobody oneself.
    IF EXISTS (
        SELECT FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN effective_assessments AS asked
            ON asked.cohort_id = enrolments.cohort_id AND asked.code = new_rows.assessment
        WHERE asked.kind = 'practical' AND new_rows.verifier_id IS NULL
            OR enrolments.person_id IN (new_rows.assessor_id, new_rows.verifier_id)
    ) THEN
        RAISE EXCEPTION 'practical work lacks its two assessors, or assesses itself'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'results_practical_assessed_by_two', TABLE = 'results';
    END IF;
    RETURN NULL;
END
$$;

-- What counts of each person's attempts at each assessment of the cohort.
CREATE VIEW assessment_standings AS
SELECT enrolments.id AS enrolment_id, enrolments.cohort_id, enrolments.person_id,
    asked.code AS assessment, asked.position, asked.kind, asked.weight, asked.pass_mark_percent,
    asked.is_needed, counted.score_percent, counted.attempt,
    EXISTS (
        SELECT FROM assessment_exemptions
        WHERE assessment_exemptions.enrolment_id = enrolments.id
            AND assessment_exemptions.assessment = asked.code) AS is_exempt
FROM enrolments
JOIN effective_assessments AS asked ON asked.cohort_id = enrolments.cohort_id
LEFT JOIN LATERAL (
    SELECT latest.score_percent, latest.attempt
    FROM (
        SELECT DISTINCT ON (results.attempt) results.attempt, results.score_percent
        FROM results
        WHERE results.enrolment_id = enrolments.id AND results.assessment = asked.code
        ORDER BY results.attempt, results.id DESC
    ) AS latest
    ORDER BY CASE WHEN asked.counts = 'best' THEN latest.score_percent END DESC NULLS LAST,
        latest.attempt DESC
    LIMIT 1
) AS counted ON true;
GRANT SELECT ON assessment_standings TO obuka_service;

DROP VIEW current_results;
CREATE VIEW current_results AS
SELECT enrolment_id, assessment, score_percent, attempt
FROM assessment_standings
WHERE score_percent IS NOT NULL;
GRANT SELECT ON current_results TO obuka_service;
