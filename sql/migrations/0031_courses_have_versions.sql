-- What a course teaches and asks for stands in numbered versions. A published one never changes,
-- and a cohort keeps its own: years later it can be said what a certificate was given for.

SELECT set_config('obuka.actor', 'migration', true);

-- For whom a course is meant. An enrolment can name the first four.
CREATE TABLE target_groups (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT target_groups_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT target_groups_code_form CHECK (code ~ '^[a-z][a-z0-9-]{0,39}$'),
    name_sr_cyrl text NOT NULL
        CONSTRAINT target_groups_name_sr_cyrl_nfc CHECK (name_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT target_groups_name_sr_cyrl_length CHECK (length(name_sr_cyrl) BETWEEN 1 AND 300),
    name_sr_latn text NOT NULL
        CONSTRAINT target_groups_name_sr_latn_nfc CHECK (name_sr_latn IS NFC NORMALIZED)
        CONSTRAINT target_groups_name_sr_latn_length CHECK (length(name_sr_latn) BETWEEN 1 AND 300),
    name_en text NOT NULL
        CONSTRAINT target_groups_name_en_nfc CHECK (name_en IS NFC NORMALIZED)
        CONSTRAINT target_groups_name_en_length CHECK (length(name_en) BETWEEN 1 AND 300),
    CONSTRAINT target_groups_code_once UNIQUE (code)
);
CALL make_audited('target_groups');
REVOKE INSERT, UPDATE, DELETE ON target_groups FROM obuka_service;
INSERT INTO target_groups (code, name_sr_cyrl, name_sr_latn, name_en)
VALUES
    ('council-member', 'чланови савета за миграције', 'članovi saveta za migracije',
        'members of councils for migration'),
    ('lap-working-group', 'чланови радних група за локалне акционе планове',
        'članovi radnih grupa za lokalne akcione planove',
        'members of working groups for local action plans'),
    ('commissioner', 'повереници за избеглице и миграције', 'poverenici za izbeglice i migracije',
        'local commissioners for refugees and migration'),
    ('other', 'остали', 'ostali', 'others'),
    ('local-official', 'службеници јединица локалне самоуправе',
        'službenici jedinica lokalne samouprave', 'officials of local self-government'),
    ('civil-servant', 'државни службеници', 'državni službenici', 'civil servants'),
    ('asylum-centre-staff', 'запослени у центрима за азил и прихватним центрима',
        'zaposleni u centrima za azil i prihvatnim centrima',
        'staff of asylum and reception centres'),
    ('social-worker', 'стручни радници центара за социјални рад',
        'stručni radnici centara za socijalni rad', 'staff of centres for social work'),
    ('police-officer', 'полицијски службеници', 'policijski službenici', 'police officers'),
    ('educator', 'запослени у образовању', 'zaposleni u obrazovanju', 'staff of schools'),
    ('civil-society', 'организације цивилног друштва', 'organizacije civilnog društva',
        'civil society organisations'),
    ('trainer', 'тренери', 'treneri', 'trainers');

CREATE TABLE course_versions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_versions_pkey PRIMARY KEY,
    course_id bigint NOT NULL CONSTRAINT course_versions_course_fkey REFERENCES courses (id),
    number integer NOT NULL
        CONSTRAINT course_versions_number_range CHECK (number BETWEEN 1 AND 1000),
    year integer NOT NULL CONSTRAINT course_versions_year_range CHECK (year BETWEEN 1990 AND 2100),
    -- NULL: a draft, which is edited freely.
    published_on date,
    -- Level of the European Qualifications Framework.
    eqf_level integer
        CONSTRAINT course_versions_eqf_level_range CHECK (eqf_level BETWEEN 1 AND 8),
    hours_online numeric(6, 2) NOT NULL DEFAULT 0
        CONSTRAINT course_versions_hours_online_range CHECK (hours_online BETWEEN 0 AND 2000),
    hours_face_to_face numeric(6, 2) NOT NULL DEFAULT 0
        CONSTRAINT course_versions_hours_face_to_face_range
        CHECK (hours_face_to_face BETWEEN 0 AND 2000),
    minimum_attendance_percent integer NOT NULL
        CONSTRAINT course_versions_minimum_attendance_percent_range
        CHECK (minimum_attendance_percent BETWEEN 0 AND 100),
    -- NULL: the course has no final test.
    pass_score_percent integer
        CONSTRAINT course_versions_pass_score_percent_range
        CHECK (pass_score_percent BETWEEN 0 AND 100),
    requires_evaluation boolean NOT NULL DEFAULT false,
    -- Months in the field that somebody brings; nothing in this database can prove them.
    experience_months integer
        CONSTRAINT course_versions_experience_months_range
        CHECK (experience_months BETWEEN 1 AND 600),
    -- What somebody brings, in words, in all three languages or in none.
    prerequisites_sr_cyrl text
        CONSTRAINT course_versions_prerequisites_sr_cyrl_nfc
        CHECK (prerequisites_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT course_versions_prerequisites_sr_cyrl_length
        CHECK (length(prerequisites_sr_cyrl) BETWEEN 1 AND 1000),
    prerequisites_sr_latn text
        CONSTRAINT course_versions_prerequisites_sr_latn_nfc
        CHECK (prerequisites_sr_latn IS NFC NORMALIZED)
        CONSTRAINT course_versions_prerequisites_sr_latn_length
        CHECK (length(prerequisites_sr_latn) BETWEEN 1 AND 1000),
    prerequisites_en text
        CONSTRAINT course_versions_prerequisites_en_nfc CHECK (prerequisites_en IS NFC NORMALIZED)
        CONSTRAINT course_versions_prerequisites_en_length
        CHECK (length(prerequisites_en) BETWEEN 1 AND 1000),
    -- The languages in which it is taught, by BCP 47 tag without a script.
    languages text[] NOT NULL DEFAULT ARRAY['sr']
        CONSTRAINT course_versions_languages_known
        CHECK (languages <@ ARRAY['sr', 'en', 'hu', 'sq', 'ro', 'sk', 'fr', 'de', 'ru', 'ar', 'fa'])
        CONSTRAINT course_versions_languages_some CHECK (cardinality(languages) BETWEEN 1 AND 10),
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT course_versions_number_once UNIQUE (course_id, number),
    -- What a cohort refers to.
    CONSTRAINT course_versions_identity_once UNIQUE (id, course_id),
    CONSTRAINT course_versions_prerequisites_in_all_languages CHECK (
        num_nulls(prerequisites_sr_cyrl, prerequisites_sr_latn, prerequisites_en) IN (0, 3))
);
-- There is one draft at a time.
CREATE UNIQUE INDEX course_versions_draft_once ON course_versions (course_id)
    WHERE published_on IS NULL;
CREATE TRIGGER count_version BEFORE UPDATE ON course_versions
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('course_versions');
-- The database numbers versions and publishes them.
REVOKE DELETE ON course_versions FROM obuka_service;
REVOKE UPDATE (course_id, number, published_on), INSERT (number, published_on)
    ON course_versions FROM obuka_service;

-- What somebody can do after it, in order.
CREATE TABLE course_version_outcomes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_outcomes_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_outcomes_version_fkey REFERENCES course_versions (id),
    position integer NOT NULL
        CONSTRAINT course_version_outcomes_position_range CHECK (position BETWEEN 1 AND 100),
    text_sr_cyrl text NOT NULL
        CONSTRAINT course_version_outcomes_text_sr_cyrl_nfc CHECK (text_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT course_version_outcomes_text_sr_cyrl_length
        CHECK (length(text_sr_cyrl) BETWEEN 1 AND 300),
    text_sr_latn text NOT NULL
        CONSTRAINT course_version_outcomes_text_sr_latn_nfc CHECK (text_sr_latn IS NFC NORMALIZED)
        CONSTRAINT course_version_outcomes_text_sr_latn_length
        CHECK (length(text_sr_latn) BETWEEN 1 AND 300),
    text_en text NOT NULL
        CONSTRAINT course_version_outcomes_text_en_nfc CHECK (text_en IS NFC NORMALIZED)
        CONSTRAINT course_version_outcomes_text_en_length CHECK (length(text_en) BETWEEN 1 AND 300),
    CONSTRAINT course_version_outcomes_position_once UNIQUE (course_version_id, position)
);
CALL make_audited('course_version_outcomes');
REVOKE UPDATE ON course_version_outcomes FROM obuka_service;

-- Courses that somebody has passed before.
CREATE TABLE course_version_prerequisites (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_prerequisites_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_prerequisites_version_fkey REFERENCES course_versions (id),
    course_id bigint NOT NULL
        CONSTRAINT course_version_prerequisites_course_fkey REFERENCES courses (id),
    CONSTRAINT course_version_prerequisites_once UNIQUE (course_version_id, course_id)
);
CREATE INDEX course_version_prerequisites_course_idx ON course_version_prerequisites (course_id);
CALL make_audited('course_version_prerequisites');
REVOKE UPDATE ON course_version_prerequisites FROM obuka_service;

CREATE TABLE course_version_target_groups (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_target_groups_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_target_groups_version_fkey REFERENCES course_versions (id),
    target_group_id bigint NOT NULL
        CONSTRAINT course_version_target_groups_target_group_fkey REFERENCES target_groups (id),
    CONSTRAINT course_version_target_groups_once UNIQUE (course_version_id, target_group_id)
);
CREATE INDEX course_version_target_groups_target_group_idx
    ON course_version_target_groups (target_group_id);
CALL make_audited('course_version_target_groups');
REVOKE UPDATE ON course_version_target_groups FROM obuka_service;

-- The institutions that wrote it.
CREATE TABLE course_version_authors (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT course_version_authors_pkey PRIMARY KEY,
    course_version_id bigint NOT NULL
        CONSTRAINT course_version_authors_version_fkey REFERENCES course_versions (id),
    organisation_id bigint NOT NULL
        CONSTRAINT course_version_authors_organisation_fkey REFERENCES organisations (id),
    CONSTRAINT course_version_authors_once UNIQUE (course_version_id, organisation_id)
);
CREATE INDEX course_version_authors_organisation_idx ON course_version_authors (organisation_id);
CALL make_audited('course_version_authors');
REVOKE UPDATE ON course_version_authors FROM obuka_service;

-- A published version never changes, nor what hangs on it. Call it on every table with a column
-- course_version_id whose rows say what a version teaches or asks for. The lock meets the one that
-- publishing takes.
CREATE FUNCTION keep_published_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM course_versions WHERE id IN (OLD.course_version_id, NEW.course_version_id)
    ORDER BY id FOR UPDATE;
    IF EXISTS (
        SELECT FROM course_versions
        WHERE id IN (OLD.course_version_id, NEW.course_version_id) AND published_on IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the version of the course is published and stays as it is'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'course_versions_published_kept', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
REVOKE ALL ON FUNCTION keep_published_version() FROM PUBLIC;
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_outcomes
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_prerequisites
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_target_groups
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();
CREATE TRIGGER keep_published BEFORE INSERT OR UPDATE OR DELETE ON course_version_authors
    FOR EACH ROW EXECUTE FUNCTION keep_published_version();

CREATE FUNCTION keep_published_row() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the version of the course is published and stays as it is'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'course_versions_published_kept', TABLE = 'course_versions';
END
$$;
CREATE TRIGGER keep_published BEFORE UPDATE OR DELETE ON course_versions
    FOR EACH ROW WHEN (OLD.published_on IS NOT NULL)
    EXECUTE FUNCTION keep_published_row();

-- The newest version of a course, published or not.
CREATE FUNCTION newest_course_version(course bigint) RETURNS bigint
LANGUAGE sql STABLE
RETURN (SELECT id FROM course_versions WHERE course_id = course ORDER BY number DESC LIMIT 1);

-- Numbers a version. The lock makes two wait for each other.
CREATE FUNCTION number_course_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM courses WHERE id = NEW.course_id FOR NO KEY UPDATE;
    NEW.number := 1 + coalesce(
        (SELECT max(number) FROM course_versions WHERE course_id = NEW.course_id), 0);
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION number_course_version() FROM PUBLIC;
CREATE TRIGGER number_course_version BEFORE INSERT ON course_versions
    FOR EACH ROW EXECUTE FUNCTION number_course_version();

-- A new draft that says what the newest version says; the year is this one.
CREATE FUNCTION revise_course(course bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    known bigint;
    revised bigint;
BEGIN
    PERFORM 1 FROM courses WHERE id = course FOR NO KEY UPDATE;
    known := newest_course_version(course);
    INSERT INTO course_versions (
        course_id, year, eqf_level, hours_online, hours_face_to_face, minimum_attendance_percent,
        pass_score_percent, requires_evaluation, experience_months, prerequisites_sr_cyrl,
        prerequisites_sr_latn, prerequisites_en, languages)
    SELECT course_id, extract(year FROM centre_today()), eqf_level, hours_online,
        hours_face_to_face, minimum_attendance_percent, pass_score_percent, requires_evaluation,
        experience_months, prerequisites_sr_cyrl, prerequisites_sr_latn, prerequisites_en, languages
    FROM course_versions WHERE id = known
    RETURNING id INTO revised;
    INSERT INTO course_version_outcomes (
        course_version_id, position, text_sr_cyrl, text_sr_latn, text_en)
    SELECT revised, position, text_sr_cyrl, text_sr_latn, text_en
    FROM course_version_outcomes WHERE course_version_id = known;
    INSERT INTO course_version_prerequisites (course_version_id, course_id)
    SELECT revised, course_id
    FROM course_version_prerequisites WHERE course_version_id = known;
    INSERT INTO course_version_target_groups (course_version_id, target_group_id)
    SELECT revised, target_group_id
    FROM course_version_target_groups WHERE course_version_id = known;
    INSERT INTO course_version_authors (course_version_id, organisation_id)
    SELECT revised, organisation_id
    FROM course_version_authors WHERE course_version_id = known;
    RETURN revised;
END
$$;
REVOKE ALL ON FUNCTION revise_course(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION revise_course(bigint) TO obuka_service;

-- Every course has a version, and its two rules for passing are those of the newest one: whoever
-- changes them on the course changes the draft, or begins a new version when that is published.
CREATE FUNCTION follow_course() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    newest bigint := newest_course_version(NEW.id);
BEGIN
    IF newest IS NULL THEN
        INSERT INTO course_versions (
            course_id, year, minimum_attendance_percent, pass_score_percent)
        VALUES (
            NEW.id, extract(year FROM centre_today()), NEW.minimum_attendance_percent,
            NEW.pass_score_percent);
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM course_versions
        WHERE id = newest AND minimum_attendance_percent = NEW.minimum_attendance_percent
            AND pass_score_percent IS NOT DISTINCT FROM NEW.pass_score_percent
    ) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT FROM course_versions WHERE id = newest AND published_on IS NOT NULL) THEN
        newest := revise_course(NEW.id);
    END IF;
    UPDATE course_versions
    SET minimum_attendance_percent = NEW.minimum_attendance_percent,
        pass_score_percent = NEW.pass_score_percent
    WHERE id = newest;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION follow_course() FROM PUBLIC;
CREATE TRIGGER follow_course_insert AFTER INSERT ON courses
    FOR EACH ROW EXECUTE FUNCTION follow_course();
CREATE TRIGGER follow_course_update
    AFTER UPDATE OF minimum_attendance_percent, pass_score_percent ON courses
    FOR EACH ROW EXECUTE FUNCTION follow_course();

CREATE FUNCTION follow_course_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE courses
    SET minimum_attendance_percent = NEW.minimum_attendance_percent,
        pass_score_percent = NEW.pass_score_percent
    WHERE id = NEW.course_id AND newest_course_version(id) = NEW.id
        AND (minimum_attendance_percent, pass_score_percent) IS DISTINCT FROM
            (NEW.minimum_attendance_percent, NEW.pass_score_percent);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION follow_course_version() FROM PUBLIC;
CREATE TRIGGER follow_course_version AFTER INSERT OR UPDATE ON course_versions
    FOR EACH ROW EXECUTE FUNCTION follow_course_version();

-- The day of publication is the one on which it happens.
CREATE FUNCTION publish_version(version bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    UPDATE course_versions SET published_on = centre_today()
    WHERE id = version AND published_on IS NULL;
END;
REVOKE ALL ON FUNCTION publish_version(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION publish_version(bigint) TO obuka_service;

-- What was taught before had one version, of the year of its first cohort.
INSERT INTO course_versions (course_id, year, minimum_attendance_percent, pass_score_percent)
SELECT courses.id,
    extract(year FROM coalesce(
        (SELECT min(starts_on) FROM cohorts WHERE course_id = courses.id),
        courses.created_at::date)),
    minimum_attendance_percent, pass_score_percent
FROM courses
ORDER BY courses.id;
UPDATE course_versions
SET published_on = (
    SELECT least(min(starts_on), centre_today()) FROM cohorts
    WHERE cohorts.course_id = course_versions.course_id AND state <> 'draft');

ALTER TABLE cohorts ADD COLUMN course_version_id bigint;
-- What has ended is not touched otherwise.
ALTER TABLE cohorts DISABLE TRIGGER USER;
UPDATE cohorts SET course_version_id = newest_course_version(course_id);
ALTER TABLE cohorts ENABLE TRIGGER USER;
ALTER TABLE cohorts
    ALTER COLUMN course_version_id SET NOT NULL,
    ADD CONSTRAINT cohorts_course_version_fkey FOREIGN KEY (course_version_id, course_id)
        REFERENCES course_versions (id, course_id);
CREATE INDEX cohorts_course_version_idx ON cohorts (course_version_id, course_id);
GRANT INSERT (course_version_id), UPDATE (course_version_id) ON cohorts TO obuka_service;

-- A cohort is planned with the newest version, or one that is named, and keeps it once public.
CREATE FUNCTION plan_course_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.course_version_id :=
            coalesce(NEW.course_version_id, newest_course_version(NEW.course_id));
        RETURN NEW;
    END IF;
    IF NEW.course_id <> OLD.course_id AND NEW.course_version_id = OLD.course_version_id THEN
        NEW.course_version_id := newest_course_version(NEW.course_id);
    ELSIF NEW.course_id = OLD.course_id AND NEW.course_version_id <> OLD.course_version_id
        AND OLD.state <> 'draft'
    THEN
        RAISE EXCEPTION 'cohort % keeps the version that it was planned with', OLD.code
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'cohorts_course_version_kept', TABLE = 'cohorts';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER plan_course_version BEFORE INSERT OR UPDATE OF course_id, course_version_id
    ON cohorts FOR EACH ROW EXECUTE FUNCTION plan_course_version();

-- What a public cohort teaches is public.
CREATE FUNCTION publish_course_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM publish_version(NEW.course_version_id);
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION publish_course_version() FROM PUBLIC;
CREATE TRIGGER publish_course_version AFTER INSERT OR UPDATE OF state, course_version_id ON cohorts
    FOR EACH ROW WHEN (NEW.state NOT IN ('draft', 'cancelled'))
    EXECUTE FUNCTION publish_course_version();
