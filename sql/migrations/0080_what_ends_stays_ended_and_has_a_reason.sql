-- The same of trainers, their way to an accreditation, handbooks and keys: days that only the
-- program looked at, ends that a statement could undo, and reasons that only the program asked for.

-- A suspended accreditation is not renewed: it is reinstated first.
CREATE OR REPLACE FUNCTION check_renewal() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM accreditations WHERE id = NEW.renews_id AND ends_on >= NEW.ends_on
    ) THEN
        RAISE EXCEPTION 'a renewal ends no later than what it renews'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_renewal_ends_later', TABLE = 'accreditations';
    END IF;
    IF is_suspended(NEW.renews_id) THEN
        RAISE EXCEPTION 'a suspended accreditation is renewed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_renewed_not_suspended', TABLE = 'accreditations';
    END IF;
    RETURN NULL;
END
$$;

-- A candidate has time left, and who has none any more is a candidate no more. A deadline that
-- moves and an end have a reason; the grant, which ends a candidacy by a trigger, is one.
CREATE FUNCTION check_candidacy() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NOT NULL THEN
        RAISE EXCEPTION 'the candidacy has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_ended_kept', TABLE = 'candidacies';
    END IF;
    IF (TG_OP = 'INSERT' OR NEW.deadline_on <> OLD.deadline_on)
        AND NEW.deadline_on <= centre_today()
    THEN
        RAISE EXCEPTION 'the deadline does not lie in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_deadline_in_future', TABLE = 'candidacies';
    END IF;
    IF NEW.ended_on <> centre_today() THEN
        RAISE EXCEPTION 'a candidacy ends on another day than today'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_ended_today', TABLE = 'candidacies';
    END IF;
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() = 1
        AND coalesce(current_setting('obuka.reason', true), '') = ''
    THEN
        RAISE EXCEPTION 'a candidacy is changed without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacies_change_has_reason', TABLE = 'candidacies';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_candidacy BEFORE INSERT OR UPDATE ON candidacies
    FOR EACH ROW EXECUTE FUNCTION check_candidacy();

-- Who no longer teaches was told why; so was everybody who came for a session.
CREATE TRIGGER require_reason BEFORE DELETE ON cohort_trainers
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('cohort_trainers_dismissed_has_reason');
CREATE TRIGGER require_reason AFTER DELETE ON sessions
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('sessions_taken_out_has_reason');

-- What people read appears and goes on the day on which somebody decides so, and goes with a
-- reason.
CREATE FUNCTION check_edition_days() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.published_on IS NULL AND NEW.published_on <> centre_today()
        OR OLD.withdrawn_on IS NULL AND NEW.withdrawn_on <> centre_today()
    THEN
        RAISE EXCEPTION 'an edition is published or withdrawn on another day than today'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_editions_decided_today', TABLE = 'handbook_editions';
    END IF;
    IF OLD.withdrawn_on IS NULL AND NEW.withdrawn_on IS NOT NULL
        AND coalesce(current_setting('obuka.reason', true), '') = ''
    THEN
        RAISE EXCEPTION 'an edition is withdrawn without a reason'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'handbook_editions_withdrawn_has_reason',
                  TABLE = 'handbook_editions';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_days BEFORE UPDATE OF published_on, withdrawn_on ON handbook_editions
    FOR EACH ROW EXECUTE FUNCTION check_edition_days();
CREATE FUNCTION refuse_published_edition() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'an edition begins as a draft'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'handbook_editions_begins_as_draft', TABLE = 'handbook_editions';
END
$$;
CREATE TRIGGER begins_as_draft BEFORE INSERT ON handbook_editions
    FOR EACH ROW WHEN (NEW.published_on IS NOT NULL) EXECUTE FUNCTION refuse_published_edition();

-- The log's key names the log, so there is one that lives; and it is said why a key is revoked.
CREATE FUNCTION check_log_key() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('the key of the log'));
    IF EXISTS (
        SELECT FROM issuer_keys
        WHERE issuer_id = NEW.issuer_id AND purpose = 'log'
            AND NOT EXISTS (
                SELECT FROM issuer_key_retirements WHERE key_id = issuer_keys.id)
            AND NOT EXISTS (
                SELECT FROM issuer_key_revocations WHERE key_id = issuer_keys.id))
    THEN
        RAISE EXCEPTION 'the log has a key'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'issuer_keys_log_once', TABLE = 'issuer_keys';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_log_key BEFORE INSERT ON issuer_keys
    FOR EACH ROW WHEN (NEW.purpose = 'log') EXECUTE FUNCTION check_log_key();
CREATE TRIGGER require_reason BEFORE INSERT ON issuer_key_revocations
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('issuer_key_revocations_has_reason');
