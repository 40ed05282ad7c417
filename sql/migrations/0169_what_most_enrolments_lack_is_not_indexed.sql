-- Few enrolments have an organisation, a city municipality or another that they follow; every new
-- one entered its lack in three indexes. A key finds its rows by an index of those that have one.
DROP INDEX enrolments_organisation_idx;
CREATE INDEX enrolments_organisation_idx ON enrolments (organisation_id, id)
    WHERE organisation_id IS NOT NULL;

DROP INDEX enrolments_city_municipality_idx;
CREATE INDEX enrolments_city_municipality_idx ON enrolments (city_municipality_code)
    WHERE city_municipality_code IS NOT NULL;

ALTER TABLE enrolments DROP CONSTRAINT enrolments_follows_once;
CREATE UNIQUE INDEX enrolments_follows_once ON enrolments (follows_id)
    WHERE follows_id IS NOT NULL;
