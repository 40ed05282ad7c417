-- Learners answer quizzes. An attempt has its seed, from which its questions and their order
-- follow; each answer is kept as it comes; handing in marks all of them, once.

ALTER TABLE module_attempts
    ADD CONSTRAINT module_attempts_of_version_once UNIQUE (id, module_version_id);

CREATE TABLE quiz_attempts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quiz_attempts_pkey PRIMARY KEY,
    attempt_id bigint NOT NULL,
    module_version_id bigint NOT NULL
        CONSTRAINT quiz_attempts_quiz_fkey REFERENCES quizzes (module_version_id),
    seed bigint NOT NULL,
    CONSTRAINT quiz_attempts_attempt_fkey FOREIGN KEY (attempt_id, module_version_id)
        REFERENCES module_attempts (id, module_version_id),
    CONSTRAINT quiz_attempts_once UNIQUE (attempt_id),
    CONSTRAINT quiz_attempts_of_version_once UNIQUE (attempt_id, module_version_id)
);
CREATE INDEX quiz_attempts_quiz_idx ON quiz_attempts (module_version_id);
CALL make_audited('quiz_attempts');
CALL make_append_only('quiz_attempts');

-- The questions of an attempt in their order; all of its own version.
CREATE TABLE quiz_draws (
    attempt_id bigint NOT NULL,
    position integer NOT NULL CONSTRAINT quiz_draws_position_range
        CHECK (position BETWEEN 1 AND 9999),
    module_version_id bigint NOT NULL,
    question_id bigint NOT NULL,
    CONSTRAINT quiz_draws_pkey PRIMARY KEY (attempt_id, position),
    CONSTRAINT quiz_draws_question_once UNIQUE (attempt_id, question_id),
    CONSTRAINT quiz_draws_attempt_fkey FOREIGN KEY (attempt_id, module_version_id)
        REFERENCES quiz_attempts (attempt_id, module_version_id),
    CONSTRAINT quiz_draws_question_fkey FOREIGN KEY (question_id, module_version_id)
        REFERENCES quiz_questions (id, module_version_id)
);
CREATE INDEX quiz_draws_attempt_idx ON quiz_draws (attempt_id, module_version_id);
CREATE INDEX quiz_draws_question_idx ON quiz_draws (question_id, module_version_id);
CALL make_append_only('quiz_draws');

-- Every answer that was sent; of a question the last one counts. By the places that the question
-- has them in, not by those in which they were shown.
CREATE TABLE quiz_answers (
    attempt_id bigint NOT NULL,
    position integer NOT NULL,
    seq integer NOT NULL CONSTRAINT quiz_answers_seq_range CHECK (seq BETWEEN 1 AND 1000),
    answer jsonb NOT NULL
        CONSTRAINT quiz_answers_answer_object CHECK (jsonb_typeof(answer) = 'object')
        CONSTRAINT quiz_answers_answer_length CHECK (octet_length(answer::text) <= 10000),
    saved_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT quiz_answers_pkey PRIMARY KEY (attempt_id, position, seq),
    CONSTRAINT quiz_answers_draw_fkey FOREIGN KEY (attempt_id, position)
        REFERENCES quiz_draws (attempt_id, position)
);
CALL make_append_only('quiz_answers');

-- What each answer got.
CREATE TABLE quiz_grades (
    attempt_id bigint NOT NULL,
    position integer NOT NULL,
    outcome text NOT NULL CONSTRAINT quiz_grades_outcome_known
        CHECK (outcome IN ('right', 'partly_right', 'wrong')),
    points numeric(9, 5) NOT NULL CONSTRAINT quiz_grades_points_range CHECK (points >= 0),
    CONSTRAINT quiz_grades_pkey PRIMARY KEY (attempt_id, position),
    CONSTRAINT quiz_grades_draw_fkey FOREIGN KEY (attempt_id, position)
        REFERENCES quiz_draws (attempt_id, position)
);
CALL make_append_only('quiz_grades');

-- What an attempt came to. Compared unrounded; what does not pass is not rounded up to it.
CREATE TABLE quiz_submissions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT quiz_submissions_pkey PRIMARY KEY,
    attempt_id bigint NOT NULL
        CONSTRAINT quiz_submissions_attempt_fkey REFERENCES quiz_attempts (attempt_id),
    points numeric(12, 5) NOT NULL,
    points_max numeric(12, 5) NOT NULL,
    pass_percent numeric(5, 2) NOT NULL,
    score_percent numeric(5, 2) NOT NULL
        GENERATED ALWAYS AS (trunc(points * 100 / points_max, 2)) STORED,
    has_passed boolean NOT NULL
        GENERATED ALWAYS AS (points * 100 >= pass_percent * points_max) STORED,
    submitted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT quiz_submissions_once UNIQUE (attempt_id),
    CONSTRAINT quiz_submissions_points_range
        CHECK (points BETWEEN 0 AND points_max AND points_max > 0)
);
CALL make_audited('quiz_submissions');
CALL make_append_only('quiz_submissions');

-- Who begins a quiz has an attempt left, has handed in the one before, and is not too late. Two
-- that begin at once wait for each other.
CREATE FUNCTION check_quiz_attempt() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    allowed integer;
BEGIN
    SELECT attempts_max INTO allowed FROM quizzes
    WHERE module_version_id = NEW.module_version_id;
    IF NOT FOUND THEN
        RETURN NEW;
    END IF;
    PERFORM FROM enrolments WHERE id = NEW.enrolment_id FOR NO KEY UPDATE;
    IF EXISTS (
        SELECT FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
        WHERE enrolments.id = NEW.enrolment_id AND cohorts.state = 'closed')
    THEN
        RAISE EXCEPTION 'the training is closed'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_attempts_cohort_not_closed', TABLE = 'module_attempts';
    END IF;
    IF EXISTS (
        SELECT FROM module_attempts
        WHERE enrolment_id = NEW.enrolment_id AND module_id = NEW.module_id
            AND NOT EXISTS (
                SELECT FROM quiz_submissions WHERE attempt_id = module_attempts.id))
    THEN
        RAISE EXCEPTION 'an attempt is not handed in yet'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_attempts_one_at_a_time', TABLE = 'module_attempts';
    END IF;
    IF (SELECT count(*) FROM module_attempts
        WHERE enrolment_id = NEW.enrolment_id AND module_id = NEW.module_id) >= allowed
    THEN
        RAISE EXCEPTION 'no attempt is left'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_attempts_left', TABLE = 'module_attempts';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_quiz_attempt() FROM PUBLIC;
CREATE TRIGGER check_quiz BEFORE INSERT ON module_attempts
    FOR EACH ROW EXECUTE FUNCTION check_quiz_attempt();

-- What was handed in takes no answer and no other mark any more.
CREATE FUNCTION check_quiz_open() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM quiz_attempts WHERE attempt_id = NEW.attempt_id FOR UPDATE;
    IF EXISTS (SELECT FROM quiz_submissions WHERE attempt_id = NEW.attempt_id) THEN
        RAISE EXCEPTION 'the attempt is handed in'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_answers_attempt_open', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_quiz_open() FROM PUBLIC;
CREATE TRIGGER check_open BEFORE INSERT ON quiz_answers
    FOR EACH ROW EXECUTE FUNCTION check_quiz_open();

CREATE FUNCTION check_quiz_grade() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.points > (
        SELECT quiz_questions.points
        FROM quiz_draws JOIN quiz_questions ON quiz_questions.id = quiz_draws.question_id
        WHERE attempt_id = NEW.attempt_id AND quiz_draws.position = NEW.position)
    THEN
        RAISE EXCEPTION 'more points than the question has'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_grades_points_of_question', TABLE = 'quiz_grades';
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_quiz_grade() FROM PUBLIC;
CREATE TRIGGER check_grade BEFORE INSERT ON quiz_grades
    FOR EACH ROW EXECUTE FUNCTION check_quiz_grade();
CREATE TRIGGER check_open BEFORE INSERT ON quiz_grades
    FOR EACH ROW EXECUTE FUNCTION check_quiz_open();

-- The sum is of all the marks, and the bar that of the version.
CREATE FUNCTION sum_quiz() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM quiz_attempts WHERE attempt_id = NEW.attempt_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM quiz_draws LEFT JOIN quiz_grades USING (attempt_id, position)
        WHERE attempt_id = NEW.attempt_id AND quiz_grades.points IS NULL)
    THEN
        RAISE EXCEPTION 'an answer is not marked'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'quiz_submissions_all_marked', TABLE = 'quiz_submissions';
    END IF;
    SELECT sum(quiz_grades.points), sum(quiz_questions.points), max(quizzes.pass_percent)
    INTO NEW.points, NEW.points_max, NEW.pass_percent
    FROM quiz_draws
    JOIN quiz_grades USING (attempt_id, position)
    JOIN quiz_questions ON quiz_questions.id = quiz_draws.question_id
    JOIN quizzes ON quizzes.module_version_id = quiz_draws.module_version_id
    WHERE attempt_id = NEW.attempt_id;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION sum_quiz() FROM PUBLIC;
CREATE TRIGGER sum_quiz BEFORE INSERT ON quiz_submissions
    FOR EACH ROW EXECUTE FUNCTION sum_quiz();
