-- What was told of nobody until now: plans and their areas, who waits for a course to have a date,
-- candidates for the pool of trainers, quotas and rules of seats, targets of projects, records that
-- were merged, and what of handbooks and modules became public. As before no person is named.

-- Tells of the rows of a view whose ids stand in a column of the rows that were written: the type,
-- the view and the column are the arguments. A view says what a message names, once for each id.
CREATE FUNCTION tell_of_view() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT has_webhooks() THEN RETURN NULL; END IF;
    EXECUTE format(
        $query$
        SELECT tell_webhooks(
            array_agg($1), array_agg(noun ORDER BY id), array_agg(code ORDER BY id),
            array_agg(href ORDER BY id), array_agg(facts ORDER BY id))
        FROM %I
        WHERE id IN (SELECT %I FROM written)
        HAVING count(*) > 0
        $query$, TG_ARGV[1], TG_ARGV[2])
    USING TG_ARGV[0];
    RETURN NULL;
END
$$;

CREATE VIEW told_plans AS
SELECT id, 'plan' AS noun, code, '/api/v1/plans/' || code AS href, '{}'::jsonb AS facts
FROM plans;

CREATE VIEW told_cohorts AS
SELECT id, 'cohort' AS noun, code, '/api/v1/cohorts/' || code AS href, '{}'::jsonb AS facts
FROM cohorts;

CREATE VIEW told_quotas AS
SELECT seat_quotas.id, 'cohort' AS noun, cohorts.code,
    '/api/v1/cohorts/' || cohorts.code || '/quotas' AS href,
    jsonb_build_object(
        'organisation', organisations.code, 'seats', seat_quotas.seats,
        'name_until_on', seat_quotas.name_until_on) AS facts
FROM seat_quotas
JOIN cohorts ON cohorts.id = seat_quotas.cohort_id
JOIN organisations ON organisations.id = seat_quotas.organisation_id;

-- Who waits is not said, nor for which institution: how many people it is about.
CREATE VIEW told_interests AS
SELECT interests.id, 'course' AS noun, courses.code,
    '/api/v1/courses/' || courses.code || '/interests' AS href,
    jsonb_build_object(
        'interest', interests.id, 'people', interests.people_count, 'cohort', cohorts.code,
        'withdrawn_on', interests.withdrawn_on) AS facts
FROM interests
JOIN courses ON courses.id = interests.course_id
LEFT JOIN cohorts ON cohorts.id = interests.cohort_id;

-- By the number of the candidacy, not by the candidate; a verdict says its stage.
CREATE VIEW told_candidacies AS
SELECT candidacies.id, 'candidacy' AS noun, candidacies.id::text AS code,
    '/api/v1/candidacies/' || candidacies.id AS href,
    jsonb_build_object(
        'course', courses.code, 'field', fields.code, 'deadline_on', candidacies.deadline_on,
        'ended_on', candidacies.ended_on) AS facts
FROM candidacies
LEFT JOIN courses ON courses.id = candidacies.course_id
LEFT JOIN fields ON fields.id = candidacies.field_id;

CREATE VIEW told_verdicts AS
SELECT id, 'candidacy' AS noun, candidacy_id::text AS code,
    '/api/v1/candidacies/' || candidacy_id AS href,
    jsonb_build_object('stage', stage, 'verdict', verdict) AS facts
FROM candidacy_verdicts;

CREATE VIEW told_targets AS
SELECT project_targets.id, 'project' AS noun, projects.code,
    '/api/v1/projects/' || projects.code || '/targets' AS href,
    jsonb_build_object(
        'target', project_targets.code, 'indicator', project_targets.indicator,
        'promised', project_targets.promised) AS facts
FROM project_targets JOIN projects ON projects.id = project_targets.project_id;

CREATE VIEW told_publications AS
SELECT module_publications.id, 'module' AS noun, modules.code,
    '/api/v1/modules/' || modules.code AS href,
    jsonb_build_object('number', module_versions.number) AS facts
FROM module_publications
JOIN module_versions ON module_versions.id = module_publications.module_version_id
JOIN modules ON modules.id = module_versions.module_id;

-- Read by the function alone, and written by nobody.
REVOKE ALL ON told_plans, told_cohorts, told_quotas, told_interests, told_candidacies,
    told_verdicts, told_targets, told_publications FROM obuka_service;

-- An area is a part of its plan, and the rules of seats are a part of their cohort, with which they
-- begin.
DO $$
DECLARE
    told record;
BEGIN
    FOR told IN
        SELECT target, act, message, source, named
        FROM (VALUES
            ('plan_areas', 'INSERT', 'plan.changed', 'told_plans', 'plan_id'),
            ('plan_areas', 'UPDATE', 'plan.changed', 'told_plans', 'plan_id'),
            ('plan_areas', 'DELETE', 'plan.changed', 'told_plans', 'plan_id'),
            ('seat_rules', 'UPDATE', 'cohort.changed', 'told_cohorts', 'cohort_id'),
            ('seat_quotas', 'INSERT', 'quota.created', 'told_quotas', 'id'),
            ('seat_quotas', 'UPDATE', 'quota.changed', 'told_quotas', 'id'),
            ('interests', 'INSERT', 'interest.created', 'told_interests', 'id'),
            ('interests', 'UPDATE', 'interest.changed', 'told_interests', 'id'),
            ('candidacies', 'INSERT', 'candidacy.created', 'told_candidacies', 'id'),
            ('candidacies', 'UPDATE', 'candidacy.changed', 'told_candidacies', 'id'),
            ('candidacy_verdicts', 'INSERT', 'candidacy.judged', 'told_verdicts', 'id'),
            ('project_targets', 'INSERT', 'target.created', 'told_targets', 'id'),
            ('project_targets', 'UPDATE', 'target.changed', 'told_targets', 'id'),
            ('module_publications', 'INSERT', 'module.published', 'told_publications', 'id'))
            AS messages (target, act, message, source, named)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s TABLE AS written
             FOR EACH STATEMENT EXECUTE FUNCTION tell_of_view(%L, %L, %L)',
            CASE told.act
                WHEN 'INSERT' THEN 'tell_inserted' WHEN 'UPDATE' THEN 'tell_updated'
                ELSE 'tell_deleted' END,
            told.act, told.target, CASE told.act WHEN 'DELETE' THEN 'OLD' ELSE 'NEW' END,
            told.message, told.source, told.named);
    END LOOP;
END
$$;

CREATE TRIGGER tell_inserted AFTER INSERT ON plans REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('plan');
CREATE TRIGGER tell_updated AFTER UPDATE ON plans
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded('plan');

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

REVOKE ALL ON FUNCTION tell_of_view(), tell_of_merges(), tell_of_published_edition() FROM PUBLIC;
