-- What programs of others wait for: that a cohort takes place or not, who has a seat, that a
-- session was moved, marks and results are there, a certificate was replaced, a questionnaire is
-- due, a trainer may teach. Beside what changed a message says a few facts of it, and not of whom.

ALTER TABLE webhook_events
    ADD COLUMN facts jsonb NOT NULL DEFAULT '{}'
        CONSTRAINT webhook_events_facts_small CHECK (
            jsonb_typeof(facts) = 'object' AND length(facts::text) <= 1000),
    DROP CONSTRAINT webhook_events_type_form,
    ADD CONSTRAINT webhook_events_type_form CHECK (type ~ '^[a-z]+\.[a-z]+(-[a-z]+)*$');

-- As before, with the facts of each.
CREATE FUNCTION tell_webhooks(
    types text[], nouns text[], codes text[], hrefs text[], facts jsonb[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH events AS (
        INSERT INTO webhook_events (type, noun, code, href, facts)
        SELECT told.type, told.noun, told.code, told.href, told.facts
        FROM unnest(types, nouns, codes, hrefs, facts) WITH ORDINALITY
            AS told (type, noun, code, href, facts, place)
        WHERE EXISTS (
            SELECT FROM webhooks
            WHERE disabled_at IS NULL
                AND (webhooks.types = '{}' OR told.type = ANY(webhooks.types)))
        ORDER BY told.place
        RETURNING id, type
    )
    INSERT INTO webhook_deliveries (event_id, webhook_id)
    SELECT events.id, webhooks.id
    FROM events
    JOIN webhooks ON disabled_at IS NULL
        AND (webhooks.types = '{}' OR events.type = ANY(webhooks.types))
    ORDER BY events.id, webhooks.id
$$;
REVOKE ALL ON FUNCTION tell_webhooks(text[], text[], text[], text[], jsonb[]) FROM PUBLIC;

-- Whether anybody listens: what nobody is told is not looked up.
CREATE FUNCTION has_webhooks() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
RETURN EXISTS (SELECT FROM webhooks WHERE disabled_at IS NULL);
REVOKE ALL ON FUNCTION has_webhooks() FROM PUBLIC;

-- An enrolment is named by its id, which gives no right; its code is private, and who it is the API
-- says to those who may know. One message for each, with the cohort and the state.
CREATE OR REPLACE FUNCTION tell_of_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('enrolment.' || CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'changed' END),
        array_agg('cohort'::text), array_agg(cohorts.code ORDER BY new_rows.id),
        array_agg('/api/v1/cohorts/' || cohorts.code || '/enrolments' ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object('enrolment', new_rows.id, 'status', new_rows.status)
            ORDER BY new_rows.id))
    FROM new_rows JOIN cohorts ON cohorts.id = new_rows.cohort_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

-- The state to which an enrolment came, as a type of its own.
CREATE FUNCTION tell_of_enrolment_states() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('enrolment.' || new_rows.to_status ORDER BY new_rows.id),
        array_agg('cohort'::text), array_agg(cohorts.code ORDER BY new_rows.id),
        array_agg('/api/v1/cohorts/' || cohorts.code || '/enrolments' ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object(
                'enrolment', enrolments.id, 'status', new_rows.to_status,
                'before', new_rows.from_status)
            ORDER BY new_rows.id))
    FROM new_rows
    JOIN enrolments ON enrolments.id = new_rows.enrolment_id
    JOIN cohorts ON cohorts.id = enrolments.cohort_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON enrolment_events REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_enrolment_states();

CREATE FUNCTION tell_of_cohort_state() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        ARRAY['cohort.' || CASE NEW.state WHEN 'running' THEN 'started' ELSE NEW.state END],
        ARRAY['cohort'], ARRAY[NEW.code], ARRAY['/api/v1/cohorts/' || NEW.code],
        ARRAY[jsonb_build_object(
            'state', NEW.state, 'before', OLD.state, 'starts_on', NEW.starts_on,
            'ends_on', NEW.ends_on)]);
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_state AFTER UPDATE OF state ON cohorts
    FOR EACH ROW WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION tell_of_cohort_state();

-- A session is named by its id within its cohort; its day is the one on which it is, or was to be.
CREATE FUNCTION tell_of_sessions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('session.' || CASE TG_OP
            WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'removed' END),
        array_agg('session'::text), array_agg(changed.id::text ORDER BY changed.id),
        array_agg('/api/v1/cohorts/' || cohorts.code || '/sessions' ORDER BY changed.id),
        array_agg(
            jsonb_build_object('cohort', cohorts.code, 'held_on', changed.held_on)
            ORDER BY changed.id))
    FROM changed JOIN cohorts ON cohorts.id = changed.cohort_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON sessions REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_updated AFTER UPDATE ON sessions REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();
CREATE TRIGGER tell_deleted AFTER DELETE ON sessions REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_sessions();

-- Marks of a session, and results of an assessment in a cohort: one message for what is entered at
-- once, with how many.
CREATE FUNCTION tell_of_attendance() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('attendance.recorded'::text), array_agg('session'::text),
        array_agg(marked.id::text ORDER BY marked.id),
        array_agg('/api/v1/cohorts/' || marked.code || '/attendance' ORDER BY marked.id),
        array_agg(
            jsonb_build_object(
                'cohort', marked.code, 'held_on', marked.held_on, 'marks', marked.marks)
            ORDER BY marked.id))
    FROM (
        SELECT sessions.id, sessions.held_on, cohorts.code, count(*) AS marks
        FROM new_rows
        JOIN sessions ON sessions.id = new_rows.session_id
        JOIN cohorts ON cohorts.id = sessions.cohort_id
        GROUP BY sessions.id, cohorts.id
    ) AS marked
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON attendance_marks REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_attendance();

CREATE FUNCTION tell_of_results() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('result.recorded'::text), array_agg('cohort'::text),
        array_agg(scored.code ORDER BY scored.code, scored.assessment),
        array_agg(
            '/api/v1/cohorts/' || scored.code || '/results'
            ORDER BY scored.code, scored.assessment),
        array_agg(
            jsonb_build_object('assessment', scored.assessment, 'results', scored.results)
            ORDER BY scored.code, scored.assessment))
    FROM (
        SELECT cohorts.code, new_rows.assessment, count(*) AS results
        FROM new_rows
        JOIN enrolments ON enrolments.id = new_rows.enrolment_id
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        GROUP BY cohorts.code, new_rows.assessment
    ) AS scored
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON results REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_results();

-- By the number in the register of the one that was replaced; that in its place is issued.
CREATE FUNCTION tell_of_replacements() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('certificate.replaced'::text), array_agg('certificate'::text),
        array_agg(replaced.number ORDER BY replaced.id),
        array_agg('/api/v1/certificates'::text),
        array_agg(jsonb_build_object('by', successor.number) ORDER BY replaced.id))
    FROM new_rows
    JOIN certificates AS replaced ON replaced.id = new_rows.certificate_id
    JOIN certificates AS successor ON successor.id = new_rows.successor_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON certificate_replacements
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_replacements();

-- Of a trainer's accreditation: for what, until when, and not of whom.
CREATE FUNCTION tell_of_accreditations() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    concerned bigint;
    told text;
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'accreditations' THEN
        concerned := NEW.id;
        told := CASE WHEN NEW.renews_id IS NULL THEN 'granted' ELSE 'renewed' END;
    ELSE
        concerned := NEW.accreditation_id;
        told := CASE WHEN NEW.is_suspended THEN 'suspended' ELSE 'reinstated' END;
    END IF;
    PERFORM tell_webhooks(
        ARRAY['accreditation.' || told], ARRAY['accreditation'], ARRAY[concerned::text],
        ARRAY['/api/v1/accreditations/' || concerned],
        ARRAY[jsonb_build_object(
            'course', courses.code, 'field', fields.code, 'starts_on', accreditations.starts_on,
            'ends_on', accreditations.ends_on)])
    FROM accreditations
    LEFT JOIN courses ON courses.id = accreditations.course_id
    LEFT JOIN fields ON fields.id = accreditations.field_id
    WHERE accreditations.id = concerned;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON accreditations
    FOR EACH ROW EXECUTE FUNCTION tell_of_accreditations();
CREATE TRIGGER tell_inserted AFTER INSERT ON accreditation_suspensions
    FOR EACH ROW EXECUTE FUNCTION tell_of_accreditations();

-- A version of a course that everybody may know of now.
CREATE FUNCTION tell_of_published_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        ARRAY['course.published'], ARRAY['course'], ARRAY[courses.code],
        ARRAY['/api/v1/courses/' || courses.code],
        ARRAY[jsonb_build_object('number', NEW.number)])
    FROM courses WHERE courses.id = NEW.course_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_published AFTER UPDATE OF published_on ON course_versions
    FOR EACH ROW WHEN (OLD.published_on IS NULL AND NEW.published_on IS NOT NULL)
    EXECUTE FUNCTION tell_of_published_version();

-- The clock says when a questionnaire can be answered; each is told once, on the first day on which
-- somebody listens. Beside the evaluation, so that what was told long ago is not told again.
CREATE TABLE webhook_due_evaluations (
    evaluation_id bigint CONSTRAINT webhook_due_evaluations_pkey PRIMARY KEY
        CONSTRAINT webhook_due_evaluations_evaluation_fkey
        REFERENCES evaluations (id) ON DELETE CASCADE
);
REVOKE ALL ON webhook_due_evaluations FROM obuka_service;
GRANT SELECT ON webhook_due_evaluations TO obuka_service;

CREATE VIEW untold_evaluations AS
SELECT evaluations.id AS evaluation_id
FROM evaluations JOIN cohorts ON cohorts.id = evaluations.cohort_id
WHERE centre_today() BETWEEN evaluations.opens_on AND evaluations.closes_on
    AND cohorts.state <> 'cancelled'
    AND EXISTS (SELECT FROM webhooks WHERE disabled_at IS NULL)
    AND NOT EXISTS (
        SELECT FROM webhook_due_evaluations AS told WHERE told.evaluation_id = evaluations.id);
GRANT SELECT ON untold_evaluations TO obuka_service;

CREATE FUNCTION tell_due_evaluations() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    due bigint[];
BEGIN
    WITH told AS (
        INSERT INTO webhook_due_evaluations (evaluation_id)
        SELECT evaluation_id FROM untold_evaluations ORDER BY evaluation_id
        ON CONFLICT (evaluation_id) DO NOTHING
        RETURNING evaluation_id
    )
    SELECT coalesce(array_agg(evaluation_id), '{}') INTO due FROM told;
    PERFORM tell_webhooks(
        array_agg('evaluation.due'::text), array_agg('evaluation'::text),
        array_agg(evaluations.id::text ORDER BY evaluations.id),
        array_agg('/api/v1/cohorts/' || cohorts.code || '/evaluations' ORDER BY evaluations.id),
        array_agg(
            jsonb_build_object(
                'cohort', cohorts.code, 'questionnaire', questionnaires.code,
                'opens_on', evaluations.opens_on, 'closes_on', evaluations.closes_on)
            ORDER BY evaluations.id))
    FROM evaluations
    JOIN cohorts ON cohorts.id = evaluations.cohort_id
    JOIN questionnaires ON questionnaires.id = evaluations.questionnaire_id
    WHERE evaluations.id = ANY(due)
    HAVING count(*) > 0;
    RETURN cardinality(due);
END
$$;
REVOKE ALL ON FUNCTION tell_due_evaluations() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tell_due_evaluations() TO obuka_service;

REVOKE ALL ON FUNCTION tell_of_enrolment_states(), tell_of_cohort_state(), tell_of_sessions(),
    tell_of_attendance(), tell_of_results(), tell_of_replacements(), tell_of_accreditations(),
    tell_of_published_version() FROM PUBLIC;

-- Nouns of the catalogue that people know by a code, like the four before.
DO $$
DECLARE
    coded record;
BEGIN
    FOR coded IN
        SELECT noun, target
        FROM (VALUES
            ('programme', 'programmes'), ('activity', 'activities'), ('venue', 'venues'),
            ('handbook', 'handbooks')) AS nouns (noun, target)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER tell_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
             FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded(%L)', coded.target, coded.noun);
        EXECUTE format(
            'CREATE TRIGGER tell_updated AFTER UPDATE ON %I
             REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
             FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded(%L)', coded.target, coded.noun);
    END LOOP;
END
$$;
