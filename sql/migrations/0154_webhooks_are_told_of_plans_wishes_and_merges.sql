-- What was told of nobody until now: plans and their areas, who waits for a course to have a date,
-- candidates for the pool of trainers, quotas and rules of seats, targets of projects, records that
-- were merged, and what of handbooks and modules became public. As before no person is named.

CREATE TRIGGER tell_inserted AFTER INSERT ON plans REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('plan');
CREATE TRIGGER tell_updated AFTER UPDATE ON plans
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('plan');

-- An area is a part of its plan, and the rules of seats are a part of their cohort.
CREATE FUNCTION tell_of_plan_areas() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('plan.changed'::text), array_agg('plan'::text),
        array_agg(changed.code ORDER BY changed.code),
        array_agg('/api/v1/plans/' || changed.code ORDER BY changed.code),
        array_agg('{}'::jsonb))
    FROM (
        SELECT DISTINCT plans.code
        FROM changed_rows JOIN plans ON plans.id = changed_rows.plan_id
    ) AS changed
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON plan_areas REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_plan_areas();
CREATE TRIGGER tell_updated AFTER UPDATE ON plan_areas REFERENCING NEW TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_plan_areas();
CREATE TRIGGER tell_deleted AFTER DELETE ON plan_areas REFERENCING OLD TABLE AS changed_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_plan_areas();

CREATE FUNCTION tell_of_seat_rules() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('cohort.changed'::text), array_agg('cohort'::text),
        array_agg(cohorts.code ORDER BY cohorts.code),
        array_agg('/api/v1/cohorts/' || cohorts.code ORDER BY cohorts.code),
        array_agg('{}'::jsonb))
    FROM new_rows JOIN cohorts ON cohorts.id = new_rows.cohort_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_updated AFTER UPDATE ON seat_rules REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_seat_rules();

CREATE FUNCTION tell_of_quotas() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('quota.' || CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'changed' END),
        array_agg('cohort'::text), array_agg(cohorts.code ORDER BY new_rows.id),
        array_agg('/api/v1/cohorts/' || cohorts.code || '/quotas' ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object(
                'organisation', organisations.code, 'seats', new_rows.seats,
                'name_until_on', new_rows.name_until_on)
            ORDER BY new_rows.id))
    FROM new_rows
    JOIN cohorts ON cohorts.id = new_rows.cohort_id
    JOIN organisations ON organisations.id = new_rows.organisation_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON seat_quotas REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_quotas();
CREATE TRIGGER tell_updated AFTER UPDATE ON seat_quotas REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_quotas();

-- Who waits is not said, nor for which institution: how many people it is about.
CREATE FUNCTION tell_of_interests() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('interest.' || CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'changed' END),
        array_agg('course'::text), array_agg(courses.code ORDER BY new_rows.id),
        array_agg('/api/v1/courses/' || courses.code || '/interests' ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object(
                'interest', new_rows.id, 'people', new_rows.people_count,
                'cohort', cohorts.code, 'withdrawn_on', new_rows.withdrawn_on)
            ORDER BY new_rows.id))
    FROM new_rows
    JOIN courses ON courses.id = new_rows.course_id
    LEFT JOIN cohorts ON cohorts.id = new_rows.cohort_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON interests REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_interests();
CREATE TRIGGER tell_updated AFTER UPDATE ON interests REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_interests();

-- By the number of the candidacy, not by the candidate; a verdict says its stage.
CREATE FUNCTION tell_of_candidacies() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('candidacy.' || CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'changed' END),
        array_agg('candidacy'::text), array_agg(new_rows.id::text ORDER BY new_rows.id),
        array_agg('/api/v1/candidacies/' || new_rows.id ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object(
                'course', courses.code, 'field', fields.code,
                'deadline_on', new_rows.deadline_on, 'ended_on', new_rows.ended_on)
            ORDER BY new_rows.id))
    FROM new_rows
    LEFT JOIN courses ON courses.id = new_rows.course_id
    LEFT JOIN fields ON fields.id = new_rows.field_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON candidacies REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_candidacies();
CREATE TRIGGER tell_updated AFTER UPDATE ON candidacies REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_candidacies();

CREATE FUNCTION tell_of_verdicts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('candidacy.judged'::text), array_agg('candidacy'::text),
        array_agg(candidacy_id::text ORDER BY id),
        array_agg('/api/v1/candidacies/' || candidacy_id ORDER BY id),
        array_agg(jsonb_build_object('stage', stage, 'verdict', verdict) ORDER BY id))
    FROM new_rows
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON candidacy_verdicts REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_verdicts();

CREATE FUNCTION tell_of_targets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg('target.' || CASE WHEN TG_OP = 'INSERT' THEN 'created' ELSE 'changed' END),
        array_agg('project'::text), array_agg(projects.code ORDER BY new_rows.id),
        array_agg('/api/v1/projects/' || projects.code || '/targets' ORDER BY new_rows.id),
        array_agg(
            jsonb_build_object(
                'target', new_rows.code, 'indicator', new_rows.indicator,
                'promised', new_rows.promised)
            ORDER BY new_rows.id))
    FROM new_rows JOIN projects ON projects.id = new_rows.project_id
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON project_targets REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_targets();
CREATE TRIGGER tell_updated AFTER UPDATE ON project_targets REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_targets();

-- Which record now stands for which; none: it stands for itself again.
CREATE FUNCTION tell_of_merges() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    merged text;
    kept text;
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    IF TG_ARGV[0] = 'person' THEN
        merged := NEW.merged_id;
        kept := NEW.into_id;
    ELSE
        EXECUTE format('SELECT code FROM %I WHERE id = $1', TG_ARGV[1])
            INTO merged USING NEW.merged_id;
        EXECUTE format('SELECT code FROM %I WHERE id = $1', TG_ARGV[1])
            INTO kept USING NEW.into_id;
    END IF;
    PERFORM tell_webhooks(
        ARRAY[TG_ARGV[0] || CASE WHEN kept IS NULL THEN '.unmerged' ELSE '.merged' END],
        ARRAY[TG_ARGV[0]], ARRAY[merged],
        ARRAY['/api/v1/' || TG_ARGV[1] || '/' || merged],
        ARRAY[CASE WHEN kept IS NULL THEN '{}' ELSE jsonb_build_object('into', kept) END]);
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON person_merges
    FOR EACH ROW EXECUTE FUNCTION tell_of_merges('person', 'people');
CREATE TRIGGER tell_inserted AFTER INSERT ON organisation_merges
    FOR EACH ROW EXECUTE FUNCTION tell_of_merges('organisation', 'organisations');
CREATE TRIGGER tell_inserted AFTER INSERT ON project_merges
    FOR EACH ROW EXECUTE FUNCTION tell_of_merges('project', 'projects');

CREATE FUNCTION tell_of_published_edition() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        ARRAY['handbook.published'], ARRAY['handbook'], ARRAY[handbooks.code],
        ARRAY['/api/v1/handbooks/' || handbooks.code],
        ARRAY[jsonb_build_object('edition', NEW.code)])
    FROM handbooks WHERE handbooks.id = NEW.handbook_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_published AFTER UPDATE OF published_on ON handbook_editions
    FOR EACH ROW WHEN (OLD.published_on IS NULL AND NEW.published_on IS NOT NULL)
    EXECUTE FUNCTION tell_of_published_edition();

CREATE FUNCTION tell_of_published_module() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        ARRAY['module.published'], ARRAY['module'], ARRAY[modules.code],
        ARRAY['/api/v1/modules/' || modules.code],
        ARRAY[jsonb_build_object('number', module_versions.number)])
    FROM module_versions JOIN modules ON modules.id = module_versions.module_id
    WHERE module_versions.id = NEW.module_version_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON module_publications
    FOR EACH ROW EXECUTE FUNCTION tell_of_published_module();

REVOKE ALL ON FUNCTION tell_of_plan_areas(), tell_of_seat_rules(), tell_of_quotas(),
    tell_of_interests(), tell_of_candidacies(), tell_of_verdicts(), tell_of_targets(),
    tell_of_merges(), tell_of_published_edition(), tell_of_published_module() FROM PUBLIC;
