-- Every table has the three audit triggers, but for those in which nobody acts: the audit itself,
-- lists of the law and of the migrator, what programs tell of learners (who sent a statement stands
-- in its row), what follows from audited rows (words to search for and the text, the cover and the
-- record of handbooks, and marks of quizzes too), how often handbooks are read, the note of a
-- token's last use, stored answers, and answers to questionnaires, which nobody shall be found
-- behind.
SELECT pg_class.oid::regclass || ' lacks ' || wanted.name AS offender
FROM pg_class
CROSS JOIN (
    VALUES ('audit_insert'), ('audit_update'), ('audit_delete')
) AS wanted (name)
WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'p')
    AND relname NOT IN (
        'audit_entries', 'lsgs', 'city_municipalities', 'schema_migrations', 'register_counters',
        'live_certificates',
        'token_uses', 'idempotency_keys', 'credentials', 'log_leaves', 'log_tiles', 'log_roots',
        'log_checkpoints', 'witness_states', 'watched_trees', 'search_vocabulary', 'person_words',
        'handbook_texts', 'handbook_pages', 'handbook_words', 'handbook_page_stems',
        'webhook_events', 'webhook_deliveries', 'webhook_due_evaluations', 'evaluation_answers',
        'enrolment_events', 'enrolment_changes', 'former_rows', 'module_runs', 'module_saves',
        'module_part_standings', 'quiz_draws', 'quiz_answers', 'quiz_grades',
        'xapi_statements', 'xapi_statement_agents', 'xapi_statement_activities',
        'xapi_attachments', 'xapi_statement_attachments', 'xapi_agent_labels', 'xapi_activities',
        'xapi_documents', 'cmi5_registrations', 'cmi5_sessions', 'cmi5_satisfactions',
        'untold_events', 'untold_changes', 'edition_uses',
        'catalogue_records', 'handbook_covers')
    AND NOT EXISTS (
        SELECT FROM pg_trigger
        WHERE tgrelid = pg_class.oid
            AND tgname = wanted.name
            AND tgfoid = 'audit_rows'::regproc
            AND tgenabled = 'O')
ORDER BY 1;
