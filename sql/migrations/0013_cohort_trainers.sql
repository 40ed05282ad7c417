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
