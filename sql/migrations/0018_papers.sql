-- Certificates on paper: how they look, in versions, and the signed PDFs.

-- A part of what a document is made of. The newest imported version counts; while there is none,
-- the part that comes with the program does, and it is entered here when a document is made of it,
-- so that every document names what it was made of.
CREATE TABLE paper_parts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT paper_parts_pkey PRIMARY KEY,
    part text NOT NULL
        CONSTRAINT paper_parts_part_known CHECK (part IN ('certificate', 'badge', 'letterhead')),
    version integer NOT NULL CONSTRAINT paper_parts_version_range CHECK (version >= 1),
    is_imported boolean NOT NULL,
    content bytea NOT NULL
        CONSTRAINT paper_parts_content_length CHECK (length(content) BETWEEN 1 AND 1048576),
    entered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT paper_parts_version_once UNIQUE (part, version)
);
CALL make_audited('paper_parts');
CALL make_append_only('paper_parts');

-- A document is signed once in each language: a second signature would be other bytes.
CREATE TABLE certificate_papers (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT certificate_papers_pkey PRIMARY KEY,
    certificate_id bigint NOT NULL
        CONSTRAINT certificate_papers_certificate_fkey REFERENCES certificates (id),
    edition text NOT NULL
        CONSTRAINT certificate_papers_edition_known
        CHECK (edition IN ('sr-Cyrl', 'sr-Latn', 'en')),
    layout_id bigint NOT NULL
        CONSTRAINT certificate_papers_layout_fkey REFERENCES paper_parts (id),
    letterhead_id bigint NOT NULL
        CONSTRAINT certificate_papers_letterhead_fkey REFERENCES paper_parts (id),
    signer_id bigint NOT NULL
        CONSTRAINT certificate_papers_signer_fkey REFERENCES document_certificates (id),
    document bytea NOT NULL,
    digest bytea GENERATED ALWAYS AS (sha256(document)) STORED NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_papers_once UNIQUE (certificate_id, edition)
);
-- What is in a PDF is compressed already.
ALTER TABLE certificate_papers ALTER COLUMN document SET STORAGE EXTERNAL;
CREATE INDEX certificate_papers_layout_idx ON certificate_papers (layout_id);
CREATE INDEX certificate_papers_letterhead_idx ON certificate_papers (letterhead_id);
CREATE INDEX certificate_papers_signer_idx ON certificate_papers (signer_id);
CREATE INDEX certificate_papers_digest_idx ON certificate_papers (digest);
CALL make_audited('certificate_papers');
CALL make_append_only('certificate_papers');
