-- Who taught a session of a closed cohort taught it, also when they leave the cohort later: the
-- delivery log of a past day does not change.

CREATE OR REPLACE FUNCTION dismiss_session_trainers() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM session_trainers
    USING sessions
    JOIN cohorts ON cohorts.id = sessions.cohort_id
    WHERE sessions.id = session_trainers.session_id AND sessions.cohort_id = OLD.cohort_id
        AND session_trainers.person_id = OLD.person_id AND cohorts.state <> 'closed';
    RETURN NULL;
END
$$;
