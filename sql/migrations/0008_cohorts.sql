-- One dated run of a course, and the meetings it consists of.

CREATE TABLE cohorts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT cohorts_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT cohorts_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    course_id bigint NOT NULL CONSTRAINT cohorts_course_fkey REFERENCES courses (id),
    project_id bigint CONSTRAINT cohorts_project_fkey REFERENCES projects (id),
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    venue text NOT NULL
        CONSTRAINT cohorts_venue_nfc CHECK (venue IS NFC NORMALIZED)
        CONSTRAINT cohorts_venue_length CHECK (length(venue) BETWEEN 1 AND 200),
    capacity integer NOT NULL
        CONSTRAINT cohorts_capacity_range CHECK (capacity BETWEEN 1 AND 10000),
    overbooked integer NOT NULL DEFAULT 0
        CONSTRAINT cohorts_overbooked_range CHECK (overbooked BETWEEN 0 AND 1000),
    seats_taken integer NOT NULL DEFAULT 0,
    minimum_attendance_percent integer NOT NULL
        CONSTRAINT cohorts_minimum_attendance_percent_range
        CHECK (minimum_attendance_percent BETWEEN 0 AND 100),
    pass_score_percent integer
        CONSTRAINT cohorts_pass_score_percent_range CHECK (pass_score_percent BETWEEN 0 AND 100),
    state text NOT NULL DEFAULT 'draft'
        CONSTRAINT cohorts_state_known CHECK (state IN ('draft', 'open', 'closed')),
    closed_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT cohorts_code_once UNIQUE (code),
    CONSTRAINT cohorts_dates_ordered CHECK (starts_on <= ends_on),
    CONSTRAINT cohorts_capacity_not_exceeded
        CHECK (seats_taken BETWEEN 0 AND capacity + overbooked),
    CONSTRAINT cohorts_closed_has_date CHECK ((state = 'closed') = (closed_on IS NOT NULL))
);
CREATE INDEX cohorts_course_idx ON cohorts (course_id);
CREATE INDEX cohorts_project_idx ON cohorts (project_id);
CREATE INDEX cohorts_starts_on_idx ON cohorts (starts_on, id);
CREATE TRIGGER count_version BEFORE UPDATE OF
    code, course_id, project_id, starts_on, ends_on, venue, capacity, overbooked,
    minimum_attendance_percent, pass_score_percent, state, closed_on
    ON cohorts FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('cohorts');
-- A cohort begins as a draft, and the seats are counted by the database alone.
REVOKE INSERT, UPDATE ON cohorts FROM obuka_service;
GRANT INSERT (
    code, course_id, project_id, starts_on, ends_on, venue, capacity,
    minimum_attendance_percent, pass_score_percent) ON cohorts TO obuka_service;
GRANT UPDATE (
    code, course_id, project_id, starts_on, ends_on, venue, capacity, overbooked,
    minimum_attendance_percent, pass_score_percent, state, closed_on) ON cohorts TO obuka_service;

-- Selling more seats than there are is a decision that somebody answers for.
CREATE FUNCTION check_overbooking() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
        RAISE EXCEPTION 'cohort % is overbooked without a reason', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_overbooked_has_reason', TABLE = 'cohorts';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_overbooking BEFORE UPDATE OF overbooked ON cohorts
    FOR EACH ROW WHEN (NEW.overbooked > OLD.overbooked)
    EXECUTE FUNCTION check_overbooking();

CREATE TABLE sessions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sessions_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT sessions_cohort_fkey REFERENCES cohorts (id),
    held_on date NOT NULL,
    hours numeric(5, 2) NOT NULL
        CONSTRAINT sessions_hours_range CHECK (hours > 0 AND hours <= 24),
    CONSTRAINT sessions_day_once UNIQUE (cohort_id, held_on)
);
CALL make_audited('sessions');
-- A session stays in its cohort.
REVOKE UPDATE ON sessions FROM obuka_service;
GRANT UPDATE (held_on, hours) ON sessions TO obuka_service;

-- A mistyped year would be a session that never comes, and a cohort that cannot close: sessions
-- lie within a month of their cohort's days.
CREATE FUNCTION check_cohort_days() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM sessions
        WHERE cohort_id = NEW.id AND held_on NOT BETWEEN NEW.starts_on - 31 AND NEW.ends_on + 31
    ) THEN
        RAISE EXCEPTION 'cohort % has a session far from its days', NEW.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'sessions_day_near_cohort', TABLE = 'sessions';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_cohort_days AFTER UPDATE OF starts_on, ends_on ON cohorts
    FOR EACH ROW EXECUTE FUNCTION check_cohort_days();
