-- What stands inside the files of handbooks is found: the text of every page is kept beside them,
-- with the words of it folded as everywhere, so that either script finds both.

-- How far the text of a file is read. It is read once, since the file never changes; a job takes
-- it with a lease, so whoever dies over it leaves it to be taken again, three times at most.
CREATE TABLE handbook_texts (
    blob_id bigint CONSTRAINT handbook_texts_pkey PRIMARY KEY
        CONSTRAINT handbook_texts_blob_fkey REFERENCES blobs (id),
    attempts integer NOT NULL DEFAULT 0 CONSTRAINT handbook_texts_attempts_range
        CHECK (attempts BETWEEN 0 AND 3),
    -- When it is taken next; NULL when it is done with.
    due_at timestamptz DEFAULT now(),
    read_at timestamptz,
    -- Pages of a PDF, chapters of an EPUB.
    pages integer CONSTRAINT handbook_texts_pages_range CHECK (pages BETWEEN 1 AND 20000),
    -- Why it has no text to be searched.
    problem text CONSTRAINT handbook_texts_problem_known CHECK (problem IN (
        'damaged', 'encrypted', 'no_text', 'too_many_pages', 'page_too_long', 'too_much_text',
        'too_slow', 'given_up')),
    requested_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT handbook_texts_done_once CHECK ((due_at IS NULL) = (read_at IS NOT NULL)),
    CONSTRAINT handbook_texts_problem_when_done CHECK (problem IS NULL OR read_at IS NOT NULL),
    CONSTRAINT handbook_texts_read_has_pages
        CHECK (read_at IS NULL OR problem IS NOT NULL OR pages IS NOT NULL)
);
CREATE INDEX handbook_texts_due_idx ON handbook_texts (due_at) WHERE due_at IS NOT NULL;
REVOKE ALL ON handbook_texts FROM obuka_service;
GRANT SELECT ON handbook_texts TO obuka_service;
GRANT UPDATE (attempts, due_at, read_at, pages, problem, requested_at)
    ON handbook_texts TO obuka_service;

-- The words of a text with their places in it, by which words that stand next to each other are
-- found. A word of more than 60 letters is none; places end at 16,383, which no part of a page has.
CREATE FUNCTION placed_words(original text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(string_agg(placed.word || ':' || placed.places, ' '), '')::tsvector
    FROM (
        SELECT had.word, string_agg(had.place::text, ',') AS places
        FROM unnest(public.search_words(public.search_fold(original)))
            WITH ORDINALITY AS had (word, place)
        WHERE length(had.word) BETWEEN 1 AND 60 AND had.place < 16384
        GROUP BY had.word
    ) AS placed);

-- A page of a PDF or a chapter of an EPUB; a long one in parts, so that a passage is found fast.
CREATE TABLE handbook_pages (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbook_pages_pkey PRIMARY KEY,
    blob_id bigint NOT NULL CONSTRAINT handbook_pages_text_fkey
        REFERENCES handbook_texts (blob_id),
    number integer NOT NULL CONSTRAINT handbook_pages_number_range
        CHECK (number BETWEEN 1 AND 20000),
    part integer NOT NULL CONSTRAINT handbook_pages_part_range CHECK (part BETWEEN 1 AND 1000),
    -- Of a chapter.
    title text CONSTRAINT handbook_pages_title_nfc CHECK (title IS NFC NORMALIZED)
        CONSTRAINT handbook_pages_title_length CHECK (length(title) BETWEEN 1 AND 300),
    content text NOT NULL
        CONSTRAINT handbook_pages_content_nfc CHECK (content IS NFC NORMALIZED)
        CONSTRAINT handbook_pages_content_length CHECK (length(content) BETWEEN 1 AND 8000),
    words tsvector NOT NULL GENERATED ALWAYS AS (placed_words(content)) STORED,
    CONSTRAINT handbook_pages_once UNIQUE (blob_id, number, part)
);
REVOKE ALL ON handbook_pages FROM obuka_service;
GRANT SELECT, DELETE ON handbook_pages TO obuka_service;
GRANT INSERT (blob_id, number, part, title, content) ON handbook_pages TO obuka_service;

-- All words that stand in handbooks, which are many: a search for people is not to go through them,
-- so they have a vocabulary of their own. Two who enter a new word at once do not wait for each
-- other: then it stands here twice.
CREATE TABLE handbook_words (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT handbook_words_pkey PRIMARY KEY,
    word text COLLATE "C" NOT NULL,
    stem text COLLATE "C" NOT NULL GENERATED ALWAYS AS (search_stem(word)) STORED
);
CREATE INDEX handbook_words_word_idx ON handbook_words (word);
CREATE INDEX handbook_words_stem_idx ON handbook_words (stem);
REVOKE ALL ON handbook_words FROM obuka_service;
GRANT SELECT ON handbook_words TO obuka_service;

-- What a page is found and ranked by: the stems of its words with their places. The rank of each
-- hit is worked out of this, ten thousand times for a word that ten thousand pages have, so it
-- stays in its row: fetched from beside it, that took four times as long.
CREATE TABLE handbook_page_stems (
    page_id bigint CONSTRAINT handbook_page_stems_pkey PRIMARY KEY
        CONSTRAINT handbook_page_stems_page_fkey REFERENCES handbook_pages (id) ON DELETE CASCADE,
    blob_id bigint NOT NULL,
    stems tsvector NOT NULL
) WITH (toast_tuple_target = 8160);
ALTER TABLE handbook_page_stems ALTER COLUMN stems SET STORAGE MAIN;
CREATE INDEX handbook_page_stems_blob_idx ON handbook_page_stems (blob_id);
-- Entered at once: what waits in a list of its own is searched from end to end.
CREATE INDEX handbook_page_stems_stems_idx ON handbook_page_stems USING gin (stems)
    WITH (fastupdate = off);
REVOKE ALL ON handbook_page_stems FROM obuka_service;
GRANT SELECT ON handbook_page_stems TO obuka_service;

CREATE FUNCTION enter_page_stems() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO handbook_words (word)
    SELECT DISTINCT has.lexeme
    FROM new_rows CROSS JOIN LATERAL unnest(new_rows.words) AS has
    WHERE NOT EXISTS (SELECT FROM handbook_words WHERE word = has.lexeme COLLATE "C");
    INSERT INTO handbook_page_stems (page_id, blob_id, stems)
    SELECT placed.id, placed.blob_id,
        string_agg(placed.stem || ':' || placed.places, ' ')::tsvector
    FROM (
        SELECT new_rows.id, new_rows.blob_id, known.stem,
            string_agg(array_to_string(has.positions, ','), ',') AS places
        FROM new_rows CROSS JOIN LATERAL unnest(new_rows.words) AS has
        CROSS JOIN LATERAL (
            SELECT stem FROM handbook_words WHERE word = has.lexeme COLLATE "C" LIMIT 1
        ) AS known
        GROUP BY new_rows.id, new_rows.blob_id, known.stem
    ) AS placed
    GROUP BY placed.id, placed.blob_id;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION enter_page_stems() FROM PUBLIC;
CREATE TRIGGER enter_stems AFTER INSERT ON handbook_pages REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION enter_page_stems();

-- A file is to be read as soon as an edition has it.
CREATE FUNCTION ask_for_text() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO handbook_texts (blob_id) VALUES (NEW.blob_id) ON CONFLICT (blob_id) DO NOTHING;
    RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION ask_for_text() FROM PUBLIC;
CREATE TRIGGER ask_for_text_inserted AFTER INSERT ON handbook_editions
    FOR EACH ROW WHEN (NEW.blob_id IS NOT NULL) EXECUTE FUNCTION ask_for_text();
CREATE TRIGGER ask_for_text_updated AFTER UPDATE OF blob_id ON handbook_editions
    FOR EACH ROW WHEN (NEW.blob_id IS DISTINCT FROM OLD.blob_id AND NEW.blob_id IS NOT NULL)
    EXECUTE FUNCTION ask_for_text();
INSERT INTO handbook_texts (blob_id)
SELECT DISTINCT blob_id FROM handbook_editions WHERE blob_id IS NOT NULL;
