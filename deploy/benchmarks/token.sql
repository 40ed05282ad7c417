\set n random(1, :rows)
\set t mod(19 - mod(32768 + mod(:n / 1000000, 10) * 256 + mod(:n / 100000, 10) * 128 + mod(:n / 10000, 10) * 64 + mod(:n / 1000, 10) * 32 + mod(:n / 100, 10) * 16 + mod(:n / 10, 10) * 8 + mod(:n, 10) * 4, 19), 19)
\set id 1000000000000000 + :n * 100 + :t / 2 * 10 + mod(:t, 2)
SELECT certificates.verification_id, credentials.token, certificates.person_id, coalesce(person_privacies.shown, 'full') FROM certificates JOIN credentials ON credentials.certificate_id = certificates.id LEFT JOIN person_privacies ON person_privacies.person_id = certificates.person_id WHERE certificates.verification_id = :id;
