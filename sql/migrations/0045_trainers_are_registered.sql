-- Who may be asked to teach: the fields that are taught besides single courses, and the pool of
-- trainers with where each comes from, what was shown and what was decided.

-- A field is what a trainer knows ("asylum"); courses belong to fields.
CREATE TABLE fields (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT fields_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT fields_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT fields_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT fields_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT fields_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT fields_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT fields_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT fields_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT fields_code_once UNIQUE (code)
);
CREATE INDEX fields_fold_idx ON fields USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON fields
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('fields');

CREATE TABLE field_courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT field_courses_pkey PRIMARY KEY,
    field_id bigint NOT NULL CONSTRAINT field_courses_field_fkey REFERENCES fields (id),
    course_id bigint NOT NULL CONSTRAINT field_courses_course_fkey REFERENCES courses (id),
    CONSTRAINT field_courses_once UNIQUE (field_id, course_id)
);
CREATE INDEX field_courses_course_idx ON field_courses (course_id);
CALL make_audited('field_courses');
REVOKE UPDATE ON field_courses FROM obuka_service;

-- What a trainer's certificate is about is named by one code: no course has a field's.
CREATE FUNCTION keep_codes_apart() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('codes of fields and courses ' || NEW.code));
    IF TG_TABLE_NAME = 'fields' AND EXISTS (SELECT FROM courses WHERE code = NEW.code) THEN
        RAISE EXCEPTION 'a course has the code %', NEW.code
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'fields_code_once', TABLE = 'fields';
    ELSIF TG_TABLE_NAME = 'courses' AND EXISTS (SELECT FROM fields WHERE code = NEW.code) THEN
        RAISE EXCEPTION 'a field has the code %', NEW.code
            USING ERRCODE = 'unique_violation', CONSTRAINT = 'courses_code_once',
                  TABLE = 'courses';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION keep_codes_apart() FROM PUBLIC;
CREATE TRIGGER keep_codes_apart BEFORE INSERT OR UPDATE OF code ON fields
    FOR EACH ROW EXECUTE FUNCTION keep_codes_apart();
CREATE TRIGGER keep_codes_apart BEFORE INSERT OR UPDATE OF code ON courses
    FOR EACH ROW EXECUTE FUNCTION keep_codes_apart();

-- One entry of the register: a person who applied, or whom an institution nominated.
CREATE TABLE trainers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT trainers_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT trainers_person_fkey REFERENCES people (id),
    -- The institution or partner that nominated; NULL for somebody who applied.
    nominator_id bigint CONSTRAINT trainers_nominator_fkey REFERENCES organisations (id),
    employment text NOT NULL
        CONSTRAINT trainers_employment_known CHECK (employment IN ('employee', 'engaged')),
    -- Two or three small letters each (ISO 639).
    languages text[] NOT NULL
        CONSTRAINT trainers_languages_form CHECK (
            array_to_string(languages, ',') ~ '^[a-z]{2,3}(,[a-z]{2,3})*$'
            AND cardinality(languages) <= 20),
    bio_sr_cyrl text
        CONSTRAINT trainers_bio_sr_cyrl_nfc CHECK (bio_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT trainers_bio_sr_cyrl_length CHECK (length(bio_sr_cyrl) BETWEEN 1 AND 300),
    bio_sr_latn text
        CONSTRAINT trainers_bio_sr_latn_nfc CHECK (bio_sr_latn IS NFC NORMALIZED)
        CONSTRAINT trainers_bio_sr_latn_length CHECK (length(bio_sr_latn) BETWEEN 1 AND 300),
    bio_en text
        CONSTRAINT trainers_bio_en_nfc CHECK (bio_en IS NFC NORMALIZED)
        CONSTRAINT trainers_bio_en_length CHECK (length(bio_en) BETWEEN 1 AND 300),
    -- Whether the person wants to stand in the public list. Nobody is there unless asked.
    is_listed boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT trainers_person_once UNIQUE (person_id),
    CONSTRAINT trainers_bio_whole
        CHECK (num_nonnulls(bio_sr_cyrl, bio_sr_latn, bio_en) IN (0, 3))
);
CREATE INDEX trainers_nominator_idx ON trainers (nominator_id);
CREATE TRIGGER count_version BEFORE UPDATE ON trainers
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('trainers');
-- An entry stays its person's, and stays.
REVOKE INSERT (is_listed), UPDATE (person_id), DELETE ON trainers FROM obuka_service;

-- What they say that they can teach; the right to it is an accreditation.
CREATE TABLE trainer_subjects (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT trainer_subjects_pkey PRIMARY KEY,
    trainer_id bigint NOT NULL CONSTRAINT trainer_subjects_trainer_fkey REFERENCES trainers (id),
    course_id bigint CONSTRAINT trainer_subjects_course_fkey REFERENCES courses (id),
    field_id bigint CONSTRAINT trainer_subjects_field_fkey REFERENCES fields (id),
    CONSTRAINT trainer_subjects_course_or_field CHECK (num_nonnulls(course_id, field_id) = 1),
    CONSTRAINT trainer_subjects_once UNIQUE NULLS NOT DISTINCT (trainer_id, course_id, field_id)
);
CREATE INDEX trainer_subjects_course_idx ON trainer_subjects (course_id);
CREATE INDEX trainer_subjects_field_idx ON trainer_subjects (field_id);
CALL make_audited('trainer_subjects');
REVOKE UPDATE ON trainer_subjects FROM obuka_service;

-- The state of an entry is its latest decision; without one it is received.
CREATE TABLE trainer_decisions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT trainer_decisions_pkey PRIMARY KEY,
    trainer_id bigint NOT NULL CONSTRAINT trainer_decisions_trainer_fkey REFERENCES trainers (id),
    state text NOT NULL
        CONSTRAINT trainer_decisions_state_known CHECK (state IN (
            'received', 'under-review', 'accepted', 'refused', 'withdrawn')),
    decided_on date NOT NULL,
    -- Of the decision on paper.
    number text
        CONSTRAINT trainer_decisions_number_nfc CHECK (number IS NFC NORMALIZED)
        CONSTRAINT trainer_decisions_number_length CHECK (length(number) BETWEEN 1 AND 60),
    reason text
        CONSTRAINT trainer_decisions_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    entered_by text NOT NULL DEFAULT current_setting('obuka.actor'),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT trainer_decisions_accepted_has_number
        CHECK (state <> 'accepted' OR number IS NOT NULL),
    CONSTRAINT trainer_decisions_refused_has_reason
        CHECK (state <> 'refused' OR reason IS NOT NULL)
);
CREATE INDEX trainer_decisions_trainer_idx ON trainer_decisions (trainer_id, id DESC);
CALL make_audited('trainer_decisions');
CALL make_append_only('trainer_decisions');

-- The state of an entry at the end of a day.
CREATE FUNCTION trainer_state(trainer bigint, day date) RETURNS text
LANGUAGE sql STABLE
RETURN coalesce((
    SELECT state FROM trainer_decisions
    WHERE trainer_id = trainer AND decided_on <= day ORDER BY id DESC LIMIT 1), 'received');

CREATE FUNCTION check_trainer_decision() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    previous record;
BEGIN
    PERFORM 1 FROM trainers WHERE id = NEW.trainer_id FOR UPDATE;
    SELECT state, decided_on INTO previous FROM trainer_decisions
    WHERE trainer_id = NEW.trainer_id ORDER BY id DESC LIMIT 1;
    IF (coalesce(previous.state, 'received'), NEW.state) NOT IN (
        ('received', 'under-review'), ('received', 'withdrawn'),
        ('under-review', 'accepted'), ('under-review', 'refused'), ('under-review', 'withdrawn'),
        ('accepted', 'withdrawn'), ('refused', 'received'), ('withdrawn', 'received'))
    THEN
        RAISE EXCEPTION 'an entry does not become % after %', NEW.state, previous.state
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'trainer_decisions_follow', TABLE = 'trainer_decisions';
    END IF;
    IF NEW.decided_on > centre_today() OR NEW.decided_on < previous.decided_on THEN
        RAISE EXCEPTION 'a decision lies in the future or before the one that it follows'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'trainer_decisions_days_in_order', TABLE = 'trainer_decisions';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_trainer_decision() FROM PUBLIC;
CREATE TRIGGER check_decision BEFORE INSERT ON trainer_decisions
    FOR EACH ROW EXECUTE FUNCTION check_trainer_decision();

-- What was shown: its name, and where it is kept or the SHA-256 of the file. No copy is here.
CREATE TABLE trainer_evidence (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT trainer_evidence_pkey PRIMARY KEY,
    trainer_id bigint NOT NULL CONSTRAINT trainer_evidence_trainer_fkey REFERENCES trainers (id),
    kind text NOT NULL
        CONSTRAINT trainer_evidence_kind_known CHECK (kind IN (
            'cv', 'diploma', 'tot-certificate', 'delivery-record', 'other')),
    title text NOT NULL
        CONSTRAINT trainer_evidence_title_nfc CHECK (title IS NFC NORMALIZED)
        CONSTRAINT trainer_evidence_title_length CHECK (length(title) BETWEEN 1 AND 300),
    place text
        CONSTRAINT trainer_evidence_place_nfc CHECK (place IS NFC NORMALIZED)
        CONSTRAINT trainer_evidence_place_length CHECK (length(place) BETWEEN 1 AND 300),
    digest text CONSTRAINT trainer_evidence_digest_form CHECK (digest ~ '^[0-9a-f]{64}$'),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT trainer_evidence_findable CHECK (num_nonnulls(place, digest) > 0)
);
CREATE INDEX trainer_evidence_trainer_idx ON trainer_evidence (trainer_id);
CALL make_audited('trainer_evidence');
REVOKE UPDATE ON trainer_evidence FROM obuka_service;
CREATE TRIGGER require_reason BEFORE DELETE ON trainer_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('trainer_evidence_has_reason');
