-- One person, organisation or project was entered twice: one record stands for the other. What was
-- certified, counted and signed stays as it is, so a merge is a pointer and rewrites no key. The
-- newest row of a merged record counts; one that names nobody undoes it, and everything is again
-- what it was.

CREATE TABLE person_merges (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT person_merges_pkey PRIMARY KEY,
    merged_id bigint NOT NULL CONSTRAINT person_merges_merged_fkey REFERENCES people (id),
    -- Who stands for both; NULL: nobody does any more.
    into_id bigint CONSTRAINT person_merges_into_fkey REFERENCES people (id),
    reason text NOT NULL
        CONSTRAINT person_merges_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    effective_on date NOT NULL DEFAULT centre_today(),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT person_merges_not_itself CHECK (merged_id <> into_id)
);
CREATE INDEX person_merges_merged_idx ON person_merges (merged_id, id DESC);
CREATE INDEX person_merges_into_idx ON person_merges (into_id);
CALL make_audited('person_merges');
CALL make_append_only('person_merges');

CREATE TABLE organisation_merges (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT organisation_merges_pkey PRIMARY KEY,
    merged_id bigint NOT NULL
        CONSTRAINT organisation_merges_merged_fkey REFERENCES organisations (id),
    into_id bigint CONSTRAINT organisation_merges_into_fkey REFERENCES organisations (id),
    reason text NOT NULL
        CONSTRAINT organisation_merges_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    effective_on date NOT NULL DEFAULT centre_today(),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT organisation_merges_not_itself CHECK (merged_id <> into_id)
);
CREATE INDEX organisation_merges_merged_idx ON organisation_merges (merged_id, id DESC);
CREATE INDEX organisation_merges_into_idx ON organisation_merges (into_id);
CALL make_audited('organisation_merges');
CALL make_append_only('organisation_merges');

CREATE TABLE project_merges (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT project_merges_pkey PRIMARY KEY,
    merged_id bigint NOT NULL CONSTRAINT project_merges_merged_fkey REFERENCES projects (id),
    into_id bigint CONSTRAINT project_merges_into_fkey REFERENCES projects (id),
    reason text NOT NULL
        CONSTRAINT project_merges_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    effective_on date NOT NULL DEFAULT centre_today(),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT project_merges_not_itself CHECK (merged_id <> into_id)
);
CREATE INDEX project_merges_merged_idx ON project_merges (merged_id, id DESC);
CREATE INDEX project_merges_into_idx ON project_merges (into_id);
CALL make_audited('project_merges');
CALL make_append_only('project_merges');

-- Who stands for whom on a day. Both are functions of one statement, which the planner takes apart.
CREATE FUNCTION person_stand_ins(day date)
RETURNS TABLE (merged_id bigint, into_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT merges.merged_id, merges.into_id
    FROM person_merges AS merges
    WHERE merges.into_id IS NOT NULL AND merges.effective_on <= day
        AND NOT EXISTS (
            SELECT FROM person_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= day)
$$;
CREATE FUNCTION organisation_stand_ins(day date)
RETURNS TABLE (merged_id bigint, into_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT merges.merged_id, merges.into_id
    FROM organisation_merges AS merges
    WHERE merges.into_id IS NOT NULL AND merges.effective_on <= day
        AND NOT EXISTS (
            SELECT FROM organisation_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= day)
$$;
CREATE FUNCTION project_stand_ins(day date)
RETURNS TABLE (merged_id bigint, into_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT merges.merged_id, merges.into_id
    FROM project_merges AS merges
    WHERE merges.into_id IS NOT NULL AND merges.effective_on <= day
        AND NOT EXISTS (
            SELECT FROM project_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= day)
$$;

-- The two and everybody whom the second stands for already are locked; only then are they looked
-- at. Nobody stands for one who stands for another: there is no chain, and so no circle. The first
-- argument is the table of the noun.
CREATE FUNCTION check_merge() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    nouns text := TG_ARGV[0];
    stand_ins text := TG_ARGV[1];
    standing_id bigint;
    is_chain boolean;
BEGIN
    EXECUTE format('SELECT FROM %I WHERE id IN ($1, $2) ORDER BY id FOR UPDATE', nouns)
        USING NEW.merged_id, NEW.into_id;
    EXECUTE format(
        'SELECT FROM %I WHERE id IN (
            SELECT merged_id FROM %I(centre_today()) WHERE into_id = $1)
         ORDER BY id FOR UPDATE', nouns, stand_ins)
        USING NEW.into_id;
    EXECUTE format(
        'SELECT into_id FROM %I(centre_today()) WHERE merged_id = $1', stand_ins)
        INTO standing_id USING NEW.merged_id;
    IF (standing_id IS NULL) = (NEW.into_id IS NULL) THEN
        RAISE EXCEPTION 'a record is merged or separated twice'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'merges_alternate', TABLE = TG_TABLE_NAME;
    END IF;
    EXECUTE format(
        'SELECT EXISTS (
            SELECT FROM %I(centre_today()) WHERE merged_id = $2 OR into_id = $1)', stand_ins)
        INTO is_chain USING NEW.merged_id, NEW.into_id;
    IF NEW.into_id IS NOT NULL AND is_chain THEN
        RAISE EXCEPTION 'a merge would make a chain'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'merges_no_chain', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_merge() FROM PUBLIC;
CREATE TRIGGER check_merge BEFORE INSERT ON person_merges
    FOR EACH ROW EXECUTE FUNCTION check_merge('people', 'person_stand_ins');
CREATE TRIGGER check_merge BEFORE INSERT ON organisation_merges
    FOR EACH ROW EXECUTE FUNCTION check_merge('organisations', 'organisation_stand_ins');
CREATE TRIGGER check_merge BEFORE INSERT ON project_merges
    FOR EACH ROW EXECUTE FUNCTION check_merge('projects', 'project_stand_ins');

-- Whether an enrolment holds or wants a place: of these a person has one in a cohort.
CREATE FUNCTION is_live_enrolment(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN status <> 'withdrawn';

-- Everybody who is merged, and who stands for them, by who stands: the records of one person.
CREATE VIEW merged_people AS
SELECT merged_id AS person_id, into_id AS standing_id FROM person_stand_ins(centre_today())
UNION
SELECT into_id, into_id FROM person_stand_ins(centre_today());
GRANT SELECT ON merged_people TO obuka_service;

-- One person has one place in a cohort, also under two records. An enrolment takes a share of its
-- person's lock and a merge takes all of it, so one of them sees the other.
CREATE FUNCTION check_merged_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM merged_people AS one
        JOIN merged_people AS other USING (standing_id)
        JOIN enrolments AS seat ON seat.person_id = one.person_id
        JOIN enrolments AS second
            ON second.person_id = other.person_id AND second.cohort_id = seat.cohort_id
        WHERE one.standing_id = NEW.into_id AND one.person_id < other.person_id
            AND is_live_enrolment(seat.status) AND is_live_enrolment(second.status)
    ) THEN
        RAISE EXCEPTION 'both hold a place in one cohort'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_places_apart', TABLE = 'person_merges';
    END IF;
    IF EXISTS (
        SELECT FROM merged_people AS one
        JOIN merged_people AS other USING (standing_id)
        JOIN enrolments AS seat ON seat.person_id = one.person_id
        JOIN cohort_trainers
            ON cohort_trainers.person_id = other.person_id
            AND cohort_trainers.cohort_id = seat.cohort_id
        WHERE one.standing_id = NEW.into_id AND one.person_id <> other.person_id
            AND is_live_enrolment(seat.status)
    ) THEN
        RAISE EXCEPTION 'one of them teaches a cohort in which the other is enrolled'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'person_merges_trainer_apart', TABLE = 'person_merges';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION check_merged_enrolments() FROM PUBLIC;
CREATE TRIGGER check_merged_enrolments AFTER INSERT ON person_merges
    FOR EACH ROW EXECUTE FUNCTION check_merged_enrolments();

CREATE FUNCTION keep_merged_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows
        JOIN merged_people AS one ON one.person_id = new_rows.person_id
        JOIN merged_people AS other
            ON other.standing_id = one.standing_id AND other.person_id <> one.person_id
        JOIN enrolments AS second
            ON second.person_id = other.person_id AND second.cohort_id = new_rows.cohort_id
        WHERE is_live_enrolment(new_rows.status) AND is_live_enrolment(second.status)
    ) THEN
        RAISE EXCEPTION 'the person holds a place in the cohort under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_merged_live_once', TABLE = 'enrolments';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN merged_people AS one ON one.person_id = new_rows.person_id
        JOIN merged_people AS other USING (standing_id)
        JOIN cohort_trainers
            ON cohort_trainers.person_id = other.person_id
            AND cohort_trainers.cohort_id = new_rows.cohort_id
        WHERE is_live_enrolment(new_rows.status)
    ) THEN
        RAISE EXCEPTION 'the person teaches the cohort under another record'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_not_enrolled', TABLE = 'cohort_trainers';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_merged_apart() FROM PUBLIC;
CREATE TRIGGER keep_merged_apart_insert AFTER INSERT ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_merged_apart();
CREATE TRIGGER keep_merged_apart_update AFTER UPDATE ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_merged_apart();
