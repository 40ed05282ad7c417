-- Who is moved to another cohort has learned what was learned: as soon as the person has a seat
-- there, completions of modules that the cohort's version has are entered there too, as they are
-- known. What the person has there already stays.

CREATE FUNCTION carry_completions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO module_completions (
        enrolment_id, module_id, is_completed, completed_on, score_percent, source, evidence)
    SELECT NEW.id, learned.module_id, true, learned.completed_on, learned.score_percent,
        learned.source, learned.evidence
    FROM module_standings AS learned
    JOIN cohorts ON cohorts.id = NEW.cohort_id
    JOIN course_version_modules AS asked
        ON asked.course_version_id = cohorts.course_version_id
        AND asked.module_id = learned.module_id
    WHERE learned.enrolment_id = NEW.follows_id AND learned.person_id = NEW.person_id
        AND learned.is_completed
        AND (learned.source = 'elsewhere' OR learned.completed_on >= cohorts.starts_on - 366)
        AND NOT EXISTS (
            SELECT FROM module_completions AS known
            WHERE known.enrolment_id = NEW.id AND known.module_id = learned.module_id)
    ORDER BY asked.position;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION carry_completions() FROM PUBLIC;
-- Whoever moves people has locked both cohorts, as `move_enrolment` does.
CREATE TRIGGER follow_with_completions AFTER INSERT OR UPDATE OF status ON enrolments
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL AND NEW.status = 'confirmed')
    EXECUTE FUNCTION carry_completions();
