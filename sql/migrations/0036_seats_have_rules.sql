-- How a cohort gives its seats, the seats that organisations hold for people whom they name
-- later, and the one count of both that everybody sees.

-- A cohort without a row gives a seat to whoever comes first, and has no waiting list.
CREATE TABLE seat_rules (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT seat_rules_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT seat_rules_cohort_fkey REFERENCES cohorts (id),
    approval text NOT NULL
        CONSTRAINT seat_rules_approval_known
        CHECK (approval IN ('none', 'centre', 'institution-and-centre')),
    promotion text NOT NULL
        CONSTRAINT seat_rules_promotion_known
        CHECK (promotion IN ('manual', 'automatic', 'automatic-if-eligible')),
    has_waiting_list boolean NOT NULL,
    offer_hours integer NOT NULL
        CONSTRAINT seat_rules_offer_hours_range CHECK (offer_hours BETWEEN 1 AND 720),
    -- The last days for asking and for naming somebody else; NULL: while the cohort takes people,
    -- and before its first day.
    apply_until_on date,
    substitute_until_on date,
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT seat_rules_cohort_once UNIQUE (cohort_id)
);
CREATE TRIGGER count_version BEFORE UPDATE ON seat_rules
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('seat_rules');
REVOKE UPDATE, DELETE ON seat_rules FROM obuka_service;
GRANT UPDATE (
    approval, promotion, has_waiting_list, offer_hours, apply_until_on, substitute_until_on)
    ON seat_rules TO obuka_service;

-- Seats that an organisation holds; those without a name count as taken until they are released.
CREATE TABLE seat_quotas (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT seat_quotas_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT seat_quotas_cohort_fkey REFERENCES cohorts (id),
    organisation_id bigint NOT NULL
        CONSTRAINT seat_quotas_organisation_fkey REFERENCES organisations (id),
    seats integer NOT NULL CONSTRAINT seat_quotas_seats_range CHECK (seats BETWEEN 0 AND 1000),
    -- The last day for names.
    name_until_on date NOT NULL,
    is_released boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT seat_quotas_once UNIQUE (cohort_id, organisation_id)
);
CREATE INDEX seat_quotas_organisation_idx ON seat_quotas (organisation_id);
CREATE INDEX seat_quotas_name_until_idx ON seat_quotas (name_until_on) WHERE NOT is_released;
CALL make_audited('seat_quotas');
REVOKE UPDATE, DELETE ON seat_quotas FROM obuka_service;
GRANT UPDATE (seats, name_until_on, is_released) ON seat_quotas TO obuka_service;

-- The seats that an organisation holds and has named nobody for.
CREATE FUNCTION unnamed_seats(cohort bigint, organisation bigint) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    held integer;
BEGIN
    SELECT seats INTO held FROM seat_quotas
    WHERE cohort_id = cohort AND organisation_id = organisation AND NOT is_released;
    IF held IS NULL THEN
        RETURN 0;
    END IF;
    RETURN greatest(0, held - (
        SELECT count(*) FROM enrolments
        WHERE cohort_id = cohort AND organisation_id = organisation
            AND status IN ('confirmed', 'offered')));
END
$$;

-- The one count of seats: confirmed, offered, and held for somebody who has no name yet. Both are
-- functions in PL/pgSQL, whose plans are kept: every change of a seat asks.
CREATE FUNCTION count_seats_of(cohort bigint) RETURNS integer
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
    named integer;
    unnamed integer;
BEGIN
    SELECT count(*) INTO named FROM enrolments
    WHERE cohort_id = cohort AND status IN ('confirmed', 'offered');
    SELECT sum(unnamed_seats(cohort_id, organisation_id)) INTO unnamed FROM seat_quotas
    WHERE cohort_id = cohort AND NOT is_released;
    RETURN named + coalesce(unnamed, 0);
END
$$;

-- Occupancy as everybody sees it: pages, API, commands and the doctor.
CREATE VIEW cohort_seats AS
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
    coalesce(seat_rules.substitute_until_on, cohorts.starts_on - 1) AS substitute_until_on,
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
GRANT SELECT ON cohort_seats TO obuka_service;

-- Whether somebody lacks nothing that the course asks for, as far as no person has to judge it; the
-- one place that asks. A person not entered yet has no id.
CREATE FUNCTION is_eligible(person bigint, cohort bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN NOT EXISTS (
        SELECT FROM missing_prerequisites(
            person, (SELECT course_id FROM cohorts WHERE id = cohort)));
END
$$;

-- Keeps cohorts.seats_taken, whose CHECK refuses the seat that is not there. The cohorts are
-- locked first, and counted in another statement: a count from before the lock sells a seat twice.
-- A closed cohort takes no enrolment and lets none go or change: reports count their facts. Only
-- what never was a seat ends with it.
CREATE OR REPLACE FUNCTION count_seats() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    closed_code text;
BEGIN
    PERFORM 1 FROM cohorts WHERE id IN (SELECT cohort_id FROM new_rows)
    ORDER BY id FOR NO KEY UPDATE;
    SELECT min(cohorts.code) INTO closed_code FROM cohorts
    JOIN new_rows ON new_rows.cohort_id = cohorts.id
    WHERE cohorts.state = 'closed' AND (new_rows.status <> 'lapsed' OR new_rows.held_seat);
    IF closed_code IS NOT NULL THEN
        RAISE EXCEPTION 'cohort % is closed', closed_code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_cohort_not_closed', TABLE = 'enrolments';
    END IF;
    IF EXISTS (SELECT FROM new_rows WHERE withdrawn_on > centre_today()) THEN
        RAISE EXCEPTION 'a withdrawal lies in the future'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'enrolments_withdrawn_not_in_future', TABLE = 'enrolments';
    END IF;
    UPDATE cohorts SET seats_taken = counted.seats
    FROM (
        SELECT touched.cohort_id, count_seats_of(touched.cohort_id) AS seats
        FROM (SELECT DISTINCT cohort_id FROM new_rows) AS touched
    ) AS counted
    WHERE cohorts.id = counted.cohort_id AND cohorts.seats_taken <> counted.seats;
    RETURN NULL;
END
$$;
