-- What a cohort was published with and closed with stays: its seats, and what its course asked for.

-- In a cohort that is closed or cancelled nobody holds seats or changes how they are given: its
-- seats stay what they were. The arguments are the names of the constraints.
CREATE FUNCTION keep_seats_of_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    -- In an INSERT there is no OLD and in a DELETE no NEW: both are then NULL.
    touched bigint[] := ARRAY[OLD.cohort_id, NEW.cohort_id];
BEGIN
    PERFORM 1 FROM cohorts WHERE id = ANY(touched) ORDER BY id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM cohorts WHERE id = ANY(touched) AND state = 'closed') THEN
        RAISE EXCEPTION 'the cohort is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    PERFORM refuse_if_cancelled(touched, TG_ARGV[1], TG_TABLE_NAME);
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER keep_seats_of_ended BEFORE INSERT OR UPDATE OR DELETE ON seat_rules
    FOR EACH ROW EXECUTE FUNCTION keep_seats_of_ended(
        'seat_rules_cohort_not_closed', 'seat_rules_cohort_not_cancelled');
CREATE TRIGGER keep_seats_of_ended BEFORE INSERT OR UPDATE OR DELETE ON seat_quotas
    FOR EACH ROW EXECUTE FUNCTION keep_seats_of_ended(
        'seat_quotas_cohort_not_closed', 'seat_quotas_cohort_not_cancelled');

-- As before, and nobody is replaced in a training that is over, whatever the last day was to be.
CREATE OR REPLACE VIEW cohort_seats AS
SELECT cohorts.id AS cohort_id,
    cohorts.code,
    cohorts.capacity,
    cohorts.overbooked,
    counted.confirmed::integer,
    counted.offered::integer,
    count_seats_of(cohorts.id) - counted.confirmed::integer - counted.offered::integer AS unnamed,
    greatest(0, cohorts.capacity + cohorts.overbooked - count_seats_of(cohorts.id)) AS free,
    counted.waiting::integer,
    counted.applied::integer,
    counted.endorsed::integer,
    coalesce(seat_rules.approval, 'none') AS approval,
    coalesce(seat_rules.promotion, 'manual') AS promotion,
    coalesce(seat_rules.has_waiting_list, false) AS has_waiting_list,
    coalesce(seat_rules.offer_hours, 72) AS offer_hours,
    seat_rules.apply_until_on,
    least(
        coalesce(seat_rules.substitute_until_on, cohorts.starts_on - 1), cohorts.ends_on
    ) AS substitute_until_on,
    coalesce(seat_rules.row_version, 0) AS rules_version
FROM cohorts
LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'confirmed') AS confirmed,
        count(*) FILTER (WHERE status = 'offered') AS offered,
        count(*) FILTER (WHERE status = 'waiting') AS waiting,
        count(*) FILTER (WHERE status = 'applied') AS applied,
        count(*) FILTER (WHERE status = 'endorsed') AS endorsed
    FROM enrolments WHERE cohort_id = cohorts.id
) AS counted;

-- What somebody lacks for a version of a course; `missing_prerequisites` says what the kinds are.
CREATE FUNCTION missing_for_version(person bigint, version bigint)
RETURNS TABLE (kind text, course_code text, programme_code text, experience_months integer)
LANGUAGE sql STABLE
BEGIN ATOMIC
    WITH asked AS (
        SELECT course_versions.id, course_versions.course_id, course_versions.experience_months
        FROM course_versions WHERE course_versions.id = version
    ),
    -- Under any record of the person.
    passed AS (
        SELECT cohorts.course_id
        FROM outcomes JOIN cohorts ON cohorts.id = outcomes.cohort_id
        WHERE outcomes.person_id IN (SELECT person_records(person)) AND outcomes.passed
    ),
    missing AS (
        SELECT 1 AS rank, 'course' AS kind, courses.code AS course_code,
            NULL::text AS programme_code, NULL::integer AS experience_months
        FROM asked
        JOIN course_version_prerequisites AS needed ON needed.course_version_id = asked.id
        JOIN courses ON courses.id = needed.course_id
        WHERE needed.course_id NOT IN (SELECT passed.course_id FROM passed)
        UNION ALL
        SELECT 2, 'programme-order', courses.code, programmes.code, NULL
        FROM asked
        JOIN programme_courses AS wanted ON wanted.course_id = asked.course_id
        JOIN programmes ON programmes.id = wanted.programme_id
        JOIN programme_courses AS earlier ON earlier.programme_id = wanted.programme_id
            AND earlier.position < wanted.position
        JOIN courses ON courses.id = earlier.course_id
        WHERE programmes.course_order = 'enforced'
            AND earlier.course_id NOT IN (SELECT passed.course_id FROM passed)
        UNION ALL
        SELECT 3, 'experience', NULL, NULL, asked.experience_months
        FROM asked WHERE asked.experience_months IS NOT NULL
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

-- A cohort asks for what its own version asks for, whatever came after it. Experience is for a
-- person to judge, so nobody is kept out by it here.
CREATE OR REPLACE FUNCTION is_eligible(person bigint, cohort bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM missing_for_version(
            person, (SELECT course_version_id FROM cohorts WHERE id = cohort))
        WHERE kind <> 'experience');
END
$$;
