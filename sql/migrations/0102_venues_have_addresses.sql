-- A venue has a street and a number, so that whoever is told of a place finds it.

ALTER TABLE venues
    -- As it is written on letters, in one script; readers get it in theirs.
    ADD COLUMN address text
        CONSTRAINT venues_address_nfc CHECK (address IS NFC NORMALIZED)
        CONSTRAINT venues_address_length CHECK (length(address) BETWEEN 1 AND 300);
GRANT INSERT (address), UPDATE (address) ON venues TO obuka_service;

-- The address of the one venue that is called so, by its code, a name or an alias; NULL when there
-- is none or several. A cohort says its venue in words, which may be a town.
CREATE FUNCTION venue_address(called text) RETURNS text
LANGUAGE sql STABLE
RETURN (
    SELECT CASE WHEN count(*) = 1 THEN min(address) END
    FROM venues
    WHERE called IN (code, name_sr_cyrl, name_sr_latn, name_en)
        OR id IN (SELECT venue_id FROM venue_aliases WHERE alias = called));
