-- A training is often closed weeks after its last day, on that day. So a report as of a past day
-- says what was recorded later, and counts without it when it is asked to: the moments are those of
-- the audit trail and of the merges.

CREATE INDEX audit_entries_closings_idx ON audit_entries (subject_id, entered_at)
    WHERE noun = 'cohorts' AND 'closed_on' = ANY(fields);

-- When each closing was recorded. Marks, results, seats and withdrawals are recorded before it, and
-- change no more afterwards.
CREATE VIEW cohort_closings AS
SELECT subject_id AS cohort_id, entered_at AS recorded_at
FROM audit_entries
WHERE noun = 'cohorts' AND 'closed_on' = ANY(fields);
GRANT SELECT ON cohort_closings TO obuka_service;

-- Who stands for whom on a day, by what was recorded before a moment.
CREATE FUNCTION person_stand_ins(day date, known_before timestamptz)
RETURNS TABLE (merged_id bigint, into_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT merges.merged_id, merges.into_id
    FROM person_merges AS merges
    WHERE merges.into_id IS NOT NULL AND merges.effective_on <= day
        AND merges.entered_at < known_before
        AND NOT EXISTS (
            SELECT FROM person_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= day AND later.entered_at < known_before)
$$;
CREATE FUNCTION project_stand_ins(day date, known_before timestamptz)
RETURNS TABLE (merged_id bigint, into_id bigint)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT merges.merged_id, merges.into_id
    FROM project_merges AS merges
    WHERE merges.into_id IS NOT NULL AND merges.effective_on <= day
        AND merges.entered_at < known_before
        AND NOT EXISTS (
            SELECT FROM project_merges AS later
            WHERE later.merged_id = merges.merged_id AND later.id > merges.id
                AND later.effective_on <= day AND later.entered_at < known_before)
$$;
