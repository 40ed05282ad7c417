-- A permanent qualification ("may train course X") is one thing and an accreditation of today
-- another; between them lies an examination in stages, by named people.

-- Which courses train trainers, and what whoever passes one may train.
CREATE TABLE qualifying_courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT qualifying_courses_pkey PRIMARY KEY,
    course_id bigint NOT NULL CONSTRAINT qualifying_courses_course_fkey REFERENCES courses (id),
    qualifies_for_id bigint NOT NULL
        CONSTRAINT qualifying_courses_qualifies_for_fkey REFERENCES courses (id),
    CONSTRAINT qualifying_courses_once UNIQUE (course_id, qualifies_for_id)
);
CREATE INDEX qualifying_courses_qualifies_for_idx ON qualifying_courses (qualifies_for_id);
CALL make_audited('qualifying_courses');
REVOKE UPDATE ON qualifying_courses FROM obuka_service;

-- Earned once and never lost: by passing a training of trainers, or recognised on another basis.
CREATE TABLE qualifications (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT qualifications_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT qualifications_person_fkey REFERENCES people (id),
    course_id bigint NOT NULL CONSTRAINT qualifications_course_fkey REFERENCES courses (id),
    enrolment_id bigint CONSTRAINT qualifications_enrolment_fkey REFERENCES enrolments (id),
    basis text
        CONSTRAINT qualifications_basis_nfc CHECK (basis IS NFC NORMALIZED)
        CONSTRAINT qualifications_basis_length CHECK (length(basis) BETWEEN 3 AND 300),
    qualified_on date NOT NULL,
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT qualifications_once UNIQUE (person_id, course_id),
    CONSTRAINT qualifications_enrolment_or_basis CHECK (num_nonnulls(enrolment_id, basis) = 1)
);
CREATE INDEX qualifications_course_idx ON qualifications (course_id);
CREATE INDEX qualifications_enrolment_idx ON qualifications (enrolment_id);
CALL make_audited('qualifications');
CALL make_append_only('qualifications');
-- Only closing a cohort says that somebody passed there.
REVOKE INSERT (enrolment_id) ON qualifications FROM obuka_service;

CREATE FUNCTION check_qualification() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.qualified_on > centre_today() THEN
        RAISE EXCEPTION 'a qualification lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'qualifications_not_in_future', TABLE = 'qualifications';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER check_qualification BEFORE INSERT ON qualifications
    FOR EACH ROW EXECUTE FUNCTION check_qualification();

-- Closing a training of trainers qualifies all who passed, in the same transaction. Who is
-- qualified already stays so on the first basis.
CREATE FUNCTION qualify_graduates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO qualifications (person_id, course_id, enrolment_id, qualified_on)
    SELECT new_rows.person_id, qualifying_courses.qualifies_for_id, new_rows.enrolment_id,
        cohorts.closed_on
    FROM new_rows
    JOIN cohorts ON cohorts.id = new_rows.cohort_id
    JOIN qualifying_courses ON qualifying_courses.course_id = cohorts.course_id
    WHERE new_rows.passed
    ORDER BY new_rows.person_id, qualifying_courses.qualifies_for_id
    ON CONFLICT (person_id, course_id) DO NOTHING;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION qualify_graduates() FROM PUBLIC;
CREATE TRIGGER qualify_graduates AFTER INSERT ON outcomes REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION qualify_graduates();

-- Somebody on the way to an accreditation, until a deadline that they see.
CREATE TABLE candidacies (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT candidacies_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT candidacies_person_fkey REFERENCES people (id),
    course_id bigint CONSTRAINT candidacies_course_fkey REFERENCES courses (id),
    field_id bigint CONSTRAINT candidacies_field_fkey REFERENCES fields (id),
    deadline_on date NOT NULL,
    -- Since when it leads to nothing any more: granted, or given up.
    ended_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT candidacies_course_or_field CHECK (num_nonnulls(course_id, field_id) = 1)
);
CREATE UNIQUE INDEX candidacies_open_once ON candidacies (person_id, course_id, field_id)
    NULLS NOT DISTINCT WHERE ended_on IS NULL;
CREATE INDEX candidacies_person_idx ON candidacies (person_id);
CREATE INDEX candidacies_course_idx ON candidacies (course_id);
CREATE INDEX candidacies_field_idx ON candidacies (field_id);
CALL make_audited('candidacies');
REVOKE INSERT (ended_on), UPDATE, DELETE ON candidacies FROM obuka_service;
GRANT UPDATE (deadline_on, ended_on) ON candidacies TO obuka_service;

-- A verdict on a stage; the latest of a stage counts. Assessing and verifying are two roles of two
-- people, and neither is the candidate: nobody certifies oneself.
CREATE TABLE candidacy_verdicts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT candidacy_verdicts_pkey PRIMARY KEY,
    candidacy_id bigint NOT NULL
        CONSTRAINT candidacy_verdicts_candidacy_fkey REFERENCES candidacies (id),
    stage text NOT NULL
        CONSTRAINT candidacy_verdicts_stage_known CHECK (stage IN (
            'tot-passed', 'practice-observed', 'assessed', 'verified')),
    verdict text NOT NULL
        CONSTRAINT candidacy_verdicts_verdict_known CHECK (verdict IN (
            'pass', 'fail', 'asked-to-repeat', 'not-evaluated')),
    examiner_id bigint CONSTRAINT candidacy_verdicts_examiner_fkey REFERENCES people (id),
    examined_on date NOT NULL,
    note text
        CONSTRAINT candidacy_verdicts_note_nfc CHECK (note IS NFC NORMALIZED)
        CONSTRAINT candidacy_verdicts_note_length CHECK (length(note) BETWEEN 1 AND 500),
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT candidacy_verdicts_examiner_named
        CHECK (stage = 'tot-passed' OR examiner_id IS NOT NULL)
);
CREATE INDEX candidacy_verdicts_candidacy_idx ON candidacy_verdicts (candidacy_id, id DESC);
CREATE INDEX candidacy_verdicts_examiner_idx ON candidacy_verdicts (examiner_id);
CALL make_audited('candidacy_verdicts');
CALL make_append_only('candidacy_verdicts');

-- The verdict that counts for each stage. A later verdict on an earlier stage undoes what followed:
-- what is verified is the assessment that stands.
CREATE VIEW candidacy_stages AS
SELECT latest.candidacy_id, latest.place, latest.stage, latest.verdict, latest.examiner_id,
    latest.examined_on, latest.note
FROM (
    SELECT DISTINCT ON (candidacy_id, stage) id, candidacy_id, stage, verdict, examiner_id,
        examined_on, note,
        array_position(
            ARRAY['tot-passed', 'practice-observed', 'assessed', 'verified'], stage) AS place
    FROM candidacy_verdicts
    ORDER BY candidacy_id, stage, id DESC
) AS latest
WHERE NOT EXISTS (
    SELECT FROM candidacy_verdicts AS later
    WHERE later.candidacy_id = latest.candidacy_id AND later.id > latest.id
        AND array_position(
            ARRAY['tot-passed', 'practice-observed', 'assessed', 'verified'], later.stage)
            < latest.place);
GRANT SELECT ON candidacy_stages TO obuka_service;

CREATE FUNCTION check_candidacy_verdict() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    candidate record;
    stage_place integer := array_position(
        ARRAY['tot-passed', 'practice-observed', 'assessed', 'verified'], NEW.stage);
BEGIN
    PERFORM 1 FROM candidacies WHERE id = NEW.candidacy_id FOR UPDATE;
    SELECT person_id, course_id, field_id, ended_on INTO candidate
    FROM candidacies WHERE id = NEW.candidacy_id;
    IF candidate.ended_on IS NOT NULL THEN
        RAISE EXCEPTION 'the candidacy has ended'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_candidacy_open',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.examined_on > centre_today() THEN
        RAISE EXCEPTION 'an examination lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_not_in_future',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.examiner_id = candidate.person_id THEN
        RAISE EXCEPTION 'nobody examines oneself'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_by_another',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.stage = 'verified' AND NEW.examiner_id = (
        SELECT examiner_id FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND stage = 'assessed')
    THEN
        RAISE EXCEPTION 'who assessed does not verify'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_verified_by_another',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.verdict = 'pass' AND stage_place - 1 <> (
        SELECT count(*) FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND verdict = 'pass'
            AND candidacy_stages.place < stage_place)
    THEN
        RAISE EXCEPTION 'an earlier stage is not passed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_in_order',
                  TABLE = 'candidacy_verdicts';
    END IF;
    IF NEW.stage = 'tot-passed' AND NEW.verdict = 'pass' AND NOT EXISTS (
        SELECT FROM qualifications
        WHERE person_id = candidate.person_id AND (
            course_id = candidate.course_id OR course_id IN (
                SELECT field_courses.course_id FROM field_courses
                WHERE field_courses.field_id = candidate.field_id)))
    THEN
        RAISE EXCEPTION 'the candidate has no qualification for it'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'candidacy_verdicts_qualified',
                  TABLE = 'candidacy_verdicts';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_candidacy_verdict() FROM PUBLIC;
CREATE TRIGGER check_verdict BEFORE INSERT ON candidacy_verdicts
    FOR EACH ROW EXECUTE FUNCTION check_candidacy_verdict();

-- An accreditation is of a course or of a field, and may come of a candidacy.
ALTER TABLE accreditations
    ALTER COLUMN course_id DROP NOT NULL,
    ADD COLUMN field_id bigint CONSTRAINT accreditations_field_fkey REFERENCES fields (id),
    ADD COLUMN candidacy_id bigint
        CONSTRAINT accreditations_candidacy_fkey REFERENCES candidacies (id),
    ADD CONSTRAINT accreditations_course_or_field CHECK (num_nonnulls(course_id, field_id) = 1),
    ADD CONSTRAINT accreditations_candidacy_once UNIQUE (candidacy_id),
    -- As for courses: a renewal is of the same person and field.
    ADD CONSTRAINT accreditations_field_identity_once UNIQUE (id, person_id, field_id),
    ADD CONSTRAINT accreditations_renews_field_fkey FOREIGN KEY (renews_id, person_id, field_id)
        REFERENCES accreditations (id, person_id, field_id);
GRANT INSERT (field_id, candidacy_id) ON accreditations TO obuka_service;
CREATE INDEX accreditations_field_idx ON accreditations (field_id);
CREATE INDEX accreditations_renews_field_idx ON accreditations (renews_id, person_id, field_id);

-- A candidacy leads to an accreditation of its person and subject when all four stages are passed,
-- and ends with it.
CREATE FUNCTION check_candidacy_grant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM candidacies WHERE id = NEW.candidacy_id FOR UPDATE;
    IF NOT EXISTS (
        SELECT FROM candidacies
        WHERE id = NEW.candidacy_id AND ended_on IS NULL AND person_id = NEW.person_id
            AND (course_id, field_id) IS NOT DISTINCT FROM (NEW.course_id, NEW.field_id)
    ) OR 4 <> (
        SELECT count(*) FROM candidacy_stages
        WHERE candidacy_id = NEW.candidacy_id AND verdict = 'pass'
    ) THEN
        RAISE EXCEPTION 'candidacy % does not lead to this accreditation', NEW.candidacy_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'accreditations_candidacy_complete', TABLE = 'accreditations';
    END IF;
    UPDATE candidacies SET ended_on = centre_today() WHERE id = NEW.candidacy_id;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_candidacy_grant() FROM PUBLIC;
CREATE TRIGGER check_candidacy BEFORE INSERT ON accreditations
    FOR EACH ROW WHEN (NEW.candidacy_id IS NOT NULL)
    EXECUTE FUNCTION check_candidacy_grant();
