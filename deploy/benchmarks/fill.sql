-- Fills an empty, migrated database with :rows certificates, each with its person and enrolment.
--
-- IDs and codes are decimal digits only, so that pgbench can compute them from a number: the digits
-- of 10000000000000 + n, then two digits that make the check sum right.
SET session_replication_role = replica;
SET synchronous_commit = off;
BEGIN;

CREATE FUNCTION bench_id(n bigint) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT (10000000000000 + n)::text || (t / 2)::text || (t % 2)::text
    FROM (
        -- 2^15 for the leading 1, then 2^8 … 2^2 for the seven digits of n.
        SELECT (19 - (32768
            + n / 1000000 % 10 * 256 + n / 100000 % 10 * 128 + n / 10000 % 10 * 64
            + n / 1000 % 10 * 32 + n / 100 % 10 * 16 + n / 10 % 10 * 8 + n % 10 * 4) % 19) % 19 AS t
    ) AS target
$$;

INSERT INTO courses (code, title_sr_cyrl, title_sr_latn, title_en)
VALUES ('BENCH', 'Курс за мерење', 'Kurs za merenje', 'A course to measure');
INSERT INTO course_versions (
    course_id, number, year, published_on, minimum_attendance_percent, pass_score_percent)
SELECT id, 1, 2024, '2024-01-01', 80, 60 FROM courses WHERE code = 'BENCH';
INSERT INTO cohorts (
    code, course_id, course_version_id, starts_on, ends_on, venue, capacity,
    minimum_attendance_percent, pass_score_percent, state, closed_on, seats_taken)
SELECT 'BENCH-' || n, (SELECT id FROM courses WHERE code = 'BENCH'),
    (SELECT max(id) FROM course_versions), '2024-01-16', '2024-01-18',
    'Plandište', 20, 80, 60, 'closed', '2024-01-18', 20
FROM generate_series(1, (:rows + 19) / 20) AS n;
INSERT INTO sessions (cohort_id, held_on, hours)
SELECT cohorts.id, day, 6
FROM cohorts CROSS JOIN unnest(ARRAY['2024-01-16', '2024-01-17', '2024-01-18']::date[]) AS day
WHERE cohorts.code LIKE 'BENCH-%';
INSERT INTO people (
    email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn, sex)
SELECT 'person' || n || '@bench.example', given.cyrl, family.cyrl, given.latn, family.latn,
    CASE WHEN n % 2 = 0 THEN 'F' ELSE 'M' END
FROM generate_series(1, :rows) AS n
JOIN (VALUES
    (0, 'Љубица', 'Ljubica'), (1, 'Вуксан', 'Vuksan'), (2, 'Живанко', 'Živanko'),
    (3, 'Спасенија', 'Spasenija'), (4, 'Трифун', 'Trifun'), (5, 'Нада', 'Nada'),
    (6, 'Марко', 'Marko')
) AS given (place, cyrl, latn) ON given.place = n % 7
JOIN (VALUES
    (0, 'Ђорђевић', 'Đorđević'), (1, 'Томинчић', 'Tominčić'), (2, 'Ирић', 'Irić'),
    (3, 'Наранџић', 'Narandžić'), (4, 'Рајчетић', 'Rajčetić'), (5, 'Ковјанић', 'Kovjanić'),
    (6, 'Пелагић', 'Pelagić'), (7, 'Страхињић', 'Strahinjić'), (8, 'Батинић', 'Batinić'),
    (9, 'Кусоњић', 'Kusonjić'), (10, 'Броћић', 'Broćić'), (11, 'Петковић', 'Petković'),
    (12, 'Маринковић', 'Marinković')
) AS family (place, cyrl, latn) ON family.place = n / 7 % 13
ORDER BY n;
INSERT INTO enrolments (
    cohort_id, person_id, code, status, held_seat, lsg_code, institution, function, target_group,
    employment, participation, sex)
SELECT cohorts.first_id + (n - 1) / 20, people.first_id + n - 1, bench_id(n), 'confirmed', true,
    (ARRAY['70068', '71170', '71277', '79014'])[1 + n % 4], 'Dom zdravlja', 'zdravstveni radnik',
    'other', 'employee', 'first-time', CASE WHEN n % 2 = 0 THEN 'F' ELSE 'M' END
FROM generate_series(1, :rows) AS n
CROSS JOIN (SELECT min(id) AS first_id FROM cohorts WHERE code LIKE 'BENCH-%') AS cohorts
CROSS JOIN (SELECT min(id) AS first_id FROM people WHERE email LIKE '%@bench.example') AS people;
INSERT INTO outcomes (
    enrolment_id, cohort_id, person_id, lsg_code, sex, attended_hours, total_hours,
    final_score_percent)
SELECT enrolments.id, enrolments.cohort_id, enrolments.person_id, enrolments.lsg_code,
    enrolments.sex, 18, 18, 80
FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
WHERE cohorts.code LIKE 'BENCH-%' ORDER BY enrolments.id;
INSERT INTO certificate_batches (cohort_id, kind, issued_on)
SELECT id, 'completion', '2024-03-06' FROM cohorts WHERE code LIKE 'BENCH-%';
INSERT INTO certificates (
    verification_id, register_year, register_serial, kind, batch_id, enrolment_id, cohort_id,
    person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl, course_title_sr_latn,
    course_title_en, cohort_code, starts_on, ends_on, venue, hours, issued_on)
SELECT enrolments.code, 2024, row_number() OVER (ORDER BY enrolments.id), 'completion',
    certificate_batches.id, enrolments.id, cohorts.id, enrolments.person_id, 'Љубица Ђорђевић',
    'Ljubica Đorđević',
    courses.code, courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en, cohorts.code,
    cohorts.starts_on, cohorts.ends_on, cohorts.venue, 18, '2024-03-06'
FROM enrolments
JOIN cohorts ON cohorts.id = enrolments.cohort_id
JOIN courses ON courses.id = cohorts.course_id
JOIN certificate_batches ON certificate_batches.cohort_id = cohorts.id
WHERE cohorts.code LIKE 'BENCH-%';
INSERT INTO live_certificates (person_id, cohort_id, kind, certificate_id)
SELECT person_id, cohort_id, kind, id FROM certificates WHERE course_code = 'BENCH';
INSERT INTO register_counters (year, last_serial) VALUES (2024, :rows);
-- They wait for the log, and the running service takes them in.
INSERT INTO log_leaves (kind, commitment, certificate_id)
SELECT 'issue', sha256(verification_id::bytea), id
FROM certificates WHERE course_code = 'BENCH' ORDER BY id;

-- The signed forms of the first :credentials: bytes of the size that real ones have. Nobody checks
-- them here; what is measured is how they are looked up and sent.
INSERT INTO status_lists (issuer_id, number, deck, dealt)
SELECT id, 1, decode(repeat('000000', 131072), 'hex'), 131072 FROM issuers;
INSERT INTO credentials (
    certificate_id, salt, status_list_id, status_slot, proof_key_id, token_key_id, document, token)
SELECT certificates.id, sha256(certificates.verification_id::bytea),
    (SELECT max(id) FROM status_lists), certificates.register_serial - 1,
    (SELECT max(id) FROM issuer_keys WHERE purpose = 'proof'),
    (SELECT max(id) FROM issuer_keys WHERE purpose = 'token'),
    repeat(certificates.verification_id, :document_bytes / 16)::bytea,
    repeat(certificates.verification_id, :token_bytes / 16)::bytea
FROM certificates
WHERE certificates.course_code = 'BENCH' AND certificates.register_serial <= :credentials;

-- A closed cohort of 10,000 people who passed and have no certificate yet, and one open cohort.
INSERT INTO cohorts (
    code, course_id, course_version_id, starts_on, ends_on, venue, capacity,
    minimum_attendance_percent, pass_score_percent, state, closed_on, seats_taken)
SELECT 'ISSUE-' || n, (SELECT id FROM courses WHERE code = 'BENCH'),
    (SELECT max(id) FROM course_versions), '2024-02-13', '2024-02-15',
    'Plandište', 10000, 80, 60, 'closed', '2024-02-15', 10000
FROM generate_series(1, 3) AS n;
INSERT INTO sessions (cohort_id, held_on, hours)
SELECT id, '2024-02-15', 18 FROM cohorts WHERE code LIKE 'ISSUE-%';
INSERT INTO people (
    email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
SELECT 'issue' || n || '@bench.example', 'Љубица', 'Ђорђевић', 'Ljubica', 'Đorđević'
FROM generate_series(1, 10000) AS n;
-- Their IDs lie above the most rows that deploy/bench takes.
INSERT INTO enrolments (
    cohort_id, person_id, code, status, held_seat, lsg_code, institution, function, target_group,
    employment, participation)
SELECT cohorts.id, people.id, bench_id(9000000 + row_number() OVER ()), 'confirmed', true, '70068',
    'Dom zdravlja', 'zdravstveni radnik', 'other', 'employee', 'first-time'
FROM cohorts CROSS JOIN people
WHERE cohorts.code LIKE 'ISSUE-%' AND people.email LIKE 'issue%@bench.example';
INSERT INTO outcomes (
    enrolment_id, cohort_id, person_id, lsg_code, sex, attended_hours, total_hours,
    final_score_percent)
SELECT enrolments.id, enrolments.cohort_id, enrolments.person_id, enrolments.lsg_code,
    enrolments.sex, 18, 18, 80
FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
WHERE cohorts.code LIKE 'ISSUE-%';
INSERT INTO cohorts (
    code, course_id, course_version_id, starts_on, ends_on, venue, capacity,
    minimum_attendance_percent, pass_score_percent, state)
VALUES (
    'RACE', (SELECT id FROM courses WHERE code = 'BENCH'),
    (SELECT max(id) FROM course_versions), '2099-01-13', '2099-01-15',
    'Plandište', 20, 80, 60, 'published');
-- What the triggers would have learnt.
INSERT INTO person_words (word, person_id)
SELECT DISTINCT has.word, people.id
FROM people CROSS JOIN LATERAL unnest(search_words(fold)) AS has (word)
ORDER BY has.word, people.id;
INSERT INTO search_vocabulary (word)
SELECT DISTINCT unnest(search_words(texts.fold))
FROM (
    SELECT fold FROM people UNION ALL SELECT fold FROM courses UNION ALL SELECT fold FROM cohorts
) AS texts;
COMMIT;
VACUUM (ANALYZE);
CHECKPOINT;
