-- City municipalities (gradske opštine) are parts of a city and none of the 145 LSGs. Somebody may
-- be employed by one: the enrolment says which, and reports count it as its city or by itself. The
-- codes are those of the Republic Statistical Office. Sources and licences: NOTICE.

CREATE TABLE city_municipalities (
    code text CONSTRAINT city_municipalities_pkey PRIMARY KEY
        CONSTRAINT city_municipalities_code_form CHECK (code ~ '^[0-9]{5}$'),
    lsg_code text NOT NULL
        CONSTRAINT city_municipalities_lsg_fkey REFERENCES lsgs (code),
    name_cyrl text NOT NULL
        CONSTRAINT city_municipalities_name_cyrl_nfc CHECK (name_cyrl IS NFC NORMALIZED),
    name_latn text NOT NULL
        CONSTRAINT city_municipalities_name_latn_nfc CHECK (name_latn IS NFC NORMALIZED),
    CONSTRAINT city_municipalities_name_cyrl_once UNIQUE (lsg_code, name_cyrl)
);
-- The law names them; a change is a migration.
CALL make_append_only('city_municipalities');
REVOKE INSERT ON city_municipalities FROM obuka_service;

INSERT INTO city_municipalities (code, lsg_code, name_cyrl, name_latn)
VALUES
    ('70092', '79014', 'Барајево', 'Barajevo'),
    ('70106', '79014', 'Вождовац', 'Voždovac'),
    ('70114', '79014', 'Врачар', 'Vračar'),
    ('70122', '79014', 'Гроцка', 'Grocka'),
    ('70149', '79014', 'Звездара', 'Zvezdara'),
    ('70157', '79014', 'Земун', 'Zemun'),
    ('70165', '79014', 'Лазаревац', 'Lazarevac'),
    ('70173', '79014', 'Младеновац', 'Mladenovac'),
    ('70181', '79014', 'Нови Београд', 'Novi Beograd'),
    ('70190', '79014', 'Обреновац', 'Obrenovac'),
    ('70203', '79014', 'Палилула', 'Palilula'),
    ('70211', '79014', 'Раковица', 'Rakovica'),
    ('70220', '79014', 'Савски венац', 'Savski venac'),
    ('70238', '79014', 'Сопот', 'Sopot'),
    ('70246', '79014', 'Стари град', 'Stari grad'),
    ('70254', '79014', 'Чукарица', 'Čukarica'),
    ('70432', '79057', 'Врање', 'Vranje'),
    ('70947', '79049', 'Пожаревац', 'Požarevac'),
    ('71145', '79065', 'Ужице', 'Užice'),
    ('71285', '79022', 'Нишка Бања', 'Niška Banja'),
    ('71293', '79014', 'Сурчин', 'Surčin'),
    ('71307', '79022', 'Пантелеј', 'Pantelej'),
    ('71315', '79022', 'Црвени Крст', 'Crveni Krst'),
    ('71323', '79022', 'Палилула', 'Palilula'),
    ('71331', '79022', 'Медијана', 'Medijana'),
    ('71340', '79049', 'Костолац', 'Kostolac'),
    ('71358', '79057', 'Врањска Бања', 'Vranjska Banja'),
    ('71366', '79065', 'Севојно', 'Sevojno');

ALTER TABLE enrolments ADD COLUMN city_municipality_code text
    CONSTRAINT enrolments_city_municipality_fkey REFERENCES city_municipalities (code);
CREATE INDEX enrolments_city_municipality_idx ON enrolments (city_municipality_code);

-- Whichever way somebody comes in: the code of a city municipality is accepted as that of an LSG,
-- and the enrolment then has both. Only this writes the column.
CREATE FUNCTION place_in_city() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    city text;
BEGIN
    SELECT lsg_code INTO city FROM city_municipalities WHERE code = NEW.lsg_code;
    IF FOUND THEN
        NEW.city_municipality_code := NEW.lsg_code;
        NEW.lsg_code := city;
    ELSIF TG_OP = 'INSERT' OR NEW.lsg_code IS DISTINCT FROM OLD.lsg_code THEN
        NEW.city_municipality_code := NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER place_in_city BEFORE INSERT OR UPDATE OF lsg_code ON enrolments
    FOR EACH ROW EXECUTE FUNCTION place_in_city();

-- Which settings there are, the program knows.
ALTER TABLE settings DROP CONSTRAINT settings_code_known;
ALTER TABLE settings ADD CONSTRAINT settings_code_form
    CHECK (code ~ '^[a-z]+(-[a-z]+)*[.][a-z]+(-[a-z]+)*$');
SELECT set_config('obuka.actor', 'migration', true);
INSERT INTO settings (code, value)
VALUES ('reports.city-municipalities', 'off'), ('reports.public', 'off');
