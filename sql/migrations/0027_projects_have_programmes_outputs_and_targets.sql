-- What a project is for, the programme that it is a part of, what it left behind, what it promised.

-- A programme has projects and is in none, so there is no chain and no circle.
ALTER TABLE projects
    ADD COLUMN kind text NOT NULL DEFAULT 'project'
        CONSTRAINT projects_kind_known CHECK (kind IN ('project', 'programme')),
    ADD COLUMN programme_id bigint,
    -- What the key below holds the programme to.
    ADD COLUMN programme_kind text GENERATED ALWAYS AS (
        CASE WHEN programme_id IS NOT NULL THEN 'programme' END) STORED,
    ADD COLUMN objective_sr_cyrl text
        CONSTRAINT projects_objective_sr_cyrl_nfc CHECK (objective_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT projects_objective_sr_cyrl_length
        CHECK (length(objective_sr_cyrl) BETWEEN 1 AND 2000),
    ADD COLUMN objective_sr_latn text
        CONSTRAINT projects_objective_sr_latn_nfc CHECK (objective_sr_latn IS NFC NORMALIZED)
        CONSTRAINT projects_objective_sr_latn_length
        CHECK (length(objective_sr_latn) BETWEEN 1 AND 2000),
    ADD COLUMN objective_en text
        CONSTRAINT projects_objective_en_nfc CHECK (objective_en IS NFC NORMALIZED)
        CONSTRAINT projects_objective_en_length CHECK (length(objective_en) BETWEEN 1 AND 2000),
    ADD CONSTRAINT projects_kind_once UNIQUE (id, kind),
    ADD CONSTRAINT projects_programme_fkey FOREIGN KEY (programme_id, programme_kind)
        REFERENCES projects (id, kind),
    ADD CONSTRAINT projects_programme_in_none CHECK (kind = 'project' OR programme_id IS NULL),
    ADD CONSTRAINT projects_objective_in_all CHECK (
        num_nulls(objective_sr_cyrl, objective_sr_latn, objective_en) IN (0, 3));
CREATE INDEX projects_programme_idx ON projects (programme_id, programme_kind);
GRANT INSERT (kind, programme_id, objective_sr_cyrl, objective_sr_latn, objective_en),
    UPDATE (kind, programme_id, objective_sr_cyrl, objective_sr_latn, objective_en)
    ON projects TO obuka_service;

-- A fund pays as a donor does, and is not one.
ALTER TABLE project_roles
    DROP CONSTRAINT project_roles_role_known,
    ADD CONSTRAINT project_roles_role_known
        CHECK (role IN ('implementer', 'partner', 'donor', 'fund', 'organiser'));

-- What stays of a project: a strategy with its period, a report, vehicles.
CREATE TABLE project_outputs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_outputs_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT project_outputs_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    project_id bigint NOT NULL
        CONSTRAINT project_outputs_project_fkey REFERENCES projects (id),
    kind text NOT NULL
        CONSTRAINT project_outputs_kind_known CHECK (kind IN (
            'strategy', 'action-plan', 'programme', 'report', 'handbook', 'equipment', 'other')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT project_outputs_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT project_outputs_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT project_outputs_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT project_outputs_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT project_outputs_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT project_outputs_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    starts_on date,
    ends_on date,
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT project_outputs_code_once UNIQUE (code),
    CONSTRAINT project_outputs_dates_ordered CHECK (starts_on <= ends_on)
);
CREATE INDEX project_outputs_project_idx ON project_outputs (project_id);
CREATE INDEX project_outputs_fold_idx ON project_outputs USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON project_outputs
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('project_outputs');

-- A number that was promised; what was achieved is counted when somebody asks.
CREATE TABLE project_targets (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_targets_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT project_targets_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    project_id bigint NOT NULL
        CONSTRAINT project_targets_project_fkey REFERENCES projects (id),
    indicator text NOT NULL
        CONSTRAINT project_targets_indicator_known CHECK (indicator IN (
            'deliveries', 'persons-passed', 'lsgs', 'centres', 'users')),
    -- Only what this course reached counts; NULL: of all.
    course_id bigint CONSTRAINT project_targets_course_fkey REFERENCES courses (id),
    promised integer NOT NULL
        CONSTRAINT project_targets_promised_range CHECK (promised BETWEEN 1 AND 10000000),
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT project_targets_code_once UNIQUE (code),
    CONSTRAINT project_targets_indicator_once
        UNIQUE NULLS NOT DISTINCT (project_id, indicator, course_id),
    CONSTRAINT project_targets_course_teaches
        CHECK (course_id IS NULL OR indicator NOT IN ('centres', 'users'))
);
CREATE INDEX project_targets_course_idx ON project_targets (course_id);
CREATE TRIGGER count_version BEFORE UPDATE ON project_targets
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('project_targets');

-- An office belongs to an organisation, which may be one of another. The lock lets two changes
-- that would close a circle together wait for each other.
ALTER TABLE organisations
    ADD COLUMN parent_id bigint
        CONSTRAINT organisations_parent_fkey REFERENCES organisations (id);
CREATE INDEX organisations_parent_idx ON organisations (parent_id);
GRANT INSERT (parent_id), UPDATE (parent_id) ON organisations TO obuka_service;

CREATE FUNCTION check_parent_organisation() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('organisations.parent_id'));
    IF EXISTS (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.parent_id
            UNION SELECT organisations.parent_id
            FROM organisations JOIN above ON organisations.id = above.id
            WHERE organisations.parent_id IS NOT NULL
        )
        SELECT FROM above WHERE id = NEW.id
    ) THEN
        RAISE EXCEPTION 'organisation % would be an office of itself', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'organisations_parent_no_circle', TABLE = 'organisations';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_parent_organisation() FROM PUBLIC;
CREATE TRIGGER check_parent AFTER INSERT OR UPDATE OF parent_id ON organisations
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
    EXECUTE FUNCTION check_parent_organisation();
