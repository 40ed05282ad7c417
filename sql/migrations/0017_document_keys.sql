-- Keys for printed documents: a PDF is signed by a key of P-256 that has a certificate of X.509,
-- issued by an authority of the centre's own, unless somebody else's is configured.

ALTER TABLE issuer_keys
    DROP CONSTRAINT issuer_keys_purpose_known,
    DROP CONSTRAINT issuer_keys_public_key_length;
ALTER TABLE issuer_keys
    ADD CONSTRAINT issuer_keys_purpose_known
        CHECK (purpose IN ('proof', 'token', 'log', 'authority', 'document')),
    ADD CONSTRAINT issuer_keys_public_key_length
        CHECK (length(public_key) = CASE
            WHEN purpose IN ('token', 'authority', 'document') THEN 65 ELSE 32
        END);

-- Every certificate that ever signed a document, and those of the centre's own authorities: old
-- documents are checked with them.
CREATE TABLE document_certificates (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT document_certificates_pkey PRIMARY KEY,
    -- NULL for a key that the centre was given with its certificate.
    key_id bigint CONSTRAINT document_certificates_key_fkey REFERENCES issuer_keys (id),
    is_authority boolean NOT NULL,
    -- X.509 in DER.
    certificate bytea NOT NULL
        CONSTRAINT document_certificates_certificate_length
        CHECK (length(certificate) BETWEEN 1 AND 65536),
    made_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT document_certificates_key_once UNIQUE (key_id)
);
CREATE UNIQUE INDEX document_certificates_certificate_once
    ON document_certificates (sha256(certificate));
CALL make_audited('document_certificates');
CALL make_append_only('document_certificates');
