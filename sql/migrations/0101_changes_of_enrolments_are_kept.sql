-- Whose seat somebody has, and until when it is offered, are changed by an event as well as the
-- state is: who, when, why, from what to what. They stand in a table of their own, because they are
-- no step of the state machine.

CREATE TABLE enrolment_changes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT enrolment_changes_pkey PRIMARY KEY,
    enrolment_id bigint NOT NULL
        CONSTRAINT enrolment_changes_enrolment_fkey REFERENCES enrolments (id),
    -- The institution behind it, before and after; both NULL where that did not change.
    organisation_was_id bigint
        CONSTRAINT enrolment_changes_organisation_was_fkey REFERENCES organisations (id),
    organisation_id bigint
        CONSTRAINT enrolment_changes_organisation_fkey REFERENCES organisations (id),
    -- Until when the seat was and is offered; both NULL where that did not change.
    offer_ended_at timestamptz,
    offer_ends_at timestamptz,
    actor text NOT NULL CONSTRAINT enrolment_changes_actor_named CHECK (actor <> ''),
    reason text
        CONSTRAINT enrolment_changes_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT enrolment_changes_changes CHECK (
        organisation_was_id IS DISTINCT FROM organisation_id
        OR offer_ended_at IS DISTINCT FROM offer_ends_at),
    -- Who takes somebody from an institution, or time from somebody, says why.
    CONSTRAINT enrolment_changes_has_reason CHECK (
        reason IS NOT NULL
        OR organisation_was_id IS NULL
            AND coalesce(offer_ends_at >= offer_ended_at, true))
);
CREATE INDEX enrolment_changes_enrolment_idx ON enrolment_changes (enrolment_id, id);
CREATE INDEX enrolment_changes_organisation_was_idx ON enrolment_changes (organisation_was_id);
CREATE INDEX enrolment_changes_organisation_idx ON enrolment_changes (organisation_id);
CALL make_append_only('enrolment_changes');
-- Only a change of an enrolment enters one.
REVOKE INSERT ON enrolment_changes FROM obuka_service;

-- Enters what an update changes beside the state. An offer that begins or ends is a step, which has
-- its own event.
CREATE FUNCTION enter_changes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO enrolment_changes (
        enrolment_id, organisation_was_id, organisation_id, offer_ended_at, offer_ends_at, actor,
        reason)
    SELECT changed.id,
        CASE WHEN changed.is_elsewhere THEN changed.organisation_was_id END,
        CASE WHEN changed.is_elsewhere THEN changed.organisation_id END,
        CASE WHEN changed.is_reset THEN changed.offer_ended_at END,
        CASE WHEN changed.is_reset THEN changed.offer_ends_at END,
        current_setting('obuka.actor', true), nullif(current_setting('obuka.reason', true), '')
    FROM (
        SELECT new_rows.id, new_rows.organisation_id, new_rows.offer_ends_at,
            old_rows.organisation_id AS organisation_was_id,
            old_rows.offer_ends_at AS offer_ended_at,
            new_rows.organisation_id IS DISTINCT FROM old_rows.organisation_id AS is_elsewhere,
            -- Both are NULL in every other state.
            coalesce(new_rows.offer_ends_at <> old_rows.offer_ends_at, false) AS is_reset
        FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
    ) AS changed
    WHERE changed.is_elsewhere OR changed.is_reset
    ORDER BY changed.id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_changes() FROM PUBLIC;
CREATE TRIGGER enter_changes AFTER UPDATE ON enrolments
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_changes();
