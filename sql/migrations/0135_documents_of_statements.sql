-- What programs keep beside statements: where a learner is in an activity, and profiles of
-- activities and agents (xAPI 1.0.3, part three, sections 2.2 to 2.7).

CREATE TABLE xapi_documents (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT xapi_documents_pkey PRIMARY KEY,
    kind text NOT NULL CONSTRAINT xapi_documents_kind_known
        CHECK (kind IN ('state', 'activity-profile', 'agent-profile')),
    activity text
        CONSTRAINT xapi_documents_activity_length CHECK (octet_length(activity) <= 900),
    agent text CONSTRAINT xapi_documents_agent_length CHECK (octet_length(agent) <= 900),
    registration uuid,
    document text NOT NULL
        CONSTRAINT xapi_documents_document_length
        CHECK (octet_length(document) BETWEEN 1 AND 500),
    content bytea NOT NULL
        CONSTRAINT xapi_documents_content_length CHECK (octet_length(content) <= 4194304),
    content_type text NOT NULL
        CONSTRAINT xapi_documents_content_type_length CHECK (length(content_type) <= 255),
    -- SHA-1 of the content, which is its entity tag (section 3.1).
    digest text NOT NULL
        CONSTRAINT xapi_documents_digest_sha1 CHECK (digest ~ '^[0-9a-f]{40}$'),
    updated_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', clock_timestamp()),
    CONSTRAINT xapi_documents_belongs CHECK (
        CASE kind
            WHEN 'state' THEN activity IS NOT NULL AND agent IS NOT NULL
            WHEN 'activity-profile'
                THEN activity IS NOT NULL AND agent IS NULL AND registration IS NULL
            ELSE activity IS NULL AND agent IS NOT NULL AND registration IS NULL
        END),
    CONSTRAINT xapi_documents_once
        UNIQUE NULLS NOT DISTINCT (kind, activity, agent, registration, document)
);
REVOKE ALL ON xapi_documents FROM obuka_service;
GRANT SELECT, DELETE,
    INSERT (kind, activity, agent, registration, document, content, content_type, digest),
    UPDATE (content, content_type, digest, updated_at) ON xapi_documents TO obuka_service;
