-- The service fills neither the id nor the moment of a row that is audited or stands for ever, nor
-- any other default of one that stands for ever: it could backdate what it did, or put it before
-- another row.
SELECT attrelid::regclass || '.' || attname AS offender
FROM pg_attribute
WHERE attnum > 0 AND NOT attisdropped
    AND has_column_privilege('obuka_service', attrelid, attnum, 'INSERT')
    AND (
        (attidentity <> '' OR attname = 'created_at')
            AND EXISTS (
                SELECT FROM pg_trigger WHERE tgrelid = attrelid AND tgname = 'audit_insert')
        OR atthasdef
            AND EXISTS (
                SELECT FROM pg_trigger WHERE tgrelid = attrelid AND tgname = 'append_only'))
ORDER BY 1;
