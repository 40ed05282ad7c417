-- Who brings invitations along takes none from anybody and counts no answer that nobody gave: a
-- code that was sent stays what it is, an evaluation that is over stays over, and who has answered
-- elsewhere is only known before anybody is invited or answers here, with a reason.
ALTER TABLE evaluation_invitations
    -- Whether its code was sent by another centre, and none since from here.
    ADD COLUMN is_brought boolean NOT NULL DEFAULT false;

-- Whoever writes it: an invitation is of somebody with a seat, and to what is not over. A new code
-- is sent from here.
CREATE FUNCTION check_invitation() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM evaluations WHERE id = NEW.evaluation_id AND closes_on < centre_today()
    ) THEN
        RAISE EXCEPTION 'the evaluation is over and stays so'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluations_over_kept', TABLE = 'evaluations';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        NEW.is_brought := false;
    ELSIF NOT EXISTS (
        SELECT FROM evaluations
        JOIN enrolments ON enrolments.cohort_id = evaluations.cohort_id
        WHERE evaluations.id = NEW.evaluation_id AND enrolments.id = NEW.enrolment_id
            AND enrolments.status = 'confirmed'
    ) THEN
        RAISE EXCEPTION 'who has no seat in the cohort is not asked'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluation_invitations_of_seat',
                  TABLE = 'evaluation_invitations';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_invitation BEFORE INSERT OR UPDATE OF code_hash ON evaluation_invitations
    FOR EACH ROW EXECUTE FUNCTION check_invitation();

CREATE OR REPLACE FUNCTION bring_invitation(
    evaluation bigint, enrolment bigint, hash bytea, answered boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known_hash bytea;
    was_used boolean;
BEGIN
    -- As whoever answers does: first the evaluation, and only then what is known.
    PERFORM 1 FROM evaluations WHERE id = evaluation FOR UPDATE;
    SELECT code_hash, is_used INTO known_hash, was_used
    FROM evaluation_invitations
    WHERE evaluation_id = evaluation AND enrolment_id = enrolment;
    IF known_hash <> hash THEN
        RAISE EXCEPTION 'the person is invited with another code'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluation_invitations_code_kept',
                  TABLE = 'evaluation_invitations';
    END IF;
    IF answered AND was_used IS NOT TRUE THEN
        IF EXISTS (SELECT FROM evaluation_answers WHERE evaluation_id = evaluation) OR EXISTS (
            SELECT FROM evaluation_invitations
            WHERE evaluation_id = evaluation AND NOT is_brought
        ) THEN
            RAISE EXCEPTION 'people are asked here: who answers, answers here'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'evaluation_invitations_none_sent',
                      TABLE = 'evaluation_invitations';
        END IF;
        IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
            RAISE EXCEPTION 'somebody has answered elsewhere, without a reason'
                USING ERRCODE = 'integrity_constraint_violation',
                      CONSTRAINT = 'evaluation_invitations_answered_has_reason',
                      TABLE = 'evaluation_invitations';
        END IF;
    END IF;
    INSERT INTO evaluation_invitations AS known (
        evaluation_id, enrolment_id, code_hash, is_used, is_brought)
    VALUES (evaluation, enrolment, hash, answered, true)
    ON CONFLICT (evaluation_id, enrolment_id) DO UPDATE SET is_used = true
    WHERE excluded.is_used AND NOT known.is_used;
END
$$;
