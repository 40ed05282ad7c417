-- A film is the content of a module as well, by itself or in an archive with its captions. The
-- server keeps what of it was watched, and decides by that whether it is completed.

ALTER TABLE module_versions DROP CONSTRAINT module_versions_standard_known;
ALTER TABLE module_versions ADD CONSTRAINT module_versions_standard_known CHECK (standard IN (
    'scorm-1.2', 'scorm-2004', 'cmi5', 'xapi', 'h5p', 'web', 'quiz', 'video'));

-- How the film of a module is watched, from now on: the last row counts. Without any it may be
-- skipped through, and nine tenths have to be watched.
CREATE TABLE module_watching_rules (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_watching_rules_pkey PRIMARY KEY,
    module_id bigint NOT NULL
        CONSTRAINT module_watching_rules_module_fkey REFERENCES modules (id),
    is_skipping_allowed boolean NOT NULL,
    percent_min integer NOT NULL CONSTRAINT module_watching_rules_percent_min_range
        CHECK (percent_min BETWEEN 1 AND 100),
    reason text
        CONSTRAINT module_watching_rules_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX module_watching_rules_module_idx ON module_watching_rules (module_id, id DESC);
-- People may have begun by the first ones: every change says why.
CREATE UNIQUE INDEX module_watching_rules_change_has_reason ON module_watching_rules (module_id)
    WHERE reason IS NULL;
CALL make_audited('module_watching_rules');
CALL make_append_only('module_watching_rules');

-- The rules are of films alone.
CREATE FUNCTION check_watching_rules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM modules WHERE id = NEW.module_id AND kind = 'video' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the module is no film'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_watching_rules_of_film', TABLE = 'module_watching_rules';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_watching_rules() FROM PUBLIC;
CREATE TRIGGER check_film BEFORE INSERT ON module_watching_rules
    FOR EACH ROW EXECUTE FUNCTION check_watching_rules();

-- How much of a part is done, where something says it: the server of a film, content of itself.
ALTER TABLE module_part_standings ADD COLUMN progress_percent numeric(5, 2)
    CONSTRAINT module_part_standings_progress_percent_range
    CHECK (progress_percent BETWEEN 0 AND 100);
GRANT UPDATE (progress_percent) ON module_part_standings TO obuka_service;
