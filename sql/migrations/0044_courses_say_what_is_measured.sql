-- A version of a course says what is measured and whether an evaluation is asked for; a cohort gets
-- its own copy when it is planned.

-- Whether an assessment decides on passing, and how much.
CREATE TABLE course_version_assessments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_assessments_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_assessments_version_fkey REFERENCES course_versions (id),
    code text NOT NULL
        CONSTRAINT course_version_assessments_code_form CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
    position integer NOT NULL
        CONSTRAINT course_version_assessments_position_range CHECK (position BETWEEN 1 AND 50),
    kind text NOT NULL
        CONSTRAINT course_version_assessments_kind_known
        CHECK (kind IN ('pre', 'final', 'assignment', 'practical')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT course_version_assessments_title_sr_cyrl_nfc
        CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT course_version_assessments_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT course_version_assessments_title_sr_latn_nfc
        CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT course_version_assessments_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT course_version_assessments_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT course_version_assessments_title_en_length
        CHECK (length(title_en) BETWEEN 1 AND 300),
    weight integer NOT NULL
        CONSTRAINT course_version_assessments_weight_range CHECK (weight BETWEEN 0 AND 100),
    pass_mark_percent integer
        CONSTRAINT course_version_assessments_pass_mark_percent_range
        CHECK (pass_mark_percent BETWEEN 0 AND 100),
    is_required boolean NOT NULL,
    attempts_max integer NOT NULL
        CONSTRAINT course_version_assessments_attempts_max_range
        CHECK (attempts_max BETWEEN 1 AND 20),
    counts text NOT NULL
        CONSTRAINT course_version_assessments_counts_known CHECK (counts IN ('best', 'last')),
    CONSTRAINT course_version_assessments_code_once UNIQUE (course_version_id, code),
    -- What is measured before the training decides on nothing.
    CONSTRAINT course_version_assessments_pre_decides_nothing CHECK (
        kind <> 'pre' OR weight = 0 AND NOT is_required AND pass_mark_percent IS NULL)
);
CALL make_audited('course_version_assessments');
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_assessments
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();

-- A new version asks for what the one before it asked for.
CREATE FUNCTION take_over_assessments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO course_version_assessments (
        course_version_id, code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
        pass_mark_percent, is_required, attempts_max, counts)
    SELECT NEW.id, known.code, known.position, known.kind, known.title_sr_cyrl,
        known.title_sr_latn, known.title_en, known.weight, known.pass_mark_percent,
        known.is_required, known.attempts_max, known.counts
    FROM course_version_assessments AS known
    JOIN course_versions ON course_versions.id = known.course_version_id
    WHERE course_versions.course_id = NEW.course_id AND course_versions.number = NEW.number - 1
    ORDER BY known.position;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION take_over_assessments() FROM PUBLIC;
CREATE TRIGGER take_over_assessments AFTER INSERT ON course_versions
    FOR EACH ROW EXECUTE FUNCTION take_over_assessments();

-- A cohort is measured by what its version of the course says on the day when it is planned, or
-- gets another version.
CREATE FUNCTION plan_assessments() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM cohort_assessments WHERE cohort_id = NEW.id;
    INSERT INTO cohort_assessments (
        cohort_id, code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
        pass_mark_percent, is_required, attempts_max, counts)
    SELECT NEW.id, code, position, kind, title_sr_cyrl, title_sr_latn, title_en, weight,
        pass_mark_percent, is_required, attempts_max, counts
    FROM course_version_assessments
    WHERE course_version_id = NEW.course_version_id
    ORDER BY position;
    RETURN NULL;
END
$$;
CREATE TRIGGER plan_assessments AFTER INSERT ON cohorts
    FOR EACH ROW EXECUTE FUNCTION plan_assessments();
CREATE TRIGGER plan_assessments_again AFTER UPDATE OF course_id, course_version_id ON cohorts
    FOR EACH ROW WHEN (OLD.course_version_id <> NEW.course_version_id)
    EXECUTE FUNCTION plan_assessments();

CREATE OR REPLACE FUNCTION cohort_asks_evaluation(cohort bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT course_versions.requires_evaluation
    FROM cohorts JOIN course_versions ON course_versions.id = cohorts.course_version_id
    WHERE cohorts.id = cohort);
