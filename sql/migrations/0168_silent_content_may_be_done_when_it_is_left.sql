-- Content that never calls the run-time of its standard cannot say how far somebody came. A module
-- may have it done when it is left, from now on: the last row counts. Without any, somebody enters
-- the completion.
CREATE TABLE module_silence_rules (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_silence_rules_pkey PRIMARY KEY,
    module_id bigint NOT NULL
        CONSTRAINT module_silence_rules_module_fkey REFERENCES modules (id),
    is_done_when_left boolean NOT NULL,
    reason text
        CONSTRAINT module_silence_rules_reason_length CHECK (length(reason) BETWEEN 1 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX module_silence_rules_module_idx ON module_silence_rules (module_id, id DESC);
-- People may have begun by the first one: every change says why.
CREATE UNIQUE INDEX module_silence_rules_change_has_reason ON module_silence_rules (module_id)
    WHERE reason IS NULL;
CALL make_audited('module_silence_rules');
CALL make_append_only('module_silence_rules');

-- Only SCORM has a run-time, by which H5P reports here too; other kinds say by statements, or by
-- being watched, that they are done.
CREATE FUNCTION check_silence_rule() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM modules
    WHERE id = NEW.module_id AND kind IN ('scorm-1.2', 'scorm-2004', 'h5p') FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the module has no run-time'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_silence_rules_with_run_time', TABLE = 'module_silence_rules';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_silence_rule() FROM PUBLIC;
CREATE TRIGGER check_run_time BEFORE INSERT ON module_silence_rules
    FOR EACH ROW EXECUTE FUNCTION check_silence_rule();
