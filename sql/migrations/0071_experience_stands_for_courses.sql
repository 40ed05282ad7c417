-- A course asks for other courses passed, or for so many months of work: either is enough. The
-- months are what the centre has recognised. What is asked is what the cohort's own version of the
-- course says: publishing the next one changes nothing for who is in line.

CREATE TABLE experiences (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT experiences_pkey PRIMARY KEY,
    person_id bigint NOT NULL CONSTRAINT experiences_person_fkey REFERENCES people (id),
    course_id bigint NOT NULL CONSTRAINT experiences_course_fkey REFERENCES courses (id),
    months integer NOT NULL
        CONSTRAINT experiences_months_range CHECK (months BETWEEN 1 AND 600),
    -- On what: a letter of the employer, its number and day.
    basis text NOT NULL
        CONSTRAINT experiences_basis_nfc CHECK (basis IS NFC NORMALIZED)
        CONSTRAINT experiences_basis_length CHECK (length(basis) BETWEEN 1 AND 300),
    recognised_on date NOT NULL DEFAULT centre_today(),
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX experiences_person_idx ON experiences (person_id, course_id);
CREATE INDEX experiences_course_idx ON experiences (course_id);
CALL make_audited('experiences');
CALL make_append_only('experiences');

-- What a person lacks for a version of a course, under all records: the kinds are those of
-- `missing_prerequisites`. Courses and experience stand for each other; the order of a programme is
-- for everybody.
CREATE FUNCTION missing_for_version(person bigint, version bigint)
RETURNS TABLE (kind text, course_code text, programme_code text, experience_months integer)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH wanted AS (
        SELECT course_versions.course_id, course_versions.experience_months,
            course_versions.experience_months <= (
                SELECT max(experiences.months)
                FROM experiences
                WHERE experiences.person_id IN (SELECT person_records(person))
                    AND experiences.course_id = course_versions.course_id
            ) AS is_experienced
        FROM course_versions
        WHERE course_versions.id = version
    ),
    passed AS (
        SELECT cohorts.course_id
        FROM outcomes JOIN cohorts ON cohorts.id = outcomes.cohort_id
        WHERE outcomes.person_id IN (SELECT person_records(person)) AND outcomes.passed
    ),
    courses_asked AS (
        SELECT needed.course_id, needed.course_id IN (SELECT passed.course_id FROM passed) AS done
        FROM course_version_prerequisites AS needed
        WHERE needed.course_version_id = version
    ),
    missing AS (
        SELECT 1 AS rank, 'course' AS kind, courses.code AS course_code,
            NULL::text AS programme_code, NULL::integer AS experience_months
        FROM courses_asked
        JOIN courses ON courses.id = courses_asked.course_id
        CROSS JOIN wanted
        WHERE NOT courses_asked.done AND wanted.is_experienced IS NOT TRUE
        UNION ALL
        SELECT 2, 'programme-order', courses.code, programmes.code, NULL
        FROM wanted
        JOIN programme_courses AS place ON place.course_id = wanted.course_id
        JOIN programmes ON programmes.id = place.programme_id
        JOIN programme_courses AS earlier ON earlier.programme_id = place.programme_id
            AND earlier.position < place.position
        JOIN courses ON courses.id = earlier.course_id
        WHERE programmes.course_order = 'enforced'
            AND earlier.course_id NOT IN (SELECT passed.course_id FROM passed)
        UNION ALL
        SELECT 3, 'experience', NULL, NULL, wanted.experience_months
        FROM wanted
        WHERE wanted.experience_months IS NOT NULL AND wanted.is_experienced IS NOT TRUE
            AND coalesce((SELECT NOT bool_and(courses_asked.done) FROM courses_asked), true)
    )
    SELECT missing.kind, missing.course_code, missing.programme_code, missing.experience_months
    FROM missing
    ORDER BY missing.rank, missing.programme_code, missing.course_code;
END;

-- The same for a course, which means its newest published version.
CREATE OR REPLACE FUNCTION missing_prerequisites(person bigint, course bigint)
RETURNS TABLE (kind text, course_code text, programme_code text, experience_months integer)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT missing.kind, missing.course_code, missing.programme_code, missing.experience_months
    FROM missing_for_version(person, (
        SELECT course_versions.id
        FROM course_versions
        WHERE course_versions.course_id = course
        ORDER BY course_versions.published_on IS NULL, course_versions.number DESC
        LIMIT 1)) AS missing;
END;

CREATE OR REPLACE FUNCTION is_eligible(person bigint, cohort bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM missing_for_version(
            person, (SELECT course_version_id FROM cohorts WHERE id = cohort)));
END
$$;
