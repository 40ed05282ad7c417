-- Who wants a course before there is a date: a person, or an organisation for a number of people.
-- A cohort that is planned later begins with them.

CREATE TABLE interests (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT interests_pkey PRIMARY KEY,
    course_id bigint NOT NULL CONSTRAINT interests_course_fkey REFERENCES courses (id),
    person_id bigint CONSTRAINT interests_person_fkey REFERENCES people (id),
    organisation_id bigint
        CONSTRAINT interests_organisation_fkey REFERENCES organisations (id),
    people_count integer NOT NULL
        CONSTRAINT interests_people_count_range CHECK (people_count BETWEEN 1 AND 10000),
    note text
        CONSTRAINT interests_note_nfc CHECK (note IS NFC NORMALIZED)
        CONSTRAINT interests_note_length CHECK (length(note) BETWEEN 1 AND 500),
    -- The cohort that took it up.
    cohort_id bigint CONSTRAINT interests_cohort_fkey REFERENCES cohorts (id),
    withdrawn_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT interests_of_one CHECK (num_nonnulls(person_id, organisation_id) = 1),
    CONSTRAINT interests_person_counts_once CHECK (person_id IS NULL OR people_count = 1),
    CONSTRAINT interests_ended_once CHECK (num_nonnulls(cohort_id, withdrawn_on) <= 1)
);
CREATE UNIQUE INDEX interests_live_person_once ON interests (course_id, person_id)
    WHERE cohort_id IS NULL AND withdrawn_on IS NULL;
CREATE UNIQUE INDEX interests_live_organisation_once ON interests (course_id, organisation_id)
    WHERE cohort_id IS NULL AND withdrawn_on IS NULL;
CREATE INDEX interests_course_idx ON interests (course_id, id);
CREATE INDEX interests_person_idx ON interests (person_id);
CREATE INDEX interests_organisation_idx ON interests (organisation_id);
CREATE INDEX interests_cohort_idx ON interests (cohort_id);
CALL make_audited('interests');
-- An interest is of its course and of who has it; it ends by being taken up or withdrawn.
REVOKE INSERT, UPDATE, DELETE ON interests FROM obuka_service;
GRANT INSERT (course_id, person_id, organisation_id, people_count, note),
    UPDATE (people_count, note, cohort_id, withdrawn_on) ON interests TO obuka_service;

CREATE FUNCTION check_interest() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM cohorts WHERE id = NEW.cohort_id AND course_id <> NEW.course_id
    ) THEN
        RAISE EXCEPTION 'the cohort is of another course'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'interests_cohort_of_course', TABLE = 'interests';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_interest AFTER INSERT OR UPDATE OF cohort_id ON interests
    FOR EACH ROW WHEN (NEW.cohort_id IS NOT NULL)
    EXECUTE FUNCTION check_interest();
