-- Programmes: courses in an order that is enforced or advised, a training of trainers among them;
-- what somebody still lacks for a course; and who has accredited one.

-- That a body has accredited a version, which it does after publication and again later.
CREATE TABLE course_accreditations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_accreditations_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_accreditations_version_fkey REFERENCES course_versions (id),
    register_number text NOT NULL
        CONSTRAINT course_accreditations_register_number_nfc
        CHECK (register_number IS NFC NORMALIZED)
        CONSTRAINT course_accreditations_register_number_length
        CHECK (length(register_number) BETWEEN 1 AND 100),
    accredited_on date NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    body_sr_cyrl text NOT NULL
        CONSTRAINT course_accreditations_body_sr_cyrl_nfc CHECK (body_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT course_accreditations_body_sr_cyrl_length
        CHECK (length(body_sr_cyrl) BETWEEN 1 AND 300),
    body_sr_latn text NOT NULL
        CONSTRAINT course_accreditations_body_sr_latn_nfc CHECK (body_sr_latn IS NFC NORMALIZED)
        CONSTRAINT course_accreditations_body_sr_latn_length
        CHECK (length(body_sr_latn) BETWEEN 1 AND 300),
    body_en text NOT NULL
        CONSTRAINT course_accreditations_body_en_nfc CHECK (body_en IS NFC NORMALIZED)
        CONSTRAINT course_accreditations_body_en_length CHECK (length(body_en) BETWEEN 1 AND 300),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT course_accreditations_register_number_once
        UNIQUE (course_version_id, register_number),
    CONSTRAINT course_accreditations_dates_ordered CHECK (starts_on <= ends_on)
);
CALL make_audited('course_accreditations');
CALL make_append_only('course_accreditations');

CREATE TABLE programmes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT programmes_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT programmes_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    title_sr_cyrl text NOT NULL
        CONSTRAINT programmes_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT programmes_title_sr_cyrl_length CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT programmes_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT programmes_title_sr_latn_length CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT programmes_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT programmes_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    kind text NOT NULL DEFAULT 'programme'
        CONSTRAINT programmes_kind_known CHECK (kind IN ('programme', 'training-of-trainers')),
    course_order text NOT NULL DEFAULT 'advisory'
        CONSTRAINT programmes_course_order_known CHECK (course_order IN ('enforced', 'advisory')),
    fold text GENERATED ALWAYS AS (
        search_fold(code || ' ' || title_sr_latn || ' ' || title_sr_cyrl || ' ' || title_en))
        STORED,
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT programmes_code_once UNIQUE (code)
);
CREATE INDEX programmes_fold_idx ON programmes USING gin (fold gin_trgm_ops);
CREATE TRIGGER count_version BEFORE UPDATE ON programmes
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('programmes');

CREATE TABLE programme_courses (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT programme_courses_pkey PRIMARY KEY,
    programme_id bigint NOT NULL
        CONSTRAINT programme_courses_programme_fkey REFERENCES programmes (id),
    course_id bigint NOT NULL CONSTRAINT programme_courses_course_fkey REFERENCES courses (id),
    position integer NOT NULL
        CONSTRAINT programme_courses_position_range CHECK (position BETWEEN 1 AND 100),
    CONSTRAINT programme_courses_course_once UNIQUE (programme_id, course_id),
    CONSTRAINT programme_courses_position_once UNIQUE (programme_id, position)
);
CREATE INDEX programme_courses_course_idx ON programme_courses (course_id);
CALL make_audited('programme_courses');
REVOKE UPDATE ON programme_courses FROM obuka_service;

-- What somebody lacks for a course; no row means nothing. The kinds:
--   course           a course that the newest published version asks for and that was not passed
--   programme-order  a course that stands before this one in a programme whose order is enforced
--   experience       months in the field, which a person has to judge
CREATE FUNCTION missing_prerequisites(person bigint, course bigint)
RETURNS TABLE (kind text, course_code text, programme_code text, experience_months integer)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH version AS (
        SELECT course_versions.id, course_versions.experience_months
        FROM course_versions
        WHERE course_versions.course_id = course
        ORDER BY course_versions.published_on IS NULL, course_versions.number DESC
        LIMIT 1
    ),
    passed AS (
        SELECT cohorts.course_id
        FROM outcomes JOIN cohorts ON cohorts.id = outcomes.cohort_id
        WHERE outcomes.person_id = person AND outcomes.passed
    ),
    missing AS (
        SELECT 1 AS rank, 'course' AS kind, courses.code AS course_code,
            NULL::text AS programme_code, NULL::integer AS experience_months
        FROM version
        JOIN course_version_prerequisites AS needed ON needed.course_version_id = version.id
        JOIN courses ON courses.id = needed.course_id
        WHERE needed.course_id NOT IN (SELECT passed.course_id FROM passed)
        UNION ALL
        SELECT 2, 'programme-order', courses.code, programmes.code, NULL
        FROM programme_courses AS wanted
        JOIN programmes ON programmes.id = wanted.programme_id
        JOIN programme_courses AS earlier ON earlier.programme_id = wanted.programme_id
            AND earlier.position < wanted.position
        JOIN courses ON courses.id = earlier.course_id
        WHERE wanted.course_id = course AND programmes.course_order = 'enforced'
            AND earlier.course_id NOT IN (SELECT passed.course_id FROM passed)
        UNION ALL
        SELECT 3, 'experience', NULL, NULL, version.experience_months
        FROM version WHERE version.experience_months IS NOT NULL
    )
    SELECT missing.kind, missing.course_code, missing.programme_code, missing.experience_months
    FROM missing
    ORDER BY missing.rank, missing.programme_code, missing.course_code;
END;
