import Postgres

extension RandomHistory {
    /// What a random history changes besides enrolments, and what must hold of each step by the
    /// rules of that moment, whatever they were before and become later.
    ///
    /// A broken rule raises what no history takes for a refusal, so the test fails.
    static let changes: [SQL] = limits + [rules, change, merge]

    /// How many seats a cohort had from which event on.
    private static let limits: [SQL] = [
        """
        CREATE TABLE history_limits (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            cohort_id bigint NOT NULL,
            after_event bigint NOT NULL,
            seats integer NOT NULL)
        """,
        "CREATE INDEX history_limits_cohort_idx ON history_limits (cohort_id, id)",
        "GRANT SELECT, INSERT ON history_limits TO obuka_service",
        """
        CREATE FUNCTION note_limit(cohort bigint, seats integer) RETURNS void
        LANGUAGE sql AS $$
            INSERT INTO history_limits (cohort_id, after_event, seats)
            SELECT cohort, coalesce(max(id), 0), seats FROM enrolment_events
        $$
        """,
    ]

    /// Somebody came in, as an asker or as a substitute: whether the rules allowed that.
    private static let rules: SQL = """
        CREATE FUNCTION require_rules(cohort bigint, asker text, status text) RETURNS void
        LANGUAGE plpgsql AS $$
        DECLARE
            rules record;
        BEGIN
            SELECT approval, apply_until_on, substitute_until_on INTO STRICT rules
            FROM seat_rules WHERE cohort_id = cohort;
            IF asker IN ('self', 'organisation') AND rules.apply_until_on < centre_today() THEN
                RAISE 'cohort %: % asked after the last day', cohort, asker;
            ELSIF asker = 'substitute' AND rules.substitute_until_on < centre_today() THEN
                RAISE 'cohort %: somebody was replaced after the last day', cohort;
            ELSIF asker = 'self' AND rules.approval <> 'none' AND status <> 'applied'
                OR asker = 'organisation' AND rules.approval <> 'none' AND status <> 'endorsed'
            THEN
                RAISE 'cohort %: % became % without approval', cohort, asker, status;
            END IF;
        END
        $$;
        """

    /// Fewer or more seats, more people than seats, other rules, other days, other quotas.
    private static let change: SQL = """
        CREATE FUNCTION random_change(cohort bigint) RETURNS void
        LANGUAGE plpgsql AS $$
        DECLARE
            choice integer := floor(random() * 7);
            planned integer := floor(random() * 3);
            days date[] := ARRAY[NULL, centre_today() - 1, centre_today() + 5];
            refused text;
        BEGIN
            CASE
                WHEN choice = 0 THEN
                    PERFORM note_limit(cohort, 1 + planned + overbooked)
                    FROM cohorts WHERE id = cohort;
                    UPDATE cohorts SET capacity = 1 + planned WHERE id = cohort;
                WHEN choice < 3 THEN
                    PERFORM note_limit(cohort, capacity + planned)
                    FROM cohorts WHERE id = cohort;
                    UPDATE cohorts SET overbooked = planned WHERE id = cohort;
                WHEN choice = 3 THEN
                    BEGIN
                        PERFORM set_config('obuka.reason', '', true);
                        UPDATE cohorts SET overbooked = overbooked + 1 WHERE id = cohort;
                    EXCEPTION WHEN integrity_constraint_violation THEN
                        -- The reason is back with the savepoint.
                        GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
                    END;
                    IF refused IS DISTINCT FROM 'cohorts_overbooked_has_reason' THEN
                        RAISE 'cohort % was overbooked without a reason', cohort;
                    END IF;
                WHEN choice = 4 THEN
                    UPDATE seat_rules
                    SET approval = (ARRAY['none', 'centre', 'institution-and-centre'])[
                            1 + floor(random() * 3)],
                        promotion = (ARRAY['manual', 'automatic', 'automatic-if-eligible'])[
                            1 + floor(random() * 3)],
                        has_waiting_list = random() < 0.7
                    WHERE cohort_id = cohort;
                WHEN choice = 5 THEN
                    UPDATE seat_rules
                    SET apply_until_on = days[1 + floor(random() * 3)],
                        substitute_until_on = days[1 + floor(random() * 3)]
                    WHERE cohort_id = cohort;
                ELSE
                    UPDATE seat_quotas
                    SET seats = planned, name_until_on = days[2 + floor(random() * 2)]
                    WHERE cohort_id = cohort;
                    PERFORM settle_seats(cohort);
            END CASE;
        END
        $$;
        """

    /// One record stands for another from now on, or no longer.
    private static let merge: SQL = """
        CREATE FUNCTION random_merge(people bigint[], organisations bigint[]) RETURNS void
        LANGUAGE plpgsql AS $$
        DECLARE
            ends_one boolean := random() < 0.4;
            place integer := floor(random() * 3);
        BEGIN
            IF random() < 0.5 THEN
                INSERT INTO person_merges (merged_id, into_id, reason)
                VALUES (
                    people[1 + place],
                    CASE WHEN NOT ends_one THEN people[1 + (place + 1) % 3] END,
                    'ista osoba');
            ELSE
                INSERT INTO organisation_merges (merged_id, into_id, reason)
                VALUES (
                    organisations[1 + place % 2],
                    CASE WHEN NOT ends_one THEN organisations[2 - place % 2] END,
                    'isti organ');
            END IF;
        END
        $$;
        """
}
