-- An institution that knew the address of another one's person nominated that person: the enrolment
-- said where the person works, and the answer told who has an address, and whose name it is. Now
-- whom an institution does not have itself is a record of its own, which has the address that was
-- given beside it and no other; the centre sees whose address that is, and merges the two or
-- decides otherwise. So the answer is the same whether anybody has the address or not.

ALTER TABLE people ADD COLUMN nominated_email text
    CONSTRAINT people_nominated_email_nfc CHECK (nominated_email IS NFC NORMALIZED)
    CONSTRAINT people_nominated_email_length CHECK (length(nominated_email) <= 254)
    -- Nobody reads mail there: a name below .invalid never exists (RFC 2606).
    CONSTRAINT people_nominated_email_unconfirmed
    CHECK (nominated_email IS NULL OR email LIKE '%@unconfirmed.invalid');
GRANT INSERT (nominated_email), UPDATE (nominated_email) ON people TO obuka_service;

-- Who gets an address of their own is confirmed by that.
CREATE FUNCTION confirm_nominee() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.nominated_email := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER confirm_nominee BEFORE UPDATE OF email ON people
    FOR EACH ROW WHEN (NEW.email IS DISTINCT FROM OLD.email AND NEW.nominated_email IS NOT NULL
        AND NEW.email NOT LIKE '%@unconfirmed.invalid')
    EXECUTE FUNCTION confirm_nominee();

-- The address of the record that an organisation's nominee has while another record has the address
-- that was given: for one organisation and address always the same, so that there is one of them,
-- also in another centre into which both were brought.
CREATE FUNCTION nominee_email(organisation bigint, email text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT 'n' || left(encode(sha256(convert_to(
        organisations.code || ' ' || email, 'UTF8')), 'hex'), 32) || '@unconfirmed.invalid'
    FROM organisations WHERE organisations.id = organisation);

-- Where a person works and as what, as the newest enrolment of any record says that says where.
CREATE FUNCTION newest_desk(person bigint)
RETURNS TABLE (
    organisation_id bigint, lsg_code text, city_municipality_code text, institution text,
    function text, target_group text)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT enrolments.organisation_id, coalesce(enrolments.lsg_code, organisations.lsg_code),
        enrolments.city_municipality_code,
        coalesce(nullif(enrolments.institution, ''), organisations.name_sr_latn, ''),
        enrolments.function, enrolments.target_group
    FROM enrolments
    LEFT JOIN organisations ON organisations.id = enrolments.organisation_id
    WHERE enrolments.person_id IN (SELECT person_records(person))
        AND (enrolments.organisation_id IS NOT NULL OR enrolments.lsg_code IS NOT NULL
            OR enrolments.institution <> '')
    ORDER BY enrolments.id DESC
    LIMIT 1;
END;

-- Whether an organisation, under whatever record, has a person: it nominated her last, or once as a
-- trainer, or she is of its municipality and nobody nominated her. 'own' and 'municipality' say
-- which; NULL when it has not.
CREATE FUNCTION nominee_of(person bigint, organisation bigint) RETURNS text
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT CASE
        WHEN desk.organisation_id IN (SELECT organisation_records(organisation)) THEN 'own'
        WHEN people.nominated_email IS NOT NULL AND people.email IN (
            SELECT nominee_email(record, people.nominated_email)
            FROM organisation_records(organisation) AS record)
        THEN 'own'
        WHEN EXISTS (
            SELECT FROM trainers
            WHERE trainers.person_id IN (SELECT person_records(people.id))
                AND trainers.nominator_id IN (SELECT organisation_records(organisation)))
        THEN 'own'
        WHEN desk.organisation_id IS NULL AND desk.lsg_code = organisations.lsg_code
            THEN 'municipality' END
    FROM people
    JOIN organisations ON organisations.id = organisation
    LEFT JOIN LATERAL newest_desk(people.id) AS desk ON true
    WHERE people.id = person;
END;

-- Refuses a focal point's nomination of somebody whom the organisation has not, and who was not
-- entered with it. Who may read everybody's names decides for himself, and a person applies.
CREATE FUNCTION check_nominee() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    asker bigint := substring(current_setting('obuka.actor', true) FROM '^account (\d+)$');
BEGIN
    IF asker IS NULL OR NOT EXISTS (
        SELECT FROM account_roles
        WHERE account_id = asker AND role = 'focal-point')
    OR EXISTS (
        SELECT FROM account_roles
        WHERE account_id = asker AND role IN ('administrator', 'staff', 'auditor'))
    OR EXISTS (
        SELECT FROM accounts
        WHERE id = asker
            AND standing_person(accounts.person_id) = standing_person(NEW.person_id))
    THEN
        RETURN NEW;
    END IF;
    IF nominee_of(NEW.person_id, NEW.organisation_id) IS NULL
        AND NOT EXISTS (SELECT FROM people WHERE id = NEW.person_id AND created_at = now())
    THEN
        PERFORM refuse('enrolments_nominee_of_organisation');
    END IF;
    RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION check_nominee() FROM PUBLIC;
CREATE TRIGGER check_nominee BEFORE INSERT ON enrolments
    FOR EACH ROW WHEN (NEW.organisation_id IS NOT NULL) EXECUTE FUNCTION check_nominee();
