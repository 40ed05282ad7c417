-- A module can be a quiz of our own: questions in pools, with rules by which some are drawn, how
-- often one may try, and what passes. A version has all of it, and never changes.

ALTER TABLE blobs DROP CONSTRAINT blobs_media_type_known;
ALTER TABLE blobs ADD CONSTRAINT blobs_media_type_known CHECK (media_type IN (
    'application/pdf', 'application/epub+zip', 'application/zip', 'image/png', 'image/jpeg',
    'image/gif', 'image/webp'));

ALTER TABLE module_versions ALTER COLUMN blob_id DROP NOT NULL;
ALTER TABLE module_versions DROP CONSTRAINT module_versions_standard_known;
ALTER TABLE module_versions ADD CONSTRAINT module_versions_standard_known CHECK (standard IN (
    'scorm-1.2', 'scorm-2004', 'cmi5', 'xapi', 'h5p', 'web', 'quiz'));
-- A quiz is rows, not a file.
ALTER TABLE module_versions ADD CONSTRAINT module_versions_file_unless_quiz
    CHECK ((blob_id IS NULL) = (standard = 'quiz'));

CREATE TABLE quizzes (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quizzes_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL
        CONSTRAINT quizzes_version_fkey REFERENCES module_versions (id),
    -- NULL: as often as one likes.
    attempts_max integer CONSTRAINT quizzes_attempts_max_range
        CHECK (attempts_max BETWEEN 1 AND 100),
    -- Of the points of what was drawn, from which it is passed; the best attempt counts.
    pass_percent numeric(5, 2) NOT NULL CONSTRAINT quizzes_pass_percent_range
        CHECK (pass_percent > 0 AND pass_percent <= 100),
    shuffles boolean NOT NULL,
    feedback text NOT NULL CONSTRAINT quizzes_feedback_known
        CHECK (feedback IN ('after-each', 'after-last', 'never')),
    -- Without a last attempt there is nothing after it.
    CONSTRAINT quizzes_feedback_after_last_there
        CHECK (feedback <> 'after-last' OR attempts_max IS NOT NULL),
    CONSTRAINT quizzes_version_once UNIQUE (module_version_id)
);
CALL make_audited('quizzes');
CALL make_append_only('quizzes');

CREATE TABLE quiz_pools (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quiz_pools_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL
        CONSTRAINT quiz_pools_quiz_fkey REFERENCES quizzes (module_version_id),
    position integer NOT NULL CONSTRAINT quiz_pools_position_range
        CHECK (position BETWEEN 1 AND 9999),
    -- Empty for questions that are in no category.
    name text NOT NULL
        CONSTRAINT quiz_pools_name_length CHECK (length(name) <= 20000)
        CONSTRAINT quiz_pools_name_nfc CHECK (name IS NFC NORMALIZED),
    -- NULL: all of them.
    drawn integer CONSTRAINT quiz_pools_drawn_range CHECK (drawn BETWEEN 0 AND 9999),
    CONSTRAINT quiz_pools_position_once UNIQUE (module_version_id, position),
    CONSTRAINT quiz_pools_name_once UNIQUE (module_version_id, name),
    CONSTRAINT quiz_pools_identity_once UNIQUE (id, module_version_id)
);
CALL make_audited('quiz_pools');
CALL make_append_only('quiz_pools');

CREATE TABLE quiz_questions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quiz_questions_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL,
    pool_id bigint NOT NULL,
    -- In the order of the file.
    position integer NOT NULL CONSTRAINT quiz_questions_position_range
        CHECK (position BETWEEN 1 AND 9999),
    kind text NOT NULL CONSTRAINT quiz_questions_kind_known CHECK (kind IN (
        'single', 'multiple', 'true_false', 'matching', 'short_answer', 'numeric')),
    points numeric(9, 5) NOT NULL CONSTRAINT quiz_questions_points_range
        CHECK (points BETWEEN 0 AND 1000),
    -- What is asked, what is right, what is said to whom: as StoredQuestion writes and reads it.
    question jsonb NOT NULL
        CONSTRAINT quiz_questions_question_of_kind CHECK (question ->> 'kind' = kind),
    CONSTRAINT quiz_questions_pool_fkey FOREIGN KEY (pool_id, module_version_id)
        REFERENCES quiz_pools (id, module_version_id),
    CONSTRAINT quiz_questions_position_once UNIQUE (module_version_id, position),
    CONSTRAINT quiz_questions_identity_once UNIQUE (id, module_version_id)
);
CREATE INDEX quiz_questions_pool_idx ON quiz_questions (pool_id, module_version_id);
CALL make_audited('quiz_questions');
CALL make_append_only('quiz_questions');

-- The pictures that its texts show, kept with other files.
CREATE TABLE quiz_pictures (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quiz_pictures_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL
        CONSTRAINT quiz_pictures_quiz_fkey REFERENCES quizzes (module_version_id),
    blob_id bigint NOT NULL CONSTRAINT quiz_pictures_blob_fkey REFERENCES blobs (id),
    CONSTRAINT quiz_pictures_once UNIQUE (module_version_id, blob_id)
);
CREATE INDEX quiz_pictures_blob_idx ON quiz_pictures (blob_id);
CALL make_audited('quiz_pictures');
CALL make_append_only('quiz_pictures');

-- What a version has is entered before it is published, and nothing is added afterwards.
CREATE FUNCTION keep_published_quiz() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM modules
    WHERE id IN (
        SELECT module_id FROM module_versions
        WHERE module_versions.id IN (SELECT module_version_id FROM added))
    FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM added JOIN module_publications USING (module_version_id)) THEN
        RAISE EXCEPTION 'a published version of a quiz stays as it is'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quizzes_published_kept', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION keep_published_quiz() FROM PUBLIC;
CREATE TRIGGER keep_published AFTER INSERT ON quizzes REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_published_quiz();
CREATE TRIGGER keep_published AFTER INSERT ON quiz_pools REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_published_quiz();
CREATE TRIGGER keep_published AFTER INSERT ON quiz_questions REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_published_quiz();
CREATE TRIGGER keep_published AFTER INSERT ON quiz_pictures REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION keep_published_quiz();

-- A quiz is published with something to ask: every pool has what is drawn from it, and whatever is
-- drawn is worth a point.
CREATE FUNCTION check_published_quiz() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    least numeric;
BEGIN
    IF (SELECT standard FROM module_versions WHERE id = NEW.module_version_id) <> 'quiz' THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM quiz_pools
        WHERE module_version_id = NEW.module_version_id
            AND drawn > (SELECT count(*) FROM quiz_questions WHERE pool_id = quiz_pools.id))
    THEN
        RAISE EXCEPTION 'more is drawn from a pool than it has'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_pools_drawn_there', TABLE = 'quiz_pools';
    END IF;
    SELECT sum(ranked.points) INTO least
    FROM (
        SELECT points, drawn,
            row_number() OVER (PARTITION BY pool_id ORDER BY points, quiz_questions.id) AS place
        FROM quiz_questions JOIN quiz_pools ON quiz_pools.id = quiz_questions.pool_id
        WHERE quiz_pools.module_version_id = NEW.module_version_id
    ) AS ranked
    WHERE ranked.drawn IS NULL OR ranked.place <= ranked.drawn;
    IF coalesce(least, 0) = 0 THEN
        RAISE EXCEPTION 'a quiz without a question that is worth a point'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quizzes_worth_points', TABLE = 'quizzes';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_published_quiz() FROM PUBLIC;
CREATE TRIGGER check_quiz BEFORE INSERT ON module_publications
    FOR EACH ROW EXECUTE FUNCTION check_published_quiz();
