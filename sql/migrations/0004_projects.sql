-- What pays for trainings, and who takes part in it in which role.

CREATE TABLE projects (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT projects_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT projects_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT projects_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT projects_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT projects_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT projects_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT projects_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT projects_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    starts_on date,
    ends_on date,
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT projects_code_once UNIQUE (code),
    CONSTRAINT projects_dates_ordered CHECK (starts_on <= ends_on)
);
CREATE INDEX projects_fold_idx ON projects USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON projects
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('projects');

-- One project is spelled in several ways; reports and search know all of them.
CREATE TABLE project_aliases (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_aliases_pkey PRIMARY KEY,
    project_id bigint NOT NULL CONSTRAINT project_aliases_project_fkey REFERENCES projects (id),
    alias text NOT NULL
        CONSTRAINT project_aliases_alias_nfc CHECK (alias IS NFC NORMALIZED)
        CONSTRAINT project_aliases_alias_length CHECK (length(alias) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (search_fold(alias)) STORED,
    CONSTRAINT project_aliases_alias_once UNIQUE (project_id, alias)
);
CREATE INDEX project_aliases_fold_idx ON project_aliases USING gin (fold gin_trgm_ops);
CALL make_audited('project_aliases');

CREATE TABLE project_roles (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_roles_pkey PRIMARY KEY,
    project_id bigint NOT NULL CONSTRAINT project_roles_project_fkey REFERENCES projects (id),
    organisation_id bigint NOT NULL
        CONSTRAINT project_roles_organisation_fkey REFERENCES organisations (id),
    role text NOT NULL
        CONSTRAINT project_roles_role_known
        CHECK (role IN ('implementer', 'partner', 'donor', 'organiser')),
    CONSTRAINT project_roles_once UNIQUE (project_id, organisation_id, role)
);
CREATE INDEX project_roles_organisation_idx ON project_roles (organisation_id);
CALL make_audited('project_roles');
