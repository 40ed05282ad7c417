-- How often editions are read and taken home, day by day, counted without knowing by whom: no
-- account, no address and no time of day is kept, and nobody's act enters a row.

CREATE TABLE edition_uses (
    edition_id bigint NOT NULL
        CONSTRAINT edition_uses_edition_fkey REFERENCES handbook_editions (id),
    used_on date NOT NULL,
    media_type text NOT NULL CONSTRAINT edition_uses_media_type_known CHECK (media_type IN (
        'application/pdf', 'application/epub+zip', 'text/html', 'audio/mpeg', 'audio/mp4',
        'audio/ogg')),
    kind text NOT NULL
        CONSTRAINT edition_uses_kind_known CHECK (kind IN ('reading', 'download')),
    uses bigint NOT NULL CONSTRAINT edition_uses_uses_positive CHECK (uses > 0),
    CONSTRAINT edition_uses_pkey PRIMARY KEY (edition_id, used_on, media_type, kind)
);
CREATE INDEX edition_uses_used_on_idx ON edition_uses (used_on);
REVOKE ALL ON edition_uses FROM obuka_service;
GRANT SELECT, INSERT, UPDATE (uses) ON edition_uses TO obuka_service;

-- What was counted stays counted.
CREATE FUNCTION check_edition_uses() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'uses of an edition only grow'
        USING ERRCODE = 'integrity_constraint_violation',
              CONSTRAINT = 'edition_uses_grow', TABLE = 'edition_uses';
END
$$;
CREATE TRIGGER check_uses BEFORE UPDATE ON edition_uses
    FOR EACH ROW WHEN (NEW.uses < OLD.uses) EXECUTE FUNCTION check_edition_uses();
