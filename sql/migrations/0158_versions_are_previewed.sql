-- Who keeps the catalogue looks at a version as a learner sees it, before it is published. Nothing
-- of that is an attempt: there is no learner, and what the page sends is not kept.

CREATE TABLE module_previews (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT module_previews_pkey PRIMARY KEY,
    module_version_id bigint NOT NULL
        CONSTRAINT module_previews_version_fkey REFERENCES module_versions (id),
    -- Of the token in the address of the page, as in `module_launches`.
    hash bytea NOT NULL CONSTRAINT module_previews_hash_once UNIQUE
        CONSTRAINT module_previews_hash_length CHECK (length(hash) = 32),
    actor text NOT NULL CONSTRAINT module_previews_actor_named CHECK (actor <> ''),
    opened_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL,
    CONSTRAINT module_previews_ends_within_a_day
        CHECK (ends_at > opened_at AND ends_at <= opened_at + interval '1 day')
);
CREATE INDEX module_previews_version_idx ON module_previews (module_version_id);
CALL make_audited('module_previews');
CALL make_append_only('module_previews');
