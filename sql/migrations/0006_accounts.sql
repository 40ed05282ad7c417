-- The means to sign in, what each may do, and tokens for programs.

CREATE TABLE accounts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT accounts_pkey PRIMARY KEY,
    email text NOT NULL
        CONSTRAINT accounts_email_form
        CHECK (
            email ~ '^[^[:space:]@]+@[^[:space:]@]+$'
            AND email = lower(email COLLATE "und-x-icu"))
        CONSTRAINT accounts_email_length CHECK (length(email) <= 254),
    person_id bigint CONSTRAINT accounts_person_fkey REFERENCES people (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT accounts_email_once UNIQUE (email),
    CONSTRAINT accounts_person_once UNIQUE (person_id)
);
CALL make_audited('accounts');

-- Taking somebody's access is a decision that somebody answers for. The argument is the name of
-- the constraint.
CREATE FUNCTION require_reason() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(current_setting('obuka.reason', true), '') = '' THEN
        RAISE EXCEPTION 'a row of % is written without a reason', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = TG_ARGV[0], TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

CREATE TABLE account_roles (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT account_roles_pkey PRIMARY KEY,
    account_id bigint NOT NULL CONSTRAINT account_roles_account_fkey REFERENCES accounts (id),
    role text NOT NULL
        CONSTRAINT account_roles_role_known CHECK (role IN (
            'administrator', 'staff', 'trainer', 'trainee', 'focal-point', 'auditor')),
    organisation_id bigint
        CONSTRAINT account_roles_organisation_fkey REFERENCES organisations (id),
    CONSTRAINT account_roles_once UNIQUE (account_id, role),
    CONSTRAINT account_roles_focal_point_has_organisation
        CHECK ((role = 'focal-point') = (organisation_id IS NOT NULL))
);
CREATE INDEX account_roles_organisation_idx ON account_roles (organisation_id);
CALL make_audited('account_roles');
CREATE TRIGGER require_reason BEFORE DELETE ON account_roles
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('account_roles_has_reason');

-- An account with a row here is disabled; enabling it again deletes the row. Both stand in the
-- audit with their reasons.
CREATE TABLE account_disablings (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT account_disablings_pkey PRIMARY KEY,
    account_id bigint NOT NULL
        CONSTRAINT account_disablings_account_fkey REFERENCES accounts (id),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT account_disablings_once UNIQUE (account_id)
);
CALL make_audited('account_disablings');
REVOKE UPDATE ON account_disablings FROM obuka_service;
CREATE TRIGGER require_reason BEFORE INSERT OR DELETE ON account_disablings
    FOR EACH STATEMENT EXECUTE FUNCTION require_reason('account_disablings_has_reason');

-- Only the SHA-256 of a token is kept: who reads the table cannot use it.
CREATE TABLE tokens (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT tokens_pkey PRIMARY KEY,
    account_id bigint NOT NULL CONSTRAINT tokens_account_fkey REFERENCES accounts (id),
    name text NOT NULL CONSTRAINT tokens_name_length CHECK (length(name) BETWEEN 1 AND 100),
    hash bytea NOT NULL CONSTRAINT tokens_hash_length CHECK (length(hash) = 32),
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT tokens_hash_once UNIQUE (hash),
    CONSTRAINT tokens_expiry_after_creation CHECK (expires_at > created_at)
);
CREATE INDEX tokens_account_idx ON tokens (account_id);
CALL make_audited('tokens');

CREATE TABLE token_revocations (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT token_revocations_pkey PRIMARY KEY,
    token_id bigint NOT NULL CONSTRAINT token_revocations_token_fkey REFERENCES tokens (id),
    revoked_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT token_revocations_once UNIQUE (token_id)
);
CALL make_audited('token_revocations');
CALL make_append_only('token_revocations');

-- A disabled account gets no token. The lock on the account lets a token and a disabling wait for
-- each other: whichever comes second sees the first.
CREATE FUNCTION check_token_account() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounts WHERE id = NEW.account_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT FROM account_disablings WHERE account_id = NEW.account_id) THEN
        RAISE EXCEPTION 'account % is disabled', NEW.account_id
            USING ERRCODE = 'integrity_constraint_violation',
                  CONSTRAINT = 'tokens_account_not_disabled', TABLE = 'tokens';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER check_account AFTER INSERT OR UPDATE OF account_id ON tokens
    FOR EACH ROW EXECUTE FUNCTION check_token_account();

-- Disabling an account ends its tokens, for ever: enabled again, it needs new ones.
CREATE FUNCTION end_tokens() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM accounts WHERE id = NEW.account_id FOR NO KEY UPDATE;
    INSERT INTO token_revocations (token_id)
    SELECT id FROM tokens WHERE account_id = NEW.account_id
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER end_tokens AFTER INSERT ON account_disablings
    FOR EACH ROW EXECUTE FUNCTION end_tokens();

-- Written at most once an hour a token, apart from the tokens: no act of a person, so no audit.
CREATE TABLE token_uses (
    token_id bigint CONSTRAINT token_uses_pkey PRIMARY KEY
        CONSTRAINT token_uses_token_fkey REFERENCES tokens (id),
    last_used_at timestamptz NOT NULL
);

-- The answer to an unsafe request that carried an Idempotency-Key, stored in the transaction of
-- the act itself: the key is there exactly when the act is.
CREATE TABLE idempotency_keys (
    account_id bigint NOT NULL CONSTRAINT idempotency_keys_account_fkey REFERENCES accounts (id),
    key text NOT NULL CONSTRAINT idempotency_keys_key_length CHECK (length(key) BETWEEN 1 AND 255),
    request_hash bytea NOT NULL
        CONSTRAINT idempotency_keys_request_hash_length CHECK (length(request_hash) = 32),
    status integer NOT NULL,
    body bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
