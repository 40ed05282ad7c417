import Postgres

/// Random acts with seats, each history in a cohort of its own, in the database itself.
///
/// Refusals are part of it: half of what people try is not possible. A day passes for offers by
/// putting their end into the past.
enum RandomHistory {
    /// Who lacks what a course asks for, so that the policy "automatic-if-eligible" has to choose.
    static let eligibility: SQL = """
        CREATE OR REPLACE FUNCTION is_eligible(person bigint, cohort bigint) RETURNS boolean
        LANGUAGE sql STABLE
        RETURN person % 3 <> 0;
        """

    static let prerequisites: SQL = """
        CREATE OR REPLACE FUNCTION cohort_has_prerequisites(cohort bigint) RETURNS boolean
        LANGUAGE sql STABLE
        RETURN true;
        """

    static let function: SQL = """
        CREATE FUNCTION random_histories(first integer, last integer, steps integer) RETURNS void
        LANGUAGE plpgsql AS $$
        DECLARE
            course bigint := (SELECT max(id) FROM courses);
            people bigint[] := ARRAY(SELECT id FROM people ORDER BY id LIMIT 5);
            taking text := (
                SELECT word FROM unnest(ARRAY['open', 'published']) AS word
                WHERE cohort_takes_enrolments(word));
            organisation bigint := (SELECT max(id) FROM organisations);
            behind bigint;
            cohort bigint;
            other bigint;
            person bigint;
            target bigint;
            state text;
            decided record;
            code text;
            choice integer;
        BEGIN
            FOR number IN first..last LOOP
                other := cohort;
                INSERT INTO cohorts (
                    code, course_id, starts_on, ends_on, venue, capacity,
                    minimum_attendance_percent)
                VALUES (
                    'H' || number, course, centre_today(), centre_today() + 1, 'P',
                    1 + floor(random() * 3)::integer, 80)
                RETURNING id INTO cohort;
                UPDATE cohorts SET state = taking WHERE id = cohort;
                INSERT INTO seat_rules (
                    cohort_id, approval, promotion, has_waiting_list, offer_hours,
                    substitute_until_on)
                VALUES (
                    cohort,
                    (ARRAY['none', 'none', 'none', 'centre', 'institution-and-centre'])[
                        1 + floor(random() * 5)],
                    (ARRAY['manual', 'automatic', 'automatic-if-eligible'])[
                        1 + floor(random() * 3)],
                    random() < 0.9, 24, centre_today() + 5);
                -- Three ask at once, and then anything happens.
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, institution, function, target_group,
                    employment, participation)
                SELECT cohort, people[asked.place],
                    lpad((number * 100 + 90 + asked.place)::text, 16, '0'), asked.status,
                    '', '', 'other', 'employee', 'first-time'
                FROM decide_seats(
                    (ARRAY['self', 'organisation', 'staff', 'staff'])[1 + floor(random() * 4)],
                    true, array_fill(cohort, ARRAY[3]), people[1:3],
                    array_fill(NULL::bigint, ARRAY[3]), NULL) AS asked
                WHERE asked.refusal IS NULL;
                FOR step IN 1..steps LOOP
                    choice := floor(random() * 16);
                    behind := CASE WHEN random() < 0.6 THEN organisation END;
                    person := people[1 + floor(random() * 5)];
                    code := lpad((number * 100 + step)::text, 16, '0');
                    SELECT id, status INTO target, state FROM enrolments
                    WHERE cohort_id = cohort ORDER BY random() LIMIT 1;
                    BEGIN
                        CASE
                            WHEN choice < 4 OR target IS NULL THEN
                                SELECT status, refusal INTO decided FROM decide_seats(
                                    (ARRAY['self', 'organisation', 'staff'])[
                                        1 + floor(random() * 3)],
                                    true, ARRAY[cohort], ARRAY[person], ARRAY[behind], NULL);
                                IF decided.refusal IS NULL THEN
                                    INSERT INTO enrolments (
                                        cohort_id, person_id, organisation_id, code, status,
                                        institution, function, target_group,
                                        employment, participation)
                                    VALUES (
                                        cohort, person, behind, code, decided.status, '', '',
                                        'other', 'employee', 'first-time');
                                END IF;
                            WHEN choice < 11 THEN
                                -- Mostly what the state allows, and now and then anything.
                                PERFORM change_enrolment(target, act, false, NULL, NULL)
                                FROM (
                                    SELECT act FROM enrolment_moves
                                    WHERE act <> 'lapse'
                                        AND (from_status = state OR random() < 0.05)
                                    ORDER BY random() LIMIT 1) AS chosen;
                            WHEN choice = 11 THEN
                                UPDATE enrolments SET offer_ends_at = now() - interval '1 second'
                                WHERE cohort_id = cohort AND status = 'offered';
                                PERFORM settle_seats(cohort);
                            WHEN choice = 12 THEN
                                PERFORM substitute_enrolment(
                                    target, person, code, NULL, '', '', 'other', 'employee',
                                    'first-time', NULL);
                            WHEN choice = 13 AND other IS NOT NULL THEN
                                PERFORM move_enrolment(target, other, code);
                            WHEN choice = 14 THEN
                                INSERT INTO seat_quotas (
                                    cohort_id, organisation_id, seats, name_until_on)
                                VALUES (
                                    cohort, organisation, floor(random() * 3),
                                    centre_today() + 1)
                                ON CONFLICT (cohort_id, organisation_id) DO UPDATE
                                SET seats = excluded.seats,
                                    is_released = NOT seat_quotas.is_released;
                            ELSE
                                PERFORM promote_waiting(cohort, 1);
                        END CASE;
                    EXCEPTION WHEN integrity_constraint_violation THEN
                        NULL;
                    WHEN check_violation THEN NULL;
                    WHEN unique_violation THEN NULL;
                    END;
                END LOOP;
            END LOOP;
        END
        $$;
        """
}
