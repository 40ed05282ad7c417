import Postgres

/// Random acts with seats, each history in a cohort of its own, in the database itself.
///
/// Refusals are part of it: half of what people try is not possible. A day passes for offers by
/// putting their end into the past. Every 25th history has three records and two organisations
/// to itself, which are merged and separated meanwhile, and takes longer.
enum RandomHistory {
    /// How many histories there are to one in which records are merged; the function says so too.
    static let toOneWithMerges = 25
    static let recordsPerMerging = 3
    static let organisationsPerMerging = 2

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
            all_people bigint[] := ARRAY(SELECT id FROM people ORDER BY id);
            all_organisations bigint[] := ARRAY(SELECT id FROM organisations ORDER BY id);
            people bigint[];
            organisations bigint[];
            has_merges boolean;
            own integer;
            asker text;
            taking text := (
                SELECT word FROM unnest(ARRAY['open', 'published']) AS word
                WHERE cohort_takes_enrolments(word));
            organisation bigint;
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
                has_merges := number % 25 = 0;
                own := number / 25 - 1;
                people := all_people[1:5];
                organisations := all_organisations[1:1];
                IF has_merges THEN
                    people := all_people[1:2] || all_people[6 + 3 * own : 8 + 3 * own];
                    organisations := all_organisations[2 + 2 * own : 3 + 2 * own];
                END IF;
                other := cohort;
                INSERT INTO cohorts (
                    code, course_id, starts_on, ends_on, venue, capacity,
                    minimum_attendance_percent)
                VALUES (
                    'H' || number, course, centre_today(), centre_today() + 1, 'P',
                    CASE WHEN has_merges THEN 3 ELSE 1 END + floor(random() * 3)::integer, 80)
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
                PERFORM note_limit(cohort, capacity) FROM cohorts WHERE id = cohort;
                INSERT INTO seat_quotas (cohort_id, organisation_id, seats, name_until_on)
                SELECT cohort, holder, 1, centre_today() + 1
                FROM unnest(organisations) AS holder WHERE has_merges;
                -- Three ask at once, and then anything happens.
                PERFORM go_past(ARRAY['approval', 'prerequisites']);
                INSERT INTO enrolments (
                    cohort_id, person_id, code, status, institution, function, target_group,
                    employment, participation)
                SELECT cohort, people[asked.place],
                    lpad((number * 100 + 90 + asked.place)::text, 16, '0'), asked.status,
                    '', '', 'other', 'employee', 'first-time'
                FROM decide_seats(
                    (ARRAY['self', 'organisation', 'staff', 'staff'])[1 + floor(random() * 4)],
                    array_fill(cohort, ARRAY[3]), people[1:3],
                    array_fill(NULL::bigint, ARRAY[3]), NULL) AS asked
                WHERE asked.refusal IS NULL;
                PERFORM go_past('{}');
                FOR step IN 1..steps * CASE WHEN has_merges THEN 3 ELSE 1 END LOOP
                    choice := CASE
                        -- Nothing counts again after the last one.
                        WHEN has_merges AND step = 3 * steps THEN 20
                        ELSE floor(random() * CASE WHEN has_merges THEN 25 ELSE 20 END) END;
                    organisation := organisations[
                        1 + floor(random() * array_length(organisations, 1))];
                    behind := CASE WHEN has_merges OR random() < 0.6 THEN organisation END;
                    person := people[CASE WHEN has_merges AND random() < 0.7
                        THEN 3 + floor(random() * 3) ELSE 1 + floor(random() * 5) END];
                    code := lpad((number * 100 + step)::text, 16, '0');
                    SELECT id, status INTO target, state FROM enrolments
                    WHERE cohort_id = cohort ORDER BY random() LIMIT 1;
                    BEGIN
                        CASE
                            WHEN choice > 19 THEN
                                PERFORM random_merge(people[3:5], organisations);
                            WHEN choice > 15 THEN
                                PERFORM random_change(cohort);
                            WHEN choice < 4 OR target IS NULL THEN
                                asker := (ARRAY['self', 'organisation', 'staff'])[
                                    1 + floor(random() * 3)];
                                SELECT status, refusal, goes_past INTO decided
                                FROM decide_seats(
                                    asker, ARRAY[cohort], ARRAY[person], ARRAY[behind], NULL);
                                IF decided.refusal IS NULL THEN
                                    PERFORM go_past(decided.goes_past);
                                    PERFORM require_rules(cohort, asker, decided.status);
                                    INSERT INTO enrolments (
                                        cohort_id, person_id, organisation_id, code, status,
                                        institution, function, target_group,
                                        employment, participation)
                                    VALUES (
                                        cohort, person, behind, code, decided.status, '', '',
                                        'other', 'employee', 'first-time');
                                    PERFORM go_past('{}');
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
                                    'first-time', NULL, random() < 0.5);
                                PERFORM require_rules(cohort, 'substitute', NULL);
                            WHEN choice = 13 AND other IS NOT NULL THEN
                                PERFORM move_enrolment(target, other, code, random() < 0.5);
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
