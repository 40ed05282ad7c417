-- Who is moved to another cohort has there what was there before: a wish stays a wish, and only a
-- seat becomes a seat. Otherwise a move would be a way in past everybody who has to agree.

-- The state in which an enrolment goes on in another cohort, as far as the rules there allow. The
-- caller holds the locks of both.
--
--   applied, endorsed   the same where somebody has to agree; else decided like what anybody asks
--   waiting             in the waiting list; where there is none, an application, or decided
--   offered, confirmed  the same, with a seat that is free or held by the organisation
CREATE FUNCTION carried_state(
    moved_status text, to_cohort bigint, person bigint, institution bigint)
RETURNS text
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    decided record;
    there record;
    wish text;
BEGIN
    SELECT status, refusal INTO STRICT decided
    FROM decide_seats('staff', true, ARRAY[to_cohort], ARRAY[person], ARRAY[institution], NULL);
    SELECT approval, promotion, has_waiting_list, free INTO STRICT there
    FROM cohort_seats WHERE cohort_id = to_cohort;
    wish := CASE
        WHEN moved_status = 'waiting' AND there.has_waiting_list THEN 'waiting'
        WHEN there.approval = 'none' THEN NULL
        WHEN moved_status IN ('applied', 'endorsed') THEN moved_status
        WHEN moved_status = 'waiting' THEN 'applied'
    END;
    -- A wish needs no seat yet.
    IF decided.refusal IS NOT NULL AND (wish IS NULL OR decided.refusal NOT IN (
        'cohorts_capacity_not_exceeded', 'enrolments_prerequisites_met'))
    THEN
        PERFORM refuse(decided.refusal);
    END IF;
    IF wish = 'applied' AND there.approval = 'institution-and-centre' AND institution IS NULL THEN
        PERFORM refuse('enrolments_institution_named');
    END IF;
    IF moved_status NOT IN ('offered', 'confirmed') THEN
        RETURN coalesce(wish, decided.status);
    END IF;
    -- Nobody gives a seat up to wait for one.
    IF decided.status = 'waiting' THEN
        IF there.promotion = 'automatic-if-eligible' AND NOT is_eligible(person, to_cohort) THEN
            PERFORM refuse('enrolments_prerequisites_met');
        ELSIF there.free = 0 AND unnamed_seats(to_cohort, institution) = 0 THEN
            PERFORM refuse('cohorts_capacity_not_exceeded');
        END IF;
    END IF;
    RETURN moved_status;
END
$$;

-- Puts somebody into another cohort: what was there ends with the reason, and an enrolment that
-- follows it begins, in the same state and with the same facts. Both cohorts are locked in one
-- order. No place there means that nothing changes here.
CREATE OR REPLACE FUNCTION move_enrolment(target bigint, to_cohort bigint, new_code text)
RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moved record;
    from_cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    institution bigint;
    aim text;
    new_id bigint;
BEGIN
    PERFORM require_event_reason();
    PERFORM 1 FROM cohorts WHERE id IN (from_cohort, to_cohort) ORDER BY id FOR UPDATE;
    PERFORM settle_seats(from_cohort);
    SELECT cohort_id, status, person_id, organisation_id, offer_ends_at,
        coalesce(city_municipality_code, lsg_code) AS lsg_code, enrolments.institution, function,
        target_group, employment, participation, sex
    INTO STRICT moved FROM enrolments WHERE id = target;
    IF moved.status NOT IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed') THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    IF from_cohort = to_cohort THEN
        PERFORM refuse('enrolments_live_once');
    END IF;
    -- An institution that has not agreed yet is named only where it will be asked.
    IF moved.status <> 'applied' OR EXISTS (
        SELECT FROM seat_rules
        WHERE cohort_id = to_cohort AND approval = 'institution-and-centre')
    THEN
        institution := moved.organisation_id;
    END IF;
    aim := carried_state(moved.status, to_cohort, moved.person_id, institution);
    UPDATE enrolments
    SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
    WHERE id = target;
    INSERT INTO enrolments (
        cohort_id, person_id, code, status, offer_ends_at, follows_id, organisation_id, lsg_code,
        institution, function, target_group, employment, participation, sex)
    VALUES (
        to_cohort, moved.person_id, new_code, aim, moved.offer_ends_at, target, institution,
        moved.lsg_code, moved.institution, moved.function, moved.target_group, moved.employment,
        moved.participation, moved.sex)
    RETURNING id INTO new_id;
    RETURN new_id;
END
$$;
