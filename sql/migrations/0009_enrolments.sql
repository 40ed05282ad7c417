-- A person's place in a cohort, with the facts that reports count as they were at that time.

CREATE TABLE enrolments (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT enrolments_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT enrolments_cohort_fkey REFERENCES cohorts (id),
    person_id bigint NOT NULL CONSTRAINT enrolments_person_fkey REFERENCES people (id),
    -- Private: who has it sees the state of this one enrolment without an account (/e/{code}).
    code text NOT NULL
        CONSTRAINT enrolments_code_form CHECK (code ~ '^[0-9ACEHKMPTX]{16}$'),
    status text NOT NULL
        CONSTRAINT enrolments_status_known CHECK (status IN ('confirmed', 'withdrawn')),
    withdrawn_on date,
    -- Frozen facts: a later change of the person does not reach them.
    lsg_code text CONSTRAINT enrolments_lsg_fkey REFERENCES lsgs (code),
    institution text NOT NULL
        CONSTRAINT enrolments_institution_nfc CHECK (institution IS NFC NORMALIZED)
        CONSTRAINT enrolments_institution_length CHECK (length(institution) <= 300),
    function text NOT NULL
        CONSTRAINT enrolments_function_nfc CHECK (function IS NFC NORMALIZED)
        CONSTRAINT enrolments_function_length CHECK (length(function) <= 300),
    target_group text NOT NULL
        CONSTRAINT enrolments_target_group_known CHECK (target_group IN (
            'council-member', 'lap-working-group', 'commissioner', 'other')),
    employment text NOT NULL
        CONSTRAINT enrolments_employment_known CHECK (employment IN ('employee', 'engaged')),
    participation text NOT NULL
        CONSTRAINT enrolments_participation_known
        CHECK (participation IN ('first-time', 'refresher')),
    sex text CONSTRAINT enrolments_sex_known CHECK (sex IN ('M', 'F')),
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT enrolments_code_once UNIQUE (code),
    -- What a certificate refers to.
    CONSTRAINT enrolments_identity_once UNIQUE (id, cohort_id, person_id),
    CONSTRAINT enrolments_withdrawn_has_date
        CHECK ((status = 'withdrawn') = (withdrawn_on IS NOT NULL))
);
CREATE UNIQUE INDEX enrolments_live_once ON enrolments (cohort_id, person_id)
    WHERE status <> 'withdrawn';
CREATE INDEX enrolments_cohort_idx ON enrolments (cohort_id, id);
CREATE INDEX enrolments_person_idx ON enrolments (person_id);
CREATE INDEX enrolments_lsg_idx ON enrolments (lsg_code);
CREATE TRIGGER count_version BEFORE UPDATE ON enrolments
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('enrolments');
-- A withdrawal is a state; the row stays.
REVOKE DELETE, TRUNCATE ON enrolments FROM obuka_service;

-- Keeps cohorts.seats_taken, whose CHECK refuses the seat that is not there. The UPDATE locks the
-- cohort and reads the row again after the wait, so the count cannot come from an old snapshot.
-- A closed cohort takes no enrolment and lets none go or change: reports count their facts.
CREATE FUNCTION count_seats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed_code text;
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (SELECT cohort_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE;
    SELECT min(code) INTO closed_code FROM cohorts
    WHERE id IN (SELECT cohort_id FROM new_rows) AND state = 'closed';
    IF closed_code IS NOT NULL THEN
        RAISE EXCEPTION 'cohort % is closed', closed_code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_cohort_not_closed', TABLE = 'enrolments';
    END IF;
    IF EXISTS (SELECT FROM new_rows WHERE withdrawn_on > centre_today()) THEN
        RAISE EXCEPTION 'a withdrawal lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_withdrawn_not_in_future', TABLE = 'enrolments';
    END IF;
    IF TG_OP = 'INSERT' THEN
        UPDATE cohorts SET seats_taken = seats_taken + moved.seats
        FROM (
            SELECT cohort_id, count(*) FILTER (WHERE status = 'confirmed') AS seats
            FROM new_rows GROUP BY cohort_id
        ) AS moved
        WHERE cohorts.id = moved.cohort_id AND moved.seats <> 0;
    ELSE
        UPDATE cohorts SET seats_taken = seats_taken + moved.seats
        FROM (
            SELECT new_rows.cohort_id,
                count(*) FILTER (WHERE new_rows.status = 'confirmed')
                - count(*) FILTER (WHERE old_rows.status = 'confirmed') AS seats
            FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
            GROUP BY new_rows.cohort_id
        ) AS moved
        WHERE cohorts.id = moved.cohort_id AND moved.seats <> 0;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION count_seats() FROM PUBLIC;
CREATE TRIGGER count_seats_insert AFTER INSERT ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_seats();
CREATE TRIGGER count_seats_update AFTER UPDATE ON enrolments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION count_seats();

-- Who an enrolment is of, and its cohort, never change: moving somebody is a withdrawal and a new
-- enrolment.
CREATE FUNCTION keep_enrolment_identity() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'an enrolment keeps its person, cohort and code'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'enrolments_identity_kept', TABLE = 'enrolments';
END
$$;
CREATE TRIGGER keep_identity BEFORE UPDATE OF cohort_id, person_id, code ON enrolments
    FOR EACH ROW
    WHEN (OLD.cohort_id <> NEW.cohort_id OR OLD.person_id <> NEW.person_id OR OLD.code <> NEW.code)
    EXECUTE FUNCTION keep_enrolment_identity();
