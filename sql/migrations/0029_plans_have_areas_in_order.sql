-- What the centre means to teach and why: an assessment of needs, the plan that came of it, and the
-- areas of the plan in their order.

CREATE TABLE needs_assessments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT needs_assessments_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT needs_assessments_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT needs_assessments_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT needs_assessments_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT needs_assessments_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    starts_on date,
    ends_on date,
    assessor_id bigint
        CONSTRAINT needs_assessments_assessor_fkey REFERENCES organisations (id),
    findings_sr_cyrl text
        CONSTRAINT needs_assessments_findings_sr_cyrl_nfc CHECK (findings_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_findings_sr_cyrl_length
        CHECK (length(findings_sr_cyrl) BETWEEN 1 AND 2000),
    findings_sr_latn text
        CONSTRAINT needs_assessments_findings_sr_latn_nfc CHECK (findings_sr_latn IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_findings_sr_latn_length
        CHECK (length(findings_sr_latn) BETWEEN 1 AND 2000),
    findings_en text
        CONSTRAINT needs_assessments_findings_en_nfc CHECK (findings_en IS NFC NORMALIZED)
        CONSTRAINT needs_assessments_findings_en_length
        CHECK (length(findings_en) BETWEEN 1 AND 2000),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT needs_assessments_code_once UNIQUE (code),
    CONSTRAINT needs_assessments_dates_ordered CHECK (starts_on <= ends_on),
    CONSTRAINT needs_assessments_findings_in_all CHECK (
        num_nulls(findings_sr_cyrl, findings_sr_latn, findings_en) IN (0, 3))
);
CREATE INDEX needs_assessments_assessor_idx ON needs_assessments (assessor_id);
CREATE INDEX needs_assessments_fold_idx ON needs_assessments USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON needs_assessments
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('needs_assessments');

CREATE TABLE plans (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT plans_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT plans_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT plans_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT plans_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT plans_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT plans_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT plans_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT plans_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    project_id bigint CONSTRAINT plans_project_fkey REFERENCES projects (id),
    needs_assessment_id bigint
        CONSTRAINT plans_needs_assessment_fkey REFERENCES needs_assessments (id),
    -- The workshop at which it was approved, and who approved it.
    validation_id bigint,
    validation_kind text GENERATED ALWAYS AS (
        CASE WHEN validation_id IS NOT NULL THEN 'validation-workshop' END) STORED,
    approver_id bigint CONSTRAINT plans_approver_fkey REFERENCES organisations (id),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT plans_code_once UNIQUE (code),
    CONSTRAINT plans_validation_fkey FOREIGN KEY (validation_id, validation_kind)
        REFERENCES activities (id, kind)
);
CREATE INDEX plans_project_idx ON plans (project_id);
CREATE INDEX plans_needs_assessment_idx ON plans (needs_assessment_id);
CREATE INDEX plans_validation_idx ON plans (validation_id, validation_kind);
CREATE INDEX plans_approver_idx ON plans (approver_id);
CREATE INDEX plans_fold_idx ON plans USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON plans
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('plans');

-- What a plan puts into focus, and the areas of capacity building; each kind has its own order.
CREATE TABLE plan_areas (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT plan_areas_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT plan_areas_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    plan_id bigint NOT NULL CONSTRAINT plan_areas_plan_fkey REFERENCES plans (id),
    kind text NOT NULL
        CONSTRAINT plan_areas_kind_known CHECK (kind IN ('focus', 'capacity-building')),
    position integer NOT NULL
        CONSTRAINT plan_areas_position_range CHECK (position BETWEEN 1 AND 100),
    title_sr_cyrl text NOT NULL
        CONSTRAINT plan_areas_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT plan_areas_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT plan_areas_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT plan_areas_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT plan_areas_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT plan_areas_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT plan_areas_code_once UNIQUE (code),
    CONSTRAINT plan_areas_position_once UNIQUE (plan_id, kind, position)
);
CREATE INDEX plan_areas_fold_idx ON plan_areas USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON plan_areas
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('plan_areas');

CREATE TABLE plan_area_courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT plan_area_courses_pkey PRIMARY KEY,
    area_id bigint NOT NULL CONSTRAINT plan_area_courses_area_fkey REFERENCES plan_areas (id),
    course_id bigint NOT NULL CONSTRAINT plan_area_courses_course_fkey REFERENCES courses (id),
    CONSTRAINT plan_area_courses_once UNIQUE (area_id, course_id)
);
CREATE INDEX plan_area_courses_course_idx ON plan_area_courses (course_id);
CALL make_audited('plan_area_courses');
REVOKE UPDATE ON plan_area_courses FROM obuka_service;
