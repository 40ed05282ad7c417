-- Whoever asks for a seat, however, asks for it in one way: approval, seats that an institution
-- holds and what a course asks for bind a file as they bind a form. Only staff go past it, and say
-- why.

-- Whether the course of a cohort asks for anything of those who take part: other courses, months of
-- work, or the order of a programme that is enforced.
CREATE FUNCTION cohort_has_prerequisites(cohort bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM cohorts
        JOIN course_versions ON course_versions.id = cohorts.course_version_id
        WHERE cohorts.id = cohort AND (
            course_versions.experience_months IS NOT NULL
            OR EXISTS (
                SELECT FROM course_version_prerequisites
                WHERE course_version_prerequisites.course_version_id = course_versions.id)
            OR EXISTS (
                SELECT FROM programme_courses AS place
                JOIN programmes ON programmes.id = place.programme_id
                JOIN programme_courses AS earlier ON earlier.programme_id = place.programme_id
                    AND earlier.position < place.position
                WHERE place.course_id = cohorts.course_id
                    AND programmes.course_order = 'enforced')));
END
$$;

-- What becomes of people who ask for seats, in the order of the arguments: the state in which
-- their enrolment begins, or why there is none. The cohorts stay locked until the transaction ends,
-- so what was decided holds until it is entered. Who asks:
--
--   self          the person: an application, where somebody has to agree
--   organisation  an institution: a nomination, on which the centre decides
--   list          a list that staff bring in: a nomination where a row names the institution, else
--                 an application; a training that is over asks nobody any more
--   staff         staff for somebody; where somebody has to agree, they say why they go past it
--   centre        staff who have said why
--
-- What the course asks for binds everybody but "centre"; with the promotion "automatic-if-eligible"
-- who lacks something waits until nothing is lacking. A person not entered yet is NULL.
-- `needs_open` is false for what staff enter in advance. `own_enrolment` is the application that is
-- decided on, which is no second enrolment, and whose approval is the decision itself.
CREATE FUNCTION decide_each_seat(
    askers text[], needs_open boolean, cohorts_asked bigint[], people_asked bigint[],
    organisations_asked bigint[], own_enrolment bigint)
RETURNS TABLE (place bigint, status text, refusal text)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    this bigint;
    asked record;
    cohort record;
    free integer;
    own integer;
    -- By the organisation that stands for all records: its seats without a name, after those that
    -- this request has taken.
    held jsonb;
    has_queue boolean;
    may_take_part boolean;
    asked_by text;
    says_why boolean := coalesce(current_setting('obuka.reason', true), '') <> '';
BEGIN
    FOR this IN SELECT DISTINCT id FROM unnest(cohorts_asked) AS id ORDER BY id LOOP
        PERFORM settle_seats(this);
    END LOOP;
    this := NULL;
    FOR asked IN
        SELECT request.place, request.asker, request.cohort_id, request.person_id,
            request.organisation_id, standing_organisation(request.organisation_id) AS holder_id,
            EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = request.cohort_id
                    AND enrolments.person_id = request.person_id
                    AND enrolments.id IS DISTINCT FROM own_enrolment
                    AND is_live_enrolment(enrolments.status))
            OR (
                EXISTS (SELECT FROM person_merges WHERE merged_id = request.person_id)
                OR EXISTS (SELECT FROM person_merges WHERE into_id = request.person_id)
            ) AND (
                first_value(request.person_id) OVER asks <> request.person_id
                OR EXISTS (
                    SELECT FROM enrolments
                    WHERE enrolments.cohort_id = request.cohort_id
                        AND enrolments.person_id IN (SELECT person_records(request.person_id))
                        AND enrolments.id IS DISTINCT FROM own_enrolment
                        AND is_live_enrolment(enrolments.status))) AS is_enrolled
        FROM unnest(askers, cohorts_asked, people_asked, organisations_asked)
            WITH ORDINALITY AS request (asker, cohort_id, person_id, organisation_id, place)
        WINDOW asks AS (
            PARTITION BY request.cohort_id, standing_person(request.person_id)
            ORDER BY request.place)
        ORDER BY request.cohort_id, request.place
    LOOP
        IF this IS DISTINCT FROM asked.cohort_id THEN
            this := asked.cohort_id;
            SELECT cohorts.state, cohorts.ends_on < centre_today() AS is_over,
                cohort_has_prerequisites(this) AS asks_something,
                CASE WHEN cohorts.ends_on < centre_today() THEN 'none'
                    ELSE coalesce(seat_rules.approval, 'none') END AS approval_of_lists,
                coalesce(seat_rules.approval, 'none') AS approval,
                coalesce(seat_rules.promotion, 'manual') AS promotion,
                coalesce(seat_rules.has_waiting_list, false) AS has_waiting_list,
                seat_rules.apply_until_on,
                cohorts.capacity + cohorts.overbooked - cohorts.seats_taken AS free
            INTO cohort
            FROM cohorts LEFT JOIN seat_rules ON seat_rules.cohort_id = cohorts.id
            WHERE cohorts.id = this;
            free := cohort.free;
            held := '{}';
            has_queue := EXISTS (
                SELECT FROM enrolments
                WHERE enrolments.cohort_id = this AND enrolments.status = 'waiting');
        END IF;
        place := asked.place;
        status := NULL;
        refusal := NULL;
        asked_by := CASE WHEN asked.asker = 'staff' AND says_why THEN 'centre'
            ELSE asked.asker END;
        may_take_part := NOT cohort.asks_something OR asked_by = 'centre'
            OR cohort.is_over AND cohort.promotion <> 'automatic-if-eligible'
            OR is_eligible(asked.person_id, this);
        own := 0;
        IF asked.organisation_id IS NOT NULL THEN
            own := coalesce(
                (held ->> asked.holder_id::text)::integer,
                unnamed_seats(this, asked.holder_id));
        END IF;
        IF needs_open AND NOT cohort_takes_enrolments(cohort.state) THEN
            refusal := 'enrolments_cohort_open';
        ELSIF cohort.state = 'closed' THEN
            refusal := 'enrolments_cohort_not_closed';
        ELSIF cohort.state = 'cancelled' THEN
            refusal := 'enrolments_cohort_not_cancelled';
        ELSIF asked.is_enrolled THEN
            refusal := 'enrolments_live_once';
        ELSIF asked_by IN ('self', 'organisation') AND cohort.apply_until_on < centre_today() THEN
            refusal := 'enrolments_asked_in_time';
        ELSIF asked_by = 'self' AND cohort.approval = 'institution-and-centre'
            AND asked.organisation_id IS NULL
        THEN
            refusal := 'enrolments_institution_named';
        ELSIF asked_by = 'self' AND cohort.approval <> 'institution-and-centre'
            AND asked.organisation_id IS NOT NULL
        THEN
            -- Nobody would ask the institution whether it gives one of its seats.
            refusal := 'enrolments_institution_asked';
        ELSIF asked_by = 'list' AND cohort.approval_of_lists = 'institution-and-centre'
            AND asked.organisation_id IS NULL
        THEN
            refusal := 'enrolments_institution_named';
        ELSIF asked_by = 'staff' AND cohort.approval_of_lists <> 'none' AND own_enrolment IS NULL
        THEN
            refusal := 'enrolments_approved_first';
        ELSIF NOT may_take_part
            AND NOT (cohort.promotion = 'automatic-if-eligible' AND cohort.has_waiting_list)
        THEN
            refusal := 'enrolments_prerequisites_met';
        ELSIF asked_by = 'self' AND cohort.approval <> 'none' THEN
            status := 'applied';
        ELSIF asked_by = 'organisation' AND cohort.approval <> 'none' THEN
            status := 'endorsed';
        ELSIF asked_by = 'list' AND cohort.approval_of_lists <> 'none' THEN
            -- What an institution has sent is its word.
            status := CASE WHEN asked.organisation_id IS NULL THEN 'applied' ELSE 'endorsed' END;
        ELSIF own > 0 AND may_take_part THEN
            status := 'confirmed';
            held := held || jsonb_build_object(asked.holder_id::text, own - 1);
        ELSIF free > 0 AND may_take_part AND NOT (cohort.has_waiting_list AND has_queue) THEN
            status := 'confirmed';
            free := free - 1;
        ELSIF cohort.has_waiting_list THEN
            status := 'waiting';
            has_queue := has_queue OR may_take_part;
        ELSE
            refusal := 'cohorts_capacity_not_exceeded';
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;

-- The same when all are asked for by one.
CREATE OR REPLACE FUNCTION decide_seats(
    asked_by text, needs_open boolean, cohorts_asked bigint[], people_asked bigint[],
    organisations_asked bigint[], own_enrolment bigint)
RETURNS TABLE (place bigint, status text, refusal text)
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT decided.place, decided.status, decided.refusal
    FROM decide_each_seat(
        array_fill(asked_by, ARRAY[cardinality(cohorts_asked)]), needs_open, cohorts_asked,
        people_asked, organisations_asked, own_enrolment) AS decided;
END
$$;

-- Puts another person into an enrolment's state and place, until the cohort's cut-off; the facts
-- are the new person's, who lacks nothing that the course asks for. A seat goes over in one
-- statement, so that nobody in the waiting list is offered it in between.
CREATE OR REPLACE FUNCTION substitute_enrolment(
    target bigint, person bigint, new_code text, lsg text, institution text, function text,
    target_group text, employment text, participation text, sex text)
RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    cohort bigint := (SELECT cohort_id FROM enrolments WHERE id = target);
    replaced record;
    new_id bigint;
BEGIN
    PERFORM require_event_reason();
    PERFORM settle_seats(cohort);
    SELECT id, status, person_id, offer_ends_at, queue_position, organisation_id
    INTO STRICT replaced FROM enrolments WHERE id = target;
    IF replaced.status NOT IN ('applied', 'endorsed', 'waiting', 'offered', 'confirmed') THEN
        PERFORM refuse('enrolments_status_step');
    END IF;
    IF replaced.person_id = person THEN
        PERFORM refuse('enrolments_live_once');
    END IF;
    IF centre_today() > (SELECT substitute_until_on FROM cohort_seats WHERE cohort_id = cohort)
    THEN
        PERFORM refuse('enrolments_substituted_in_time');
    END IF;
    IF cohort_has_prerequisites(cohort) AND NOT is_eligible(person, cohort) THEN
        PERFORM refuse('enrolments_prerequisites_met');
    END IF;
    -- Who holds no seat leaves none between two statements.
    IF replaced.status NOT IN ('offered', 'confirmed') THEN
        UPDATE enrolments SET status = 'withdrawn', withdrawn_on = centre_today()
        WHERE id = target;
    END IF;
    WITH ended AS (
        UPDATE enrolments
        SET status = 'withdrawn', withdrawn_on = centre_today(), offer_ends_at = NULL
        WHERE id = target AND status = replaced.status
        RETURNING id)
    INSERT INTO enrolments (
        cohort_id, person_id, code, status, offer_ends_at, follows_id, queue_position,
        organisation_id, lsg_code, institution, function, target_group, employment, participation,
        sex)
    SELECT cohort, person, new_code, replaced.status, replaced.offer_ends_at, target,
        coalesce(replaced.queue_position, replaced.id), replaced.organisation_id, lsg,
        substitute_enrolment.institution, substitute_enrolment.function,
        substitute_enrolment.target_group, substitute_enrolment.employment,
        substitute_enrolment.participation,
        coalesce(substitute_enrolment.sex, people.sex)
    -- Counted, so that the old one ends first.
    FROM (SELECT count(*) FROM ended) AS done CROSS JOIN people
    WHERE people.id = person
    RETURNING id INTO new_id;
    RETURN new_id;
END
$$;
