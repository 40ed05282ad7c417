import Documents
import Postgres

/// Looks for states that the rules forbid; changes nothing.
///
/// The database keeps the rules itself, so a finding means that somebody went around it, or a
/// defect of ours: either way a person has to look.
package enum Doctor {
    /// A subject for which a check does not hold.
    package struct Finding: Sendable {
        package let check: String
        package let subject: String

        package var json: JSON {
            ["check": .string(check), "subject": .string(subject)]
        }
    }

    /// How many subjects of one check are named.
    private static let findingsPerCheckMax = 100

    /// Runs every check on one snapshot.
    package static func examine(_ centre: TrainingCentre) async throws -> [Finding] {
        // Before the snapshot: the log may grow meanwhile, and what is kept with it.
        let kept = try centre.signing.rememberedCheckpoint()
        return try await centre.read { (transaction: borrowing Transaction) in
            var findings: [Finding] = []
            for check in checks + catalogueChecks + trainerChecks {
                for subject in try transaction.rows(
                    "\(check.query) LIMIT \(findingsPerCheckMax)",
                    as: String.self
                ) {
                    findings.append(Finding(check: check.name, subject: subject))
                }
            }
            if let problem = try signingProblem(centre.signing, in: transaction) {
                findings.append(Finding(check: signingCheck, subject: problem))
            }
            if let problem = try historyProblem(kept, in: transaction) {
                findings.append(Finding(check: historyCheck, subject: problem))
            }
            for subject in try unreadTexts(in: transaction) {
                findings.append(Finding(check: textsCheck, subject: subject))
            }
            for blob in try Blob.all(in: transaction) {
                if findings.count(where: { $0.check == filesCheck }) == findingsPerCheckMax {
                    break
                }
                if !centre.blobs.holds(blob)
                    || Blob.MediaType.ofModules.contains(blob.mediaType)
                        && !centre.packages.holds(blob)
                {
                    findings.append(Finding(check: filesCheck, subject: "file \(blob.digest)"))
                }
            }
            let epoch: SQL = "SELECT extract(epoch FROM now())::bigint"
            let now = try transaction.value(epoch, as: Int.self) ?? 0
            for name in centre.blobs.abandoned(at: now).prefix(findingsPerCheckMax) {
                findings.append(Finding(check: uploadsCheck, subject: "file \(name)"))
            }
            return findings
        }
    }

    private static let textsCheck = "the text of handbooks is read, so that it can be searched"

    /// What keeps files of handbooks from being read; a file that cannot be read is no fault.
    private static func unreadTexts(in transaction: borrowing Transaction) throws -> [String] {
        let waiting = try transaction.rows(
            """
            SELECT editions.code, blobs.media_type, requested_at < now() - interval '1 hour'
            FROM handbook_texts
            JOIN blobs ON blobs.id = handbook_texts.blob_id
            JOIN edition_files ON edition_files.blob_id = handbook_texts.blob_id
            JOIN handbook_editions AS editions ON editions.id = edition_files.edition_id
            WHERE read_at IS NULL
            ORDER BY editions.code
            LIMIT \(findingsPerCheckMax)
            """,
            as: (String.self, Blob.MediaType.self, Bool.self)
        )
        return waiting.filter { $0.2 && HandbookReader.canRead($0.1) }.map { "edition \($0.0)" }
            + waiting.filter { !HandbookReader.canRead($0.1) }.prefix(1).map { _ in
                "\(HandbookReader.pdfProgram) is not installed: install poppler-utils"
            }
    }

    private static let filesCheck = "every file that is recorded is kept, with all its bytes"

    private static let uploadsCheck = "no upload that was killed has left its file behind"

    private static let historyCheck = "the log begins with everything that it has published"

    /// How the log differs from the checkpoint that is kept outside the database; nil when it does
    /// not.
    private static func historyProblem(
        _ kept: [UInt8]?,
        in transaction: borrowing Transaction
    ) throws -> String? {
        do {
            _ = try LogStore.head(continuing: kept, in: transaction)
            return nil
        } catch let error as PostgresError {
            throw error
        } catch {
            return (error as? any Refusal)?.message ?? String(describing: error)
        }
    }

    private static let signingCheck = "the centre can sign with the keys that it published"

    /// What would keep the next certificate from being signed; nil when nothing would.
    private static func signingProblem(
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> String? {
        // A centre that has never had a key has promised nothing yet.
        guard try !SigningKey.list(in: transaction).isEmpty else { return nil }
        do {
            _ = try Signers(signing, in: transaction)
            _ = try signing.logSigner(in: transaction)
            return nil
        } catch let error as PostgresError {
            throw error
        } catch {
            return (error as? any Refusal)?.message ?? String(describing: error)
        }
    }

    /// The names of all checks, for the report that nothing was found.
    package static var checkNames: [String] {
        (checks + catalogueChecks + trainerChecks).map(\.name)
            + [signingCheck, historyCheck, textsCheck, filesCheck, uploadsCheck]
    }

    private static let checks: [(name: String, query: SQL)] =
        seatChecks + otherChecks + checksOfMerges

    /// As the triggers ask that keep such numbers out: few texts have so many digits.
    private static func holdsNumber(_ text: SQL) -> SQL {
        "(\(text) ~ '[0-9]([ ./-]?[0-9]){12}' AND holds_personal_number(\(text)))"
    }

    private static let otherChecks: [(name: String, query: SQL)] = [
        (
            "a closed cohort has an outcome for every enrolment",
            """
            SELECT cohorts.code || ' enrolment ' || enrolments.id
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.state = 'closed' AND enrolments.held_seat
                AND NOT EXISTS (SELECT FROM outcomes WHERE enrolment_id = enrolments.id)
            """
        ),
        (
            "no personal number (JMBG) stands in what somebody is or where",
            """
            SELECT cohorts.code || ' enrolment ' || enrolments.id
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE \(holdsNumber("enrolments.function"))
                OR \(holdsNumber("enrolments.institution"))
            UNION ALL
            SELECT activities.code || ' person ' || participants.person_id
            FROM activity_participants AS participants
            JOIN activities ON activities.id = participants.activity_id
            WHERE \(holdsNumber("participants.function"))
            """
        ),
        (
            "only a closed cohort has outcomes",
            """
            SELECT cohorts.code || ' enrolment ' || enrolments.id
            FROM outcomes
            JOIN enrolments ON enrolments.id = outcomes.enrolment_id
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.state <> 'closed'
            """
        ),
        (
            "a frozen outcome is what the marks and results come to",
            """
            SELECT cohorts.code || ' enrolment ' || outcomes.enrolment_id
            FROM outcomes
            JOIN standings ON standings.enrolment_id = outcomes.enrolment_id
            JOIN cohorts ON cohorts.id = standings.cohort_id
            WHERE outcomes.attended_hours <> standings.attended_hours
                OR outcomes.total_hours <> standings.total_hours
                OR (outcomes.final_score_percent IS NULL)
                    <> (standings.final_score_percent IS NULL)
                -- What did not pass was once shown rounded up as well.
                OR abs(outcomes.final_score_percent - standings.final_score_percent) > 0.01
                OR outcomes.problem IS DISTINCT FROM
                    (coalesce(outcomes.problems, ARRAY[outcomes.problem]))[1]
                -- Who answers a questionnaire later changes no outcome.
                OR array_remove(
                    coalesce(outcomes.problems, array_remove(ARRAY[outcomes.problem], NULL)),
                    'evaluation not given')
                    IS DISTINCT FROM CASE WHEN outcomes.problems IS NULL
                        THEN array_remove(ARRAY[standings.problem], NULL)
                        ELSE array_remove(
                            array_remove(standings.problems, 'evaluation not given'),
                            -- Whoever passed by rounding, before scores were compared as they are.
                            CASE WHEN outcomes.final_score_percent >= cohorts.pass_score_percent
                                THEN 'score below pass score' END)
                    END
            """
        ),
        (
            "a certificate of completion has a passed outcome behind it",
            """
            SELECT certificates.number
            FROM certificates
            LEFT JOIN outcomes ON outcomes.enrolment_id = certificates.enrolment_id
            WHERE certificates.kind = 'completion' AND outcomes.passed IS NOT TRUE
            """
        ),
        (
            "a certificate is live exactly when it is neither revoked nor replaced",
            """
            SELECT certificates.number
            FROM certificates
            LEFT JOIN live_certificates ON live_certificates.certificate_id = certificates.id
            LEFT JOIN certificate_revocations AS revoked
                ON revoked.certificate_id = certificates.id
            LEFT JOIN certificate_replacements AS replaced
                ON replaced.certificate_id = certificates.id
            WHERE (live_certificates.certificate_id IS NOT NULL)
                <> (revoked.id IS NULL AND replaced.id IS NULL)
            """
        ),
        (
            "the register of a year has no gap",
            """
            SELECT year || ': ' || coalesce(register_counters.last_serial, 0)
                || ' numbers given, ' || coalesce(entries.count, 0) || ' entries, the last '
                || coalesce(entries.last_serial, 0)
            FROM register_counters
            FULL JOIN (
                SELECT register_year AS year, count(*), max(register_serial) AS last_serial
                FROM certificates GROUP BY register_year
            ) AS entries USING (year)
            WHERE coalesce(register_counters.last_serial, 0) <> coalesce(entries.count, 0)
                OR coalesce(entries.count, 0) <> coalesce(entries.last_serial, 0)
            """
        ),
        (
            "the check symbol of a verification ID is right",
            """
            SELECT number FROM certificates
            WHERE (
                SELECT sum(
                    (2 ^ (16 - place))::bigint
                    * (strpos('0123456789ACEHKMPTX', substr(verification_id, place, 1)) - 1))
                FROM generate_series(1, 16) AS place
            ) % 19 <> 0
            """
        ),
        (
            "every entry of the register is in the audit",
            """
            SELECT number FROM certificates
            WHERE id IN (
                SELECT id FROM certificates
                EXCEPT
                SELECT subject_id FROM audit_entries
                WHERE noun = 'certificates' AND action = 'insert')
            """
        ),
        (
            "the log takes in within minutes what waits for it",
            """
            SELECT count(*) || ' leaves wait, the oldest since ' || min(entered_at)
            FROM log_leaves
            WHERE place IS NULL
            HAVING min(entered_at) < now() - interval '5 minutes'
            """
        ),
        (
            "the newest tree of the log is signed within minutes",
            """
            SELECT 'size ' || log_roots.size || ' of ' || log_roots.sequenced_at
            FROM (SELECT size, sequenced_at FROM log_roots ORDER BY size DESC LIMIT 1) AS log_roots
            WHERE log_roots.sequenced_at < now() - interval '5 minutes'
                AND NOT EXISTS (
                    SELECT FROM log_checkpoints WHERE log_checkpoints.size = log_roots.size)
            """
        ),
        (
            "every witness follows the log",
            """
            SELECT witnesses.url || ': ' || coalesce(witness_states.problem, 'was not asked')
            FROM witnesses
            LEFT JOIN witness_states ON witness_states.witness_id = witnesses.id
            WHERE EXISTS (
                SELECT FROM log_checkpoints
                WHERE log_checkpoints.size > coalesce(witness_states.cosigned_size, 0)
                    AND log_checkpoints.signed_at < now() - interval '5 minutes'
                    AND witnesses.created_at < now() - interval '5 minutes')
            """
        ),
    ]
}
