-- Programs of others learn what happens here by webhooks (Standard Webhooks 1.0.0). What is told is
-- written in the transaction of the act, so nothing is told that was rolled back and nothing that
-- happened is forgotten. It names what changed and holds no personal data: whoever may know more
-- asks the API.

CREATE TABLE webhooks (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhooks_pkey PRIMARY KEY,
    code text NOT NULL CONSTRAINT webhooks_code_form CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,39}$'),
    url text NOT NULL
        CONSTRAINT webhooks_url_form
        CHECK (url ~ '^https?://[^[:space:]@]+$' AND length(url) <= 2000),
    -- What it is told of; everything when empty.
    types text[] NOT NULL,
    -- Whether it may be on a private network or on this machine.
    is_private boolean NOT NULL DEFAULT false,
    disabled_at timestamptz,
    disabled_because text
        CONSTRAINT webhooks_disabled_because_length
        CHECK (length(disabled_because) BETWEEN 3 AND 500),
    created_at timestamptz NOT NULL DEFAULT now(),
    row_version bigint NOT NULL DEFAULT 1,
    CONSTRAINT webhooks_code_once UNIQUE (code),
    CONSTRAINT webhooks_disabled_has_reason
        CHECK ((disabled_at IS NULL) = (disabled_because IS NULL)),
    -- Without encryption only to this machine, for tests.
    CONSTRAINT webhooks_encrypted CHECK (
        url LIKE 'https://%'
        OR (is_private AND url ~ '^http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]+)?(/|$)'))
);
CREATE TRIGGER count_version BEFORE UPDATE ON webhooks
    FOR EACH ROW EXECUTE FUNCTION count_version();
CALL make_audited('webhooks');
REVOKE DELETE ON webhooks FROM obuka_service;

-- What a webhook's messages are signed with. A new one does not end the one before at once: for a
-- day messages carry both signatures.
CREATE TABLE webhook_secrets (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_secrets_pkey PRIMARY KEY,
    webhook_id bigint NOT NULL
        CONSTRAINT webhook_secrets_webhook_fkey REFERENCES webhooks (id),
    secret bytea NOT NULL
        CONSTRAINT webhook_secrets_secret_length CHECK (octet_length(secret) BETWEEN 24 AND 64),
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_secrets_webhook_idx ON webhook_secrets (webhook_id, id DESC);
CALL make_audited('webhook_secrets');
CALL make_append_only('webhook_secrets');

CREATE TABLE webhook_events (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_events_pkey PRIMARY KEY,
    type text NOT NULL CONSTRAINT webhook_events_type_form CHECK (type ~ '^[a-z]+\.[a-z]+$'),
    noun text NOT NULL,
    code text NOT NULL,
    href text NOT NULL,
    entered_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhook_events_entered_at_idx ON webhook_events (entered_at);
REVOKE ALL ON webhook_events FROM obuka_service;
GRANT SELECT, DELETE ON webhook_events TO obuka_service;

CREATE TABLE webhook_deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_deliveries_pkey PRIMARY KEY,
    event_id bigint NOT NULL
        CONSTRAINT webhook_deliveries_event_fkey REFERENCES webhook_events (id) ON DELETE CASCADE,
    webhook_id bigint NOT NULL
        CONSTRAINT webhook_deliveries_webhook_fkey REFERENCES webhooks (id),
    attempts integer NOT NULL DEFAULT 0,
    -- When it is tried next; NULL when it arrived or was given up.
    due_at timestamptz DEFAULT now(),
    delivered_at timestamptz,
    status integer,
    problem text,
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT webhook_deliveries_once UNIQUE (webhook_id, event_id),
    CONSTRAINT webhook_deliveries_delivered_is_done
        CHECK (delivered_at IS NULL OR due_at IS NULL)
);
CREATE INDEX webhook_deliveries_event_idx ON webhook_deliveries (event_id);
CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (due_at) WHERE due_at IS NOT NULL;
REVOKE ALL ON webhook_deliveries FROM obuka_service;
GRANT SELECT ON webhook_deliveries TO obuka_service;
GRANT UPDATE (attempts, due_at, delivered_at, status, problem)
    ON webhook_deliveries TO obuka_service;

-- Enters what is told and to whom; nobody else may, so that nothing is told that did not happen.
CREATE FUNCTION tell_webhooks(types text[], nouns text[], codes text[], hrefs text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH events AS (
        INSERT INTO webhook_events (type, noun, code, href)
        SELECT told.type, told.noun, told.code, told.href
        FROM unnest(types, nouns, codes, hrefs) AS told (type, noun, code, href)
        WHERE EXISTS (
            SELECT FROM webhooks
            WHERE disabled_at IS NULL
                AND (webhooks.types = '{}' OR told.type = ANY(webhooks.types)))
        RETURNING id, type
    )
    INSERT INTO webhook_deliveries (event_id, webhook_id)
    SELECT events.id, webhooks.id
    FROM events
    JOIN webhooks ON disabled_at IS NULL
        AND (webhooks.types = '{}' OR events.type = ANY(webhooks.types))
    ORDER BY events.id, webhooks.id
$$;
REVOKE ALL ON FUNCTION tell_webhooks(text[], text[], text[], text[]) FROM PUBLIC;

-- Of nouns that people know by a code: that one was entered or changed.
CREATE FUNCTION tell_of_coded() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    told text[];
BEGIN
    IF NOT EXISTS (SELECT FROM webhooks WHERE disabled_at IS NULL) THEN RETURN NULL; END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(code ORDER BY id) INTO told FROM new_rows;
    ELSE
        -- A seat that is taken is told as an enrolment, and is no change of the cohort.
        SELECT array_agg(new_rows.code ORDER BY new_rows.id) INTO told
        FROM new_rows JOIN old_rows ON old_rows.id = new_rows.id
        WHERE to_jsonb(new_rows) - 'seats_taken' - 'row_version'
            IS DISTINCT FROM to_jsonb(old_rows) - 'seats_taken' - 'row_version';
    END IF;
    IF told IS NULL THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg(TG_ARGV[0] || CASE WHEN TG_OP = 'INSERT' THEN '.created' ELSE '.changed' END),
        array_agg(TG_ARGV[0]), array_agg(code),
        array_agg('/api/v1/' || TG_TABLE_NAME || '/' || code))
    FROM unnest(told) AS code;
    RETURN NULL;
END
$$;

-- An enrolment's code is private and so is who is enrolled: told is in which cohort something
-- changed, once for each statement however many people it is about.
CREATE FUNCTION tell_of_enrolments() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhooks WHERE disabled_at IS NULL) THEN RETURN NULL; END IF;
    PERFORM tell_webhooks(
        array_agg(CASE WHEN TG_OP = 'INSERT' THEN 'enrolment.created' ELSE 'enrolment.changed' END),
        array_agg('cohort'::text), array_agg(code),
        array_agg('/api/v1/cohorts/' || code || '/enrolments'))
    FROM (
        SELECT DISTINCT cohorts.code
        FROM new_rows JOIN cohorts ON cohorts.id = new_rows.cohort_id
        ORDER BY 1
    ) AS changed
    HAVING count(*) > 0;
    RETURN NULL;
END
$$;

-- A certificate is named by its number in the register; its ID is the holder's to give away.
CREATE FUNCTION tell_of_certificates() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhooks WHERE disabled_at IS NULL) THEN RETURN NULL; END IF;
    IF TG_TABLE_NAME = 'certificates' THEN
        PERFORM tell_webhooks(
            array_agg('certificate.issued'::text), array_agg('certificate'::text),
            array_agg(number ORDER BY id), array_agg('/api/v1/certificates'::text))
        FROM new_rows HAVING count(*) > 0;
    ELSE
        PERFORM tell_webhooks(
            array_agg('certificate.revoked'::text), array_agg('certificate'::text),
            array_agg(certificates.number ORDER BY certificates.id),
            array_agg('/api/v1/certificates'::text))
        FROM new_rows JOIN certificates ON certificates.id = new_rows.certificate_id
        HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION tell_of_coded(), tell_of_enrolments(), tell_of_certificates() FROM PUBLIC;

DO $$
DECLARE
    coded record;
BEGIN
    FOR coded IN
        SELECT noun, target
        FROM (VALUES
            ('project', 'projects'), ('organisation', 'organisations'), ('course', 'courses'),
            ('cohort', 'cohorts')) AS nouns (noun, target)
    LOOP
        EXECUTE format(
            'CREATE TRIGGER tell_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows
             FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded(%L)', coded.target, coded.noun);
        EXECUTE format(
            'CREATE TRIGGER tell_updated AFTER UPDATE ON %I
             REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
             FOR EACH STATEMENT EXECUTE FUNCTION tell_of_coded(%L)', coded.target, coded.noun);
    END LOOP;
END
$$;
CREATE TRIGGER tell_inserted AFTER INSERT ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_enrolments();
CREATE TRIGGER tell_updated AFTER UPDATE ON enrolments REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_enrolments();
CREATE TRIGGER tell_inserted AFTER INSERT ON certificates REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_certificates();
CREATE TRIGGER tell_inserted AFTER INSERT ON certificate_revocations
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_certificates();
