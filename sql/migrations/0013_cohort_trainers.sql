-- Who teaches a cohort: a trainer's account sees its people and records marks and results.

CREATE TABLE cohort_trainers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cohort_trainers_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT cohort_trainers_cohort_fkey REFERENCES cohorts (id),
    person_id bigint NOT NULL CONSTRAINT cohort_trainers_person_fkey REFERENCES people (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cohort_trainers_once UNIQUE (cohort_id, person_id)
);
CREATE INDEX cohort_trainers_person_idx ON cohort_trainers (person_id);
CALL make_audited('cohort_trainers');
-- Another trainer is another row.
REVOKE UPDATE ON cohort_trainers FROM obuka_service;

-- Whoever records a cohort's marks and results has none of their own in it. The cohort's lock makes
-- an enrolment and an assignment of the same person wait for each other.
CREATE FUNCTION keep_trainers_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (SELECT cohort_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN cohort_trainers USING (cohort_id, person_id)
        JOIN enrolments USING (cohort_id, person_id)
        WHERE enrolments.status <> 'withdrawn'
    ) THEN
        RAISE EXCEPTION 'a trainer of the cohort is enrolled in it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_not_enrolled', TABLE = 'cohort_trainers';
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_trainers_apart() FROM PUBLIC;
CREATE TRIGGER keep_trainers_apart AFTER INSERT ON cohort_trainers
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_trainers_apart();
CREATE TRIGGER keep_trainers_apart_insert AFTER INSERT ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_trainers_apart();
CREATE TRIGGER keep_trainers_apart_update AFTER UPDATE ON enrolments
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION keep_trainers_apart();
