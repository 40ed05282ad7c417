-- A module whose attempt is done is completed by that; where the completion cannot be entered, it
-- is kept why. It is entered as soon as it can be, with the day on which the module was done.

CREATE TABLE module_completion_refusals (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_completion_refusals_pkey PRIMARY KEY,
    attempt_id bigint NOT NULL
        CONSTRAINT module_completion_refusals_attempt_fkey REFERENCES module_attempts (id),
    completed_on date NOT NULL CONSTRAINT module_completion_refusals_completed_on_plausible
        CHECK (completed_on >= '2000-01-01'),
    score_percent numeric(5, 2)
        CONSTRAINT module_completion_refusals_score_percent_range
        CHECK (score_percent BETWEEN 0 AND 100),
    -- NULL: the attempt itself shows it.
    evidence text
        CONSTRAINT module_completion_refusals_evidence_length
        CHECK (length(evidence) BETWEEN 3 AND 500),
    refusal text NOT NULL CONSTRAINT module_completion_refusals_refusal_known
        CHECK (refusal IN (
            'completion_long_before', 'no_seat', 'cohort_closed', 'cohort_cancelled',
            'module_not_of_course', 'completion_taken_back')),
    refused_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX module_completion_refusals_attempt_idx
    ON module_completion_refusals (attempt_id, id DESC);
CALL make_audited('module_completion_refusals');
CALL make_append_only('module_completion_refusals');

-- Enters what an enrolment did, or the one that it follows, and what could not be entered then.
-- What staff took back stays so, and what is entered already too.
CREATE FUNCTION enter_waiting_completions(enrolments_changed bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO module_completions (
        enrolment_id, module_id, is_completed, completed_on, score_percent, source, evidence)
    SELECT waiting.enrolment_id, waiting.module_id, true, waiting.completed_on,
        waiting.score_percent, 'here', waiting.evidence
    FROM (
        SELECT DISTINCT ON (enrolments.id, asked.module_id)
            enrolments.id AS enrolment_id, asked.module_id, refused.completed_on,
            refused.score_percent, refused.evidence
        FROM enrolments
        JOIN cohorts ON cohorts.id = enrolments.cohort_id
        JOIN course_version_modules AS asked
            ON asked.course_version_id = cohorts.course_version_id
        JOIN enrolments AS learner
            ON learner.id IN (enrolments.id, enrolments.follows_id)
            AND learner.person_id = enrolments.person_id
        JOIN module_attempts
            ON module_attempts.enrolment_id = learner.id
            AND module_attempts.module_id = asked.module_id
        JOIN module_completion_refusals AS refused ON refused.attempt_id = module_attempts.id
        WHERE enrolments.id = ANY(enrolments_changed) AND enrolments.status = 'confirmed'
            AND cohorts.state NOT IN ('closed', 'cancelled')
            AND refused.completed_on >= cohorts.starts_on - 366
            AND NOT EXISTS (
                SELECT FROM module_completions AS known
                WHERE known.enrolment_id = enrolments.id
                    AND known.module_id = asked.module_id)
            -- Of whom it follows, staff may have taken it back since.
            AND (
                SELECT is_completed FROM module_completions AS followed
                WHERE followed.enrolment_id = learner.id
                    AND followed.module_id = asked.module_id
                ORDER BY followed.id DESC LIMIT 1) IS NOT FALSE
            AND NOT EXISTS (
                SELECT FROM module_completion_refusals AS taken_back
                WHERE taken_back.attempt_id = module_attempts.id
                    AND taken_back.refusal = 'completion_taken_back')
        ORDER BY enrolments.id, asked.module_id, refused.score_percent DESC NULLS LAST,
            refused.id
    ) AS waiting
    ORDER BY waiting.enrolment_id, waiting.module_id;
END
$$;
REVOKE ALL ON FUNCTION enter_waiting_completions(bigint[]) FROM PUBLIC;

-- A training that moves may come near to what was done for it, and one of another version of its
-- course may have the module again.
CREATE FUNCTION enter_waiting_completions_of_cohort() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM enter_waiting_completions(ARRAY(
        SELECT enrolments.id FROM enrolments
        JOIN module_attempts
            ON module_attempts.enrolment_id IN (enrolments.id, enrolments.follows_id)
        JOIN module_completion_refusals AS refused ON refused.attempt_id = module_attempts.id
        WHERE enrolments.cohort_id = NEW.id));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_waiting_completions_of_cohort() FROM PUBLIC;
CREATE TRIGGER enter_waiting_completions AFTER UPDATE OF starts_on, course_version_id ON cohorts
    FOR EACH ROW WHEN (
        NEW.starts_on < OLD.starts_on OR NEW.course_version_id <> OLD.course_version_id)
    EXECUTE FUNCTION enter_waiting_completions_of_cohort();

-- Somebody has a seat again, or one in another cohort; after what was completed there is known.
CREATE FUNCTION enter_waiting_completions_of_enrolment() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM enter_waiting_completions(ARRAY[NEW.id]);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_waiting_completions_of_enrolment() FROM PUBLIC;
CREATE TRIGGER follow_with_waiting_completions AFTER INSERT OR UPDATE OF status ON enrolments
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL AND NEW.status = 'confirmed')
    EXECUTE FUNCTION enter_waiting_completions_of_enrolment();
CREATE TRIGGER return_with_waiting_completions AFTER UPDATE OF status ON enrolments
    FOR EACH ROW WHEN (
        NEW.follows_id IS NULL AND NEW.status = 'confirmed' AND OLD.status <> 'confirmed')
    EXECUTE FUNCTION enter_waiting_completions_of_enrolment();
