-- What a report prints beside enrolments (what a project promised, which courses an area of a plan
-- names, how many came to a workshop, who paid) changes while the report as of a past day does not:
-- each former row is kept whole, with who changed it, when and why.

CREATE TABLE former_rows (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT former_rows_pkey PRIMARY KEY,
    -- The table and the row of it; as in the audit.
    noun text NOT NULL,
    subject_id bigint NOT NULL,
    -- The row as it was, but for what was empty; NULL: there was none, in a list that got another
    -- member.
    contents jsonb
        CONSTRAINT former_rows_contents_object CHECK (jsonb_typeof(contents) = 'object'),
    -- Whether a report could have printed what was changed.
    was_told boolean NOT NULL,
    actor text NOT NULL CONSTRAINT former_rows_actor_named CHECK (actor <> ''),
    reason text CONSTRAINT former_rows_reason_length CHECK (length(reason) BETWEEN 3 AND 500),
    ended_at timestamptz NOT NULL DEFAULT now(),
    -- Who changes what a report has told says why.
    CONSTRAINT former_rows_has_reason CHECK (reason IS NOT NULL OR NOT was_told)
);
CREATE INDEX former_rows_subject_idx ON former_rows (noun, subject_id, ended_at, id);
CALL make_append_only('former_rows');
-- Only a change of the row enters one.
REVOKE INSERT ON former_rows FROM obuka_service;

-- Keeps what a row was. A trigger names the table that the row is a part of, the column that leads
-- there, and whether a change of it takes a reason: titles, which have a history of their own,
-- places in an order and tags never do. What a project or an activity says is told from its first
-- day on; what has none, always.
--
-- What was empty is not kept: what fills it in is entered late, and takes no reason. That nobody
-- counted is something said, and so is where something was, which is in one of two columns.
CREATE FUNCTION keep_former_row() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    uncounted CONSTANT text[] := '{row_version,fold}';
    former jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - uncounted END;
    present jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - uncounted END;
    said jsonb;
    owner text := TG_ARGV[0];
    owner_id bigint := (coalesce(former, present) ->> TG_ARGV[1])::bigint;
    entered_at timestamptz;
    began_on date;
    is_told boolean;
BEGIN
    SELECT jsonb_object_agg(field.key, field.value) INTO said
    FROM jsonb_each(former) AS field
    WHERE field.value <> 'null' OR field.key ~ '^(headcount|venue|place)';
    IF present @> said THEN RETURN NULL; END IF;
    SELECT owners.created_at, owners.starts_on INTO entered_at, began_on
    FROM (
        SELECT 'projects' AS noun, id, created_at, starts_on FROM projects
        UNION ALL SELECT 'activities', id, created_at, starts_on FROM activities
        UNION ALL SELECT 'plans', id, created_at, NULL FROM plans
        UNION ALL SELECT 'plan_areas', id, created_at, NULL FROM plan_areas
        UNION ALL SELECT 'needs_assessments', id, created_at, NULL FROM needs_assessments
        UNION ALL SELECT 'courses', id, created_at, NULL FROM courses
    ) AS owners
    WHERE owners.noun = owner AND owners.id = owner_id;
    -- A row knows its own moment; a member of a list is entered with what the list is of.
    entered_at := coalesce((former ->> 'created_at')::timestamptz, entered_at);
    -- Nobody has seen yet what is entered by the same act.
    IF entered_at = now() THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = owner THEN began_on := former ->> 'starts_on'; END IF;
    is_told := TG_ARGV[2] = 'told' AND coalesce(began_on <= centre_today(), true) AND (
        TG_OP <> 'UPDATE' OR EXISTS (
            SELECT FROM jsonb_each(said) AS field
            WHERE field.value <> present -> field.key
                AND field.value NOT IN ('null', '"unknown"')
                AND field.key NOT LIKE 'title\_%' AND field.key NOT IN ('position', 'day')));
    INSERT INTO former_rows (noun, subject_id, contents, was_told, actor, reason)
    VALUES (
        TG_TABLE_NAME, (coalesce(former, present) ->> 'id')::bigint, said, is_told,
        current_setting('obuka.actor', true), nullif(current_setting('obuka.reason', true), ''));
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_former_row() FROM PUBLIC;

-- From now on keeps the former rows of a table, and makes a function of its name and `_on` that
-- gives its rows as they were told on a day, by what was recorded before a moment.
--
-- What was entered after the day counts with what it said first, as a late closing does. A list
-- (is_list) that is told has its members from the act that entered what it is of; who joined it by
-- a later one was not there.
CREATE PROCEDURE keep_former_rows(
    target regclass, owner regclass, owner_column text, is_list boolean, is_told boolean
)
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format(
        'CREATE TRIGGER keep_former_row AFTER %s ON %s
         FOR EACH ROW EXECUTE FUNCTION keep_former_row(%L, %L, %L)',
        CASE WHEN is_list AND is_told THEN 'INSERT OR ' ELSE '' END || 'UPDATE OR DELETE',
        target, owner, owner_column, CASE WHEN is_told THEN 'told' ELSE 'untold' END);
    EXECUTE format(
        $function$
        CREATE FUNCTION %1$s_on(day date, known_before timestamptz DEFAULT NULL)
        RETURNS SETOF %1$s
        LANGUAGE sql STABLE PARALLEL SAFE AS $body$
            WITH changed AS (
                SELECT DISTINCT ON (subject_id) subject_id, contents
                FROM former_rows
                WHERE noun = %1$L AND (
                    (ended_at AT TIME ZONE 'Europe/Belgrade')::date > day
                    OR ended_at >= known_before)
                ORDER BY subject_id, ended_at, id
            ), told AS (
                SELECT jsonb_populate_record(present, changed.contents) AS told_row
                FROM changed
                LEFT JOIN %1$s AS present ON present.id = changed.subject_id
                WHERE changed.contents IS NOT NULL
                UNION ALL SELECT present
                FROM %1$s AS present
                WHERE present.id NOT IN (SELECT subject_id FROM changed)
            )
            SELECT told_row FROM told %2$s
        $body$
        $function$,
        target,
        CASE WHEN is_list THEN ''
            ELSE 'WHERE known_before IS NULL OR (told_row).created_at < known_before'
        END);
END
$$;

CALL keep_former_rows('projects', 'projects', 'id', false, true);
CALL keep_former_rows('project_roles', 'projects', 'project_id', true, true);
CALL keep_former_rows('project_tags', 'projects', 'project_id', true, false);
CALL keep_former_rows('project_outputs', 'projects', 'project_id', false, true);
CALL keep_former_rows('project_targets', 'projects', 'project_id', false, true);
CALL keep_former_rows('activities', 'activities', 'id', false, true);
CALL keep_former_rows('activity_organisations', 'activities', 'activity_id', true, true);
CALL keep_former_rows('activity_tags', 'activities', 'activity_id', true, false);
CALL keep_former_rows('activity_items', 'activities', 'activity_id', false, true);
CALL keep_former_rows('activity_speakers', 'activities', 'activity_id', false, true);
CALL keep_former_rows('needs_assessments', 'needs_assessments', 'id', false, true);
CALL keep_former_rows('plans', 'plans', 'id', false, true);
CALL keep_former_rows('plan_areas', 'plan_areas', 'id', false, true);
CALL keep_former_rows('plan_area_courses', 'plan_areas', 'area_id', true, true);
CALL keep_former_rows('course_tags', 'courses', 'course_id', true, false);
