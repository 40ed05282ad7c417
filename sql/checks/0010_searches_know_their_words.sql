-- Every table with a folded text is searchable: it has the index of its words, and what is entered
-- or changed in it teaches the vocabulary.
SELECT attrelid::regclass || ' lacks make_searchable' AS offender
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r'
    AND attname = 'fold'
    AND NOT attisdropped
    AND NOT (
        EXISTS (
            SELECT FROM pg_index
            WHERE indrelid = attrelid
                AND pg_get_indexdef(indexrelid) LIKE '%gin (search_keys(fold))')
        AND (
            SELECT count(*) = 2 FROM pg_trigger
            WHERE tgrelid = attrelid
                AND tgname IN ('learn_words_inserted', 'learn_words_updated')
                AND tgenabled = 'O'))
ORDER BY 1;
