-- Which editions of handbooks a cohort used, and who of it says to have read them.

CREATE TABLE cohort_editions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cohort_editions_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT cohort_editions_cohort_fkey REFERENCES cohorts (id),
    edition_id bigint NOT NULL
        CONSTRAINT cohort_editions_edition_fkey REFERENCES handbook_editions (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT cohort_editions_once UNIQUE (cohort_id, edition_id),
    CONSTRAINT cohort_editions_identity_once UNIQUE (id, cohort_id)
);
CREATE INDEX cohort_editions_edition_idx ON cohort_editions (edition_id);
CALL make_audited('cohort_editions');
REVOKE UPDATE ON cohort_editions FROM obuka_service;

-- What a closed cohort used is put right with a reason; a cancelled one used nothing.
CREATE FUNCTION check_cohort_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    cohort_state text;
BEGIN
    SELECT state INTO cohort_state FROM cohorts
    WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.cohort_id ELSE NEW.cohort_id END
    FOR SHARE;
    IF cohort_state = 'cancelled' AND TG_OP = 'INSERT' THEN
        RAISE EXCEPTION 'the cohort is cancelled'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_editions_cohort_not_cancelled', TABLE = 'cohort_editions';
    END IF;
    IF cohort_state = 'closed' AND coalesce(current_setting('obuka.reason', true), '') = '' THEN
        RAISE EXCEPTION 'what a closed cohort used is changed with a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_editions_closed_has_reason', TABLE = 'cohort_editions';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
REVOKE ALL ON FUNCTION check_cohort_edition() FROM PUBLIC;
CREATE TRIGGER check_cohort BEFORE INSERT OR DELETE ON cohort_editions
    FOR EACH ROW EXECUTE FUNCTION check_cohort_edition();

-- Said once, for good: who read it, of which cohort, and when.
CREATE TABLE edition_acknowledgements (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT edition_acknowledgements_pkey PRIMARY KEY,
    cohort_edition_id bigint NOT NULL,
    cohort_id bigint NOT NULL,
    enrolment_id bigint NOT NULL,
    person_id bigint NOT NULL,
    acknowledged_on date NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT edition_acknowledgements_edition_fkey FOREIGN KEY (cohort_edition_id, cohort_id)
        REFERENCES cohort_editions (id, cohort_id),
    CONSTRAINT edition_acknowledgements_enrolment_fkey
        FOREIGN KEY (enrolment_id, cohort_id, person_id)
        REFERENCES enrolments (id, cohort_id, person_id),
    CONSTRAINT edition_acknowledgements_once UNIQUE (cohort_edition_id, enrolment_id)
);
CREATE INDEX edition_acknowledgements_edition_idx
    ON edition_acknowledgements (cohort_edition_id, cohort_id);
CREATE INDEX edition_acknowledgements_enrolment_idx
    ON edition_acknowledgements (enrolment_id, cohort_id, person_id);
CALL make_audited('edition_acknowledgements');
CALL make_append_only('edition_acknowledgements');

CREATE FUNCTION check_edition_acknowledgement() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM enrolments WHERE id = NEW.enrolment_id FOR NO KEY UPDATE;
    IF standing <> 'confirmed' THEN
        RAISE EXCEPTION 'who has read it has no seat'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'edition_acknowledgements_of_enrolled',
                  TABLE = 'edition_acknowledgements';
    END IF;
    IF NEW.acknowledged_on > centre_today() THEN
        RAISE EXCEPTION 'nobody has read it tomorrow'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'edition_acknowledgements_not_in_future',
                  TABLE = 'edition_acknowledgements';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_edition_acknowledgement() FROM PUBLIC;
CREATE TRIGGER check_acknowledgement BEFORE INSERT ON edition_acknowledgements
    FOR EACH ROW EXECUTE FUNCTION check_edition_acknowledgement();
