-- A wish for a seat, a place in the waiting list, an offer and a seat are states of one enrolment,
-- and every change of state is a row: who, when, why. A list beside the seats would contradict
-- them sooner or later.

ALTER TABLE enrolments DROP CONSTRAINT enrolments_status_known;
DROP INDEX enrolments_live_once;
ALTER TABLE enrolments
    ADD COLUMN organisation_id bigint
        CONSTRAINT enrolments_organisation_fkey REFERENCES organisations (id),
    -- Until when the seat is held for the person, while it is offered.
    ADD COLUMN offer_ends_at timestamptz,
    -- The enrolment that this one continues: the same person in another cohort, or another person
    -- in the same seat.
    ADD COLUMN follows_id bigint
        CONSTRAINT enrolments_follows_fkey REFERENCES enrolments (id),
    -- The place in the waiting list; its own id, or that of the enrolment whose place it took.
    ADD COLUMN queue_position bigint,
    -- Whether it was ever a confirmed seat: only then the person is one of the cohort, for marks,
    -- outcomes and reports.
    ADD COLUMN held_seat boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT enrolments_status_known CHECK (status IN (
        'applied', 'endorsed', 'waiting', 'offered', 'confirmed', 'no-show', 'declined', 'lapsed',
        'withdrawn')),
    ADD CONSTRAINT enrolments_offer_has_end
        CHECK ((status = 'offered') = (offer_ends_at IS NOT NULL)),
    ADD CONSTRAINT enrolments_follows_another CHECK (follows_id <> id),
    ADD CONSTRAINT enrolments_follows_once UNIQUE (follows_id);
-- Every enrolment so far was a seat.
ALTER TABLE enrolments ALTER COLUMN held_seat SET DEFAULT false;
GRANT INSERT (organisation_id, offer_ends_at, follows_id, queue_position),
    UPDATE (organisation_id, offer_ends_at) ON enrolments TO obuka_service;

-- Asked for, held or used: somebody with such an enrolment gets no second one in the cohort.
CREATE OR REPLACE FUNCTION is_live_enrolment(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN status IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed', 'no-show');

CREATE UNIQUE INDEX enrolments_live_once ON enrolments (cohort_id, person_id)
    WHERE status IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed', 'no-show');
CREATE INDEX enrolments_organisation_idx ON enrolments (organisation_id, id);
-- Who takes a seat; the next in the waiting list; the offers that end next.
CREATE INDEX enrolments_seats_idx ON enrolments (cohort_id, organisation_id)
    WHERE status IN ('confirmed', 'offered');
CREATE INDEX enrolments_queue_idx ON enrolments (cohort_id, (coalesce(queue_position, id)))
    WHERE status = 'waiting';
CREATE INDEX enrolments_offer_idx ON enrolments (offer_ends_at) WHERE status = 'offered';

-- The state machine: what may be done in which state, and what comes of it. Nobody writes it.
CREATE VIEW enrolment_moves (act, from_status, to_status) AS
VALUES
    -- An institution stands behind who asked; the centre agrees; or one of them does not.
    ('endorse', 'applied', 'endorsed'),
    ('approve', 'applied', 'confirmed'), ('approve', 'applied', 'waiting'),
    ('approve', 'endorsed', 'confirmed'), ('approve', 'endorsed', 'waiting'),
    ('decline', 'applied', 'declined'), ('decline', 'endorsed', 'declined'),
    ('decline', 'waiting', 'declined'),
    -- A seat is held for somebody until a time, and taken, left, or not answered.
    ('offer', 'waiting', 'offered'), ('accept', 'offered', 'confirmed'),
    ('decline', 'offered', 'declined'), ('lapse', 'offered', 'lapsed'),
    -- What was not decided when the cohort closed.
    ('lapse', 'applied', 'lapsed'), ('lapse', 'endorsed', 'lapsed'),
    ('lapse', 'waiting', 'lapsed'),
    ('withdraw', 'applied', 'withdrawn'), ('withdraw', 'endorsed', 'withdrawn'),
    ('withdraw', 'waiting', 'withdrawn'), ('withdraw', 'offered', 'withdrawn'),
    ('withdraw', 'confirmed', 'withdrawn'),
    -- Who did not come; and came after all.
    ('no-show', 'confirmed', 'no-show'), ('come', 'no-show', 'confirmed');
GRANT SELECT ON enrolment_moves TO obuka_service;

-- Every change of state, in the order in which seats were given and freed. A cohort's own are
-- entered under its lock, so their ids are in that order.
CREATE TABLE enrolment_events (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT enrolment_events_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL
        CONSTRAINT enrolment_events_enrolment_fkey REFERENCES enrolments (id),
    -- NULL in the first one.
    from_status text,
    to_status text NOT NULL,
    actor text NOT NULL CONSTRAINT enrolment_events_actor_named CHECK (actor <> ''),
    reason text
        CONSTRAINT enrolment_events_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT enrolment_events_changes CHECK (from_status <> to_status)
);
CREATE INDEX enrolment_events_enrolment_idx ON enrolment_events (enrolment_id, id);
CALL make_append_only('enrolment_events');
-- Only a change of an enrolment enters one.
REVOKE INSERT ON enrolment_events FROM obuka_service;

INSERT INTO enrolment_events (enrolment_id, to_status, actor, entered_at)
SELECT id, 'confirmed', 'migration', created_at FROM enrolments ORDER BY id;
INSERT INTO enrolment_events (enrolment_id, from_status, to_status, actor)
SELECT id, 'confirmed', 'withdrawn', 'migration' FROM enrolments WHERE status = 'withdrawn'
ORDER BY id;

-- Who was confirmed once was one of the cohort. A withdrawal that is entered as such is one from a
-- seat: files of the past say so.
CREATE FUNCTION note_held_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.status IN ('confirmed', 'no-show') OR TG_OP = 'INSERT' AND NEW.status = 'withdrawn' THEN
        NEW.held_seat := true;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER note_held_seat BEFORE INSERT OR UPDATE OF status ON enrolments
    FOR EACH ROW EXECUTE FUNCTION note_held_seat();

-- Refuses a step that the state machine does not have, an offer that is taken too late whoever
-- takes it, and enters the events. Runs after the seats were counted and before freed ones are
-- given to the next.
CREATE FUNCTION enter_events() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    stated_actor text := current_setting('obuka.actor', true);
    stated_reason text := nullif(current_setting('obuka.reason', true), '');
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (
            SELECT FROM new_rows WHERE status NOT IN (
                'applied', 'endorsed', 'waiting', 'confirmed', 'withdrawn')
                AND NOT (status = 'offered' AND follows_id IS NOT NULL)
        ) THEN
            RAISE EXCEPTION 'no enrolment begins in this state'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'enrolments_status_step', TABLE = 'enrolments';
        END IF;
        INSERT INTO enrolment_events (enrolment_id, to_status, actor, reason)
        SELECT id, status, stated_actor, stated_reason FROM new_rows ORDER BY id;
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE old_rows.status <> new_rows.status AND NOT EXISTS (
            SELECT FROM enrolment_moves
            WHERE from_status = old_rows.status AND to_status = new_rows.status)
    ) THEN
        RAISE EXCEPTION 'the state of an enrolment does not allow this'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_status_step', TABLE = 'enrolments';
    END IF;
    IF EXISTS (
        SELECT FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE old_rows.status = 'offered' AND new_rows.status = 'confirmed'
            AND old_rows.offer_ends_at <= now()
    ) THEN
        RAISE EXCEPTION 'the offer has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_offer_not_ended', TABLE = 'enrolments';
    END IF;
    INSERT INTO enrolment_events (enrolment_id, from_status, to_status, actor, reason)
    SELECT new_rows.id, old_rows.status, new_rows.status, stated_actor, stated_reason
    FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
    WHERE old_rows.status <> new_rows.status
    ORDER BY new_rows.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_events() FROM PUBLIC;
CREATE TRIGGER enter_events_insert AFTER INSERT ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_events();
CREATE TRIGGER enter_events_update AFTER UPDATE ON enrolments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_events();

-- Who asks, waits or was offered a seat can teach the cohort as little as who has one.
CREATE OR REPLACE FUNCTION keep_trainers_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (SELECT cohort_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM new_rows
        JOIN cohort_trainers USING (cohort_id, person_id)
        JOIN enrolments USING (cohort_id, person_id)
        WHERE is_live_enrolment(enrolments.status)
    ) THEN
        RAISE EXCEPTION 'a trainer of the cohort is enrolled in it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohort_trainers_not_enrolled', TABLE = 'cohort_trainers';
    END IF;
    RETURN NULL;
END
$$;

-- Marks and results are of people who have or had a seat. The argument is the constraint's name.
CREATE FUNCTION check_held_seat() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM new_rows JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        WHERE NOT enrolments.held_seat
    ) THEN
        RAISE EXCEPTION 'somebody without a seat is marked'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_held_seat AFTER INSERT ON attendance_marks REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_held_seat('attendance_marks_of_enrolled');
CREATE TRIGGER check_held_seat AFTER INSERT ON results REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION check_held_seat('results_of_enrolled');

-- The standing of everybody who has or had a seat. Who did not come attended nothing, whatever the
-- minimum is.
CREATE OR REPLACE VIEW standings AS
SELECT enrolments.id AS enrolment_id,
    enrolments.cohort_id,
    enrolments.person_id,
    enrolments.status,
    attendance.total_hours,
    attendance.attended_hours,
    attendance.missing_marks,
    final.score_percent AS final_score_percent,
    CASE
        WHEN enrolments.status = 'withdrawn' THEN 'withdrawn'
        WHEN attendance.total_hours = 0 THEN 'no session recorded'
        WHEN enrolments.status = 'no-show' THEN 'attendance below minimum'
        WHEN attendance.attended_hours * 100
            < cohorts.minimum_attendance_percent * attendance.total_hours
            THEN 'attendance below minimum'
        WHEN cohorts.pass_score_percent IS NOT NULL AND final.score_percent IS NULL
            THEN 'final missing'
        WHEN final.score_percent < cohorts.pass_score_percent THEN 'final below pass score'
    END AS problem
FROM enrolments
JOIN cohorts ON cohorts.id = enrolments.cohort_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(sessions.hours), 0) AS total_hours,
        coalesce(sum(sessions.hours) FILTER (WHERE latest.mark IN ('present', 'late')), 0)
            AS attended_hours,
        count(*) FILTER (WHERE latest.mark IS NULL) AS missing_marks
    FROM sessions
    LEFT JOIN LATERAL (
        SELECT attendance_marks.mark
        FROM attendance_marks
        WHERE attendance_marks.enrolment_id = enrolments.id
            AND attendance_marks.session_id = sessions.id
        ORDER BY attendance_marks.id DESC
        LIMIT 1
    ) AS latest ON true
    WHERE sessions.cohort_id = cohorts.id
) AS attendance
LEFT JOIN LATERAL (
    SELECT results.score_percent
    FROM results
    WHERE results.enrolment_id = enrolments.id AND results.assessment = 'final'
    ORDER BY results.id DESC
    LIMIT 1
) AS final ON true
WHERE enrolments.held_seat;
