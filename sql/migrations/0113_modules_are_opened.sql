-- Learners open modules. An attempt keeps to the version with which it began; a launch opens it,
-- which takes a token; a run is one part that a launch opens, whose page saves what it was told.

ALTER TABLE module_versions
    ADD CONSTRAINT module_versions_identity_once UNIQUE (id, module_id);

CREATE TABLE module_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_attempts_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL
        CONSTRAINT module_attempts_enrolment_fkey REFERENCES enrolments (id),
    module_id bigint NOT NULL CONSTRAINT module_attempts_module_fkey REFERENCES modules (id),
    module_version_id bigint NOT NULL,
    number integer NOT NULL CONSTRAINT module_attempts_number_range
        CHECK (number BETWEEN 1 AND 9999),
    begun_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_attempts_version_fkey FOREIGN KEY (module_version_id, module_id)
        REFERENCES module_versions (id, module_id),
    CONSTRAINT module_attempts_number_once UNIQUE (enrolment_id, module_id, number)
);
CREATE INDEX module_attempts_module_idx ON module_attempts (module_id);
CREATE INDEX module_attempts_version_idx ON module_attempts (module_version_id, module_id);
CALL make_audited('module_attempts');
CALL make_append_only('module_attempts');

-- Attempts are counted, and begin with the version that was published last; who has a seat makes
-- them. Two that come at once wait for each other.
CREATE FUNCTION check_module_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM enrolments WHERE id = NEW.enrolment_id FOR NO KEY UPDATE;
    IF standing <> 'confirmed' THEN
        RAISE EXCEPTION 'who opens a module has no seat'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_attempts_of_enrolled', TABLE = 'module_attempts';
    END IF;
    IF NOT EXISTS (
        SELECT FROM module_standings
        WHERE enrolment_id = NEW.enrolment_id AND module_id = NEW.module_id)
    THEN
        RAISE EXCEPTION 'the version of the course does not have the module'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_attempts_module_of_course', TABLE = 'module_attempts';
    END IF;
    IF NEW.module_version_id IS DISTINCT FROM (
        SELECT module_publications.module_version_id
        FROM module_publications
        JOIN module_versions ON module_versions.id = module_publications.module_version_id
        WHERE module_versions.module_id = NEW.module_id
        ORDER BY module_publications.id DESC LIMIT 1)
    THEN
        RAISE EXCEPTION 'the version is not the one that is published'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_attempts_version_published', TABLE = 'module_attempts';
    END IF;
    IF NEW.number <> 1 + coalesce((
        SELECT max(number) FROM module_attempts
        WHERE enrolment_id = NEW.enrolment_id AND module_id = NEW.module_id), 0)
    THEN
        RAISE EXCEPTION 'attempts are counted'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'module_attempts_counted', TABLE = 'module_attempts';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_module_attempt() FROM PUBLIC;
CREATE TRIGGER check_attempt BEFORE INSERT ON module_attempts
    FOR EACH ROW EXECUTE FUNCTION check_module_attempt();
CREATE TRIGGER refuse_in_cancelled AFTER INSERT ON module_attempts
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_in_cancelled_by_enrolment('module_attempts_cohort_not_cancelled');

CREATE TABLE module_launches (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_launches_pkey PRIMARY KEY,
    attempt_id bigint NOT NULL
        CONSTRAINT module_launches_attempt_fkey REFERENCES module_attempts (id),
    -- Of the token in the address of the page: SHA-256, so that whoever reads it opens nothing.
    hash bytea NOT NULL CONSTRAINT module_launches_hash_once UNIQUE
        CONSTRAINT module_launches_hash_length CHECK (length(hash) = 32),
    -- In whose name its page saves.
    actor text NOT NULL CONSTRAINT module_launches_actor_named CHECK (actor <> ''),
    -- In a training that is closed nothing counts any more.
    mode text NOT NULL
        CONSTRAINT module_launches_mode_known CHECK (mode IN ('normal', 'review')),
    opened_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL,
    CONSTRAINT module_launches_ends_within_a_day
        CHECK (ends_at > opened_at AND ends_at <= opened_at + interval '1 day')
);
CREATE INDEX module_launches_attempt_idx ON module_launches (attempt_id, id);
CALL make_audited('module_launches');
CALL make_append_only('module_launches');

-- Parts are counted from 0 in the order of the manifest, headings too.
CREATE TABLE module_runs (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_runs_pkey PRIMARY KEY,
    launch_id bigint NOT NULL
        CONSTRAINT module_runs_launch_fkey REFERENCES module_launches (id),
    attempt_id bigint NOT NULL
        CONSTRAINT module_runs_attempt_fkey REFERENCES module_attempts (id),
    part integer NOT NULL CONSTRAINT module_runs_part_range CHECK (part BETWEEN 0 AND 9999),
    begun_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX module_runs_launch_idx ON module_runs (launch_id);
CREATE INDEX module_runs_attempt_idx ON module_runs (attempt_id, part, id);
CALL make_append_only('module_runs');

-- What a page sent, in its order: the values that it was told to set, and every call that the
-- content made, to be read by whoever asks why a module says what it says.
CREATE TABLE module_saves (
    run_id bigint NOT NULL CONSTRAINT module_saves_run_fkey REFERENCES module_runs (id),
    seq integer NOT NULL CONSTRAINT module_saves_seq_range CHECK (seq BETWEEN 1 AND 1000000),
    calls jsonb NOT NULL CONSTRAINT module_saves_calls_array CHECK (jsonb_typeof(calls) = 'array'),
    -- What was not taken, and why.
    refused jsonb NOT NULL
        CONSTRAINT module_saves_refused_array CHECK (jsonb_typeof(refused) = 'array'),
    has_ended boolean NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_saves_pkey PRIMARY KEY (run_id, seq)
);
CALL make_append_only('module_saves');

-- What each part of an attempt remembers now, and what came of it.
CREATE TABLE module_part_standings (
    attempt_id bigint NOT NULL
        CONSTRAINT module_part_standings_attempt_fkey REFERENCES module_attempts (id),
    part integer NOT NULL
        CONSTRAINT module_part_standings_part_range CHECK (part BETWEEN 0 AND 9999),
    -- The run that has it: one that was opened before saves nothing any more.
    run_id bigint NOT NULL
        CONSTRAINT module_part_standings_run_fkey REFERENCES module_runs (id),
    seq integer NOT NULL DEFAULT 0 CONSTRAINT module_part_standings_seq_range CHECK (seq >= 0),
    elements jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT module_part_standings_elements_object
        CHECK (jsonb_typeof(elements) = 'object'),
    completion text NOT NULL DEFAULT 'not attempted'
        CONSTRAINT module_part_standings_completion_known
        CHECK (completion IN ('not attempted', 'incomplete', 'completed', 'unknown')),
    success text NOT NULL DEFAULT 'unknown'
        CONSTRAINT module_part_standings_success_known
        CHECK (success IN ('passed', 'failed', 'unknown')),
    score_percent numeric(5, 2)
        CONSTRAINT module_part_standings_score_percent_range
        CHECK (score_percent BETWEEN 0 AND 100),
    seconds integer NOT NULL DEFAULT 0
        CONSTRAINT module_part_standings_seconds_range CHECK (seconds >= 0),
    saved_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT module_part_standings_pkey PRIMARY KEY (attempt_id, part)
);
CREATE INDEX module_part_standings_run_idx ON module_part_standings (run_id);
REVOKE ALL ON module_part_standings FROM obuka_service;
GRANT SELECT, INSERT (attempt_id, part, run_id), UPDATE (
    run_id, seq, elements, completion, success, score_percent, seconds, saved_at
) ON module_part_standings TO obuka_service;
