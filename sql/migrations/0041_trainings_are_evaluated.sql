-- Questionnaires, and what people answered to them. Whoever answered is known; what somebody
-- answered is not, to nobody who reads these tables: an answer has no person, no enrolment, no
-- moment and no order, and does not even say which other answers came from the same hand.

-- A version is never changed: other questions are another version.
CREATE TABLE questionnaires (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT questionnaires_pkey PRIMARY KEY,
    code text NOT NULL
        CONSTRAINT questionnaires_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    version integer NOT NULL CONSTRAINT questionnaires_version_range CHECK (version >= 1),
    kind text NOT NULL
        CONSTRAINT questionnaires_kind_known CHECK (kind IN ('reaction', 'follow-up')),
    title_sr_cyrl text NOT NULL
        CONSTRAINT questionnaires_title_sr_cyrl_nfc CHECK (title_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT questionnaires_title_sr_cyrl_length
        CHECK (length(title_sr_cyrl) BETWEEN 1 AND 300),
    title_sr_latn text NOT NULL
        CONSTRAINT questionnaires_title_sr_latn_nfc CHECK (title_sr_latn IS NFC NORMALIZED)
        CONSTRAINT questionnaires_title_sr_latn_length
        CHECK (length(title_sr_latn) BETWEEN 1 AND 300),
    title_en text NOT NULL
        CONSTRAINT questionnaires_title_en_nfc CHECK (title_en IS NFC NORMALIZED)
        CONSTRAINT questionnaires_title_en_length CHECK (length(title_en) BETWEEN 1 AND 300),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT questionnaires_version_once UNIQUE (code, version)
);
CALL make_audited('questionnaires');
CALL make_append_only('questionnaires');

CREATE TABLE questions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT questions_pkey PRIMARY KEY,
    questionnaire_id bigint NOT NULL
        CONSTRAINT questions_questionnaire_fkey REFERENCES questionnaires (id),
    position integer NOT NULL CONSTRAINT questions_position_range CHECK (position BETWEEN 1 AND 60),
    kind text NOT NULL
        CONSTRAINT questions_kind_known CHECK (kind IN ('scale', 'choice', 'text')),
    is_required boolean NOT NULL,
    text_sr_cyrl text NOT NULL
        CONSTRAINT questions_text_sr_cyrl_nfc CHECK (text_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT questions_text_sr_cyrl_length CHECK (length(text_sr_cyrl) BETWEEN 1 AND 300),
    text_sr_latn text NOT NULL
        CONSTRAINT questions_text_sr_latn_nfc CHECK (text_sr_latn IS NFC NORMALIZED)
        CONSTRAINT questions_text_sr_latn_length CHECK (length(text_sr_latn) BETWEEN 1 AND 300),
    text_en text NOT NULL
        CONSTRAINT questions_text_en_nfc CHECK (text_en IS NFC NORMALIZED)
        CONSTRAINT questions_text_en_length CHECK (length(text_en) BETWEEN 1 AND 300),
    CONSTRAINT questions_position_once UNIQUE (questionnaire_id, position)
);
CALL make_audited('questions');
CALL make_append_only('questions');

-- What can be chosen in answer to a question of the kind 'choice'.
CREATE TABLE question_options (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT question_options_pkey PRIMARY KEY,
    question_id bigint NOT NULL
        CONSTRAINT question_options_question_fkey REFERENCES questions (id),
    position integer NOT NULL
        CONSTRAINT question_options_position_range CHECK (position BETWEEN 1 AND 20),
    text_sr_cyrl text NOT NULL
        CONSTRAINT question_options_text_sr_cyrl_nfc CHECK (text_sr_cyrl IS NFC NORMALIZED)
        CONSTRAINT question_options_text_sr_cyrl_length
        CHECK (length(text_sr_cyrl) BETWEEN 1 AND 300),
    text_sr_latn text NOT NULL
        CONSTRAINT question_options_text_sr_latn_nfc CHECK (text_sr_latn IS NFC NORMALIZED)
        CONSTRAINT question_options_text_sr_latn_length
        CHECK (length(text_sr_latn) BETWEEN 1 AND 300),
    text_en text NOT NULL
        CONSTRAINT question_options_text_en_nfc CHECK (text_en IS NFC NORMALIZED)
        CONSTRAINT question_options_text_en_length CHECK (length(text_en) BETWEEN 1 AND 300),
    CONSTRAINT question_options_position_once UNIQUE (question_id, position)
);
CALL make_audited('question_options');
CALL make_append_only('question_options');

-- A questionnaire that is put to a cohort. Results are shown only when nobody can answer any more:
-- from results before and after one answer, that answer would be known.
CREATE TABLE evaluations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT evaluations_pkey PRIMARY KEY,
    cohort_id bigint NOT NULL CONSTRAINT evaluations_cohort_fkey REFERENCES cohorts (id),
    questionnaire_id bigint NOT NULL
        CONSTRAINT evaluations_questionnaire_fkey REFERENCES questionnaires (id),
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    -- Whether who does not answer does not pass.
    is_required boolean NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT evaluations_once UNIQUE (cohort_id, questionnaire_id),
    CONSTRAINT evaluations_days_ordered CHECK (opens_on <= closes_on)
);
CREATE INDEX evaluations_questionnaire_idx ON evaluations (questionnaire_id);
CALL make_audited('evaluations');
REVOKE UPDATE, DELETE, TRUNCATE ON evaluations FROM obuka_service;
GRANT UPDATE (opens_on, closes_on) ON evaluations TO obuka_service;

-- What is over stays over, and what is asked for passing is said before the cohort is closed.
CREATE FUNCTION check_evaluation() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM cohorts WHERE id = NEW.cohort_id FOR NO KEY UPDATE;
    IF TG_OP = 'UPDATE' AND OLD.closes_on < centre_today() THEN
        RAISE EXCEPTION 'the evaluation is over and stays so'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluations_over_kept', TABLE = 'evaluations';
    END IF;
    -- Yesterday ends it now.
    IF NEW.closes_on < centre_today() - 1 THEN
        RAISE EXCEPTION 'the evaluation would be over already'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluations_not_over', TABLE = 'evaluations';
    END IF;
    IF NEW.is_required AND (
        EXISTS (SELECT FROM cohorts WHERE id = NEW.cohort_id AND state = 'closed')
        OR EXISTS (
            SELECT FROM questionnaires WHERE id = NEW.questionnaire_id AND kind <> 'reaction')
    ) THEN
        RAISE EXCEPTION 'only a reaction, and only before the closing, decides on passing'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluations_required_in_time', TABLE = 'evaluations';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_evaluation AFTER INSERT OR UPDATE ON evaluations
    FOR EACH ROW EXECUTE FUNCTION check_evaluation();

-- A code with which one person answers once. Only its SHA-256 is kept, and whether it was used:
-- when, the audit says of the invitation, and nothing says it of an answer.
CREATE TABLE evaluation_invitations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT evaluation_invitations_pkey PRIMARY KEY,
    evaluation_id bigint NOT NULL
        CONSTRAINT evaluation_invitations_evaluation_fkey REFERENCES evaluations (id),
    enrolment_id bigint NOT NULL
        CONSTRAINT evaluation_invitations_enrolment_fkey REFERENCES enrolments (id),
    code_hash bytea NOT NULL
        CONSTRAINT evaluation_invitations_code_hash_length CHECK (length(code_hash) = 32),
    is_used boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT evaluation_invitations_once UNIQUE (evaluation_id, enrolment_id),
    CONSTRAINT evaluation_invitations_code_hash_once UNIQUE (code_hash)
);
CREATE INDEX evaluation_invitations_enrolment_idx ON evaluation_invitations (enrolment_id);
CALL make_audited('evaluation_invitations');
-- Used is an invitation by answering and by nothing else.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON evaluation_invitations FROM obuka_service;
GRANT INSERT (evaluation_id, enrolment_id, code_hash) ON evaluation_invitations TO obuka_service;
GRANT UPDATE (code_hash) ON evaluation_invitations TO obuka_service;

-- One answer to one question. Nobody's act stands beside it, so it is not audited.
CREATE TABLE evaluation_answers (
    id uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT evaluation_answers_pkey PRIMARY KEY,
    evaluation_id bigint NOT NULL
        CONSTRAINT evaluation_answers_evaluation_fkey REFERENCES evaluations (id),
    question_id bigint NOT NULL
        CONSTRAINT evaluation_answers_question_fkey REFERENCES questions (id),
    scale integer CONSTRAINT evaluation_answers_scale_range CHECK (scale BETWEEN 1 AND 5),
    option_id bigint
        CONSTRAINT evaluation_answers_option_fkey REFERENCES question_options (id),
    words text
        CONSTRAINT evaluation_answers_words_nfc CHECK (words IS NFC NORMALIZED)
        CONSTRAINT evaluation_answers_words_length CHECK (length(words) BETWEEN 1 AND 2000),
    CONSTRAINT evaluation_answers_one_kind CHECK (num_nonnulls(scale, option_id, words) = 1)
);
CREATE INDEX evaluation_answers_evaluation_idx ON evaluation_answers (evaluation_id);
CREATE INDEX evaluation_answers_question_idx ON evaluation_answers (question_id);
CREATE INDEX evaluation_answers_option_idx ON evaluation_answers (option_id);
REVOKE ALL ON evaluation_answers FROM obuka_service;
GRANT SELECT (evaluation_id, question_id, scale, option_id, words)
    ON evaluation_answers TO obuka_service;

-- Takes the answers of one sheet, once for each code.
--
-- All answers of the evaluation are written anew with every sheet, mixed, under other keys: all of
-- them come from one and the same transaction and stand in no order, so neither xmin nor ctid nor
-- a key tells which were the last ones, or whose invitation they came with. What cannot be helped
-- in the database: its log of writes and dead rows until they are cleaned away, for who reads the
-- server's files.
CREATE FUNCTION answer_evaluation(
    hash bytea, question_ids bigint[], scales bigint[], option_ids bigint[], texts text[]
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    invitation bigint;
    target bigint;
    asked bigint;
    was_used boolean;
    takes_answers boolean;
BEGIN
    SELECT id, evaluation_id INTO invitation, target
    FROM evaluation_invitations WHERE code_hash = hash;
    -- Passing may hang on it: then the closing of the cohort and the answer wait for each other.
    PERFORM 1 FROM evaluations JOIN cohorts ON cohorts.id = evaluations.cohort_id
    WHERE evaluations.id = target AND evaluations.is_required
    FOR NO KEY UPDATE OF cohorts;
    PERFORM 1 FROM evaluations WHERE id = target FOR UPDATE;
    SELECT questionnaire_id, centre_today() BETWEEN opens_on AND closes_on
    INTO asked, takes_answers
    FROM evaluations WHERE id = target;
    -- The code may have been used, or renewed, while this waited.
    SELECT is_used INTO was_used FROM evaluation_invitations
    WHERE id = invitation AND code_hash = hash;
    IF was_used IS NULL OR takes_answers IS NOT TRUE THEN
        RAISE EXCEPTION 'the evaluation is not open'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluation_answers_while_open', TABLE = 'evaluation_answers';
    END IF;
    IF was_used THEN
        RAISE EXCEPTION 'the code was used'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluation_invitations_used_once',
                  TABLE = 'evaluation_invitations';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(question_ids, scales, option_ids)
            AS given (question_id, scale, option_id)
        LEFT JOIN questions ON questions.id = given.question_id
            AND questions.questionnaire_id = asked
        LEFT JOIN question_options ON question_options.id = given.option_id
            AND question_options.question_id = questions.id
        WHERE questions.kind IS DISTINCT FROM CASE
            WHEN given.scale IS NOT NULL THEN 'scale'
            WHEN given.option_id IS NULL THEN 'text'
            WHEN question_options.id IS NOT NULL THEN 'choice'
        END
    ) OR (SELECT count(*) <> count(DISTINCT given) FROM unnest(question_ids) AS given)
    OR EXISTS (
        SELECT FROM questions
        WHERE questionnaire_id = asked AND is_required
            AND id <> ALL (question_ids)
    ) THEN
        RAISE EXCEPTION 'the answers do not fit the questions'
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'evaluation_answers_fit_questions', TABLE = 'evaluation_answers';
    END IF;
    UPDATE evaluation_invitations SET is_used = true WHERE id = invitation;
    WITH known AS (
        DELETE FROM evaluation_answers WHERE evaluation_id = target
        RETURNING question_id, scale, option_id, words
    )
    INSERT INTO evaluation_answers (evaluation_id, question_id, scale, option_id, words)
    SELECT target, mixed.question_id, mixed.scale, mixed.option_id, mixed.words
    FROM (
        SELECT question_id, scale, option_id, words FROM known
        UNION ALL
        SELECT given.question_id, given.scale::integer, given.option_id, given.words
        FROM unnest(question_ids, scales, option_ids, texts)
            AS given (question_id, scale, option_id, words)
    ) AS mixed
    ORDER BY gen_random_uuid();
END
$$;
REVOKE ALL ON FUNCTION answer_evaluation(bytea, bigint[], bigint[], bigint[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION answer_evaluation(bytea, bigint[], bigint[], bigint[], text[])
    TO obuka_service;
