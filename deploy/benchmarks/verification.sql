\set n random(1, :rows)
\set t mod(19 - mod(32768 + mod(:n / 1000000, 10) * 256 + mod(:n / 100000, 10) * 128 + mod(:n / 10000, 10) * 64 + mod(:n / 1000, 10) * 32 + mod(:n / 100, 10) * 16 + mod(:n / 10, 10) * 8 + mod(:n, 10) * 4, 19), 19)
\set id 1000000000000000 + :n * 100 + :t / 2 * 10 + mod(:t, 2)
SELECT verification_id, verification_id, number, kind, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl, course_title_sr_latn, course_title_en, project_title_sr_cyrl, project_title_sr_latn, project_title_en, starts_on, ends_on, venue, hours, issued_on, expires_on, revoked_on, reason_class, successor_number, successor_issued_on, is_in_log, shown, suspended_on, centre_today() FROM verifications WHERE verification_id = :id;
