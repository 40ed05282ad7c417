-- A centre that is moved keeps the codes that it has sent: they open the questionnaire in the new
-- centre too, and whoever has answered has answered. The answers themselves stay where they were
-- given, since they are nobody's.
CREATE FUNCTION bring_invitation(
    evaluation bigint, enrolment bigint, hash bytea, answered boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- As whoever answers does: first the evaluation, and only then what is known.
    PERFORM 1 FROM evaluations WHERE id = evaluation FOR UPDATE;
    INSERT INTO evaluation_invitations AS known (evaluation_id, enrolment_id, code_hash, is_used)
    VALUES (evaluation, enrolment, hash, answered)
    ON CONFLICT (evaluation_id, enrolment_id) DO UPDATE
    SET code_hash = excluded.code_hash, is_used = known.is_used OR excluded.is_used;
END
$$;
REVOKE ALL ON FUNCTION bring_invitation(bigint, bigint, bytea, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bring_invitation(bigint, bigint, bytea, boolean) TO obuka_service;
