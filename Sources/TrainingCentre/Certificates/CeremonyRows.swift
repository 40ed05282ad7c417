import Credentials
import Postgres

/// At which award ceremonies which certificates are handed out.
///
/// A batch is named by its cohort, its kind and the how-manieth of them it is: certificates are
/// issued anew in every centre, and their numbers are of that one alone.
enum ActivityBatchRows: RowNoun {
    static let columns = ["activity_code"] + BatchName.columns
    static let keys = columns
    static let permission = Permission.manageCatalogue

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY activities.code COLLATE "C", named.cohort COLLATE "C", named.kind,
                    named.place) AS place,
            ARRAY[activities.code, named.cohort, named.kind, named.place::text] AS cells
        FROM activity_batches
        JOIN activities ON activities.id = activity_batches.activity_id
        JOIN (\(BatchName.all)) AS named ON named.id = activity_batches.batch_id
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (code, name) = (form.code("activity_code"), BatchName(&form))
        try form.check()
        let activity = try Activity.find(code, in: transaction).draft
        let batch = try name.find(in: transaction)
        let batches = activity.batches + [String(batch.value)]
        let known = activity.form
        var changed = Form(known.values, lists: known.lists.merging(["batches": batches]) { $1 })
        do {
            _ = try ActivityDraft(&changed).update(ifVersion: nil, in: transaction)
        } catch {
            throw ActivityDraft.translated(error)
        }
    }
}

/// When and where batches are handed out, as it was planned last.
enum CertificateCeremonyRows: RowNoun {
    static let columns = BatchName.columns + ["on", "place", "note"]
    static let keys = BatchName.columns
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (ORDER BY cells[1] COLLATE "C", cells[2], cells[3]::integer)
                AS place,
            cells
        FROM (
            SELECT DISTINCT ON (ceremonies.batch_id) ARRAY[
                named.cohort, named.kind, named.place::text,
                to_char(ceremonies.held_on, 'YYYY-MM-DD'), ceremonies.venue,
                coalesce(ceremonies.note, '')] AS cells
            FROM certificate_ceremonies AS ceremonies
            JOIN (\(BatchName.all)) AS named ON named.id = ceremonies.batch_id
            ORDER BY ceremonies.batch_id, ceremonies.id DESC
        ) AS planned
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let name = BatchName(&form)
        try form.check()
        let batch = try name.find(in: transaction)
        _ = try CertificateBatch.arrangeCeremony(
            batch,
            form,
            by: run.act.actor,
            in: transaction
        )
    }
}

/// Which certificates are in their holders' hands, and since when.
enum CertificateHandoverRows: RowNoun {
    static let columns = ["cohort_code", "email", "kind", "handed_on"]
    static let keys = ["cohort_code", "email", "kind"]
    static let permission = Permission.issueCertificates

    static var rows: SQL {
        """
        SELECT row_number() OVER (
                ORDER BY cohorts.code COLLATE "C", people.email COLLATE "C", certificates.kind)
                AS place,
            ARRAY[
                cohorts.code, people.email, certificates.kind,
                to_char(latest.handed_on, 'YYYY-MM-DD')] AS cells
        FROM live_certificates AS live
        JOIN certificates ON certificates.id = live.certificate_id
        JOIN cohorts ON cohorts.id = certificates.cohort_id
        JOIN people ON people.id = certificates.person_id
        CROSS JOIN LATERAL (
            SELECT handed_on FROM certificate_handovers
            WHERE certificate_id = certificates.id ORDER BY id DESC LIMIT 1
        ) AS latest
        WHERE latest.handed_on IS NOT NULL
        """
    }

    static func enter(
        _ form: Form,
        of run: ImportRun,
        in transaction: borrowing Transaction
    ) throws {
        var form = form
        let (cohort, email) = (form.code("cohort_code"), form.email("email"))
        let kind = form.choice("kind") ?? Certificate.Kind.completion
        let day = form.date("handed_on")
        try form.check()
        guard
            let id = try transaction.value(
                """
                SELECT certificates.verification_id
                FROM live_certificates AS live
                JOIN certificates ON certificates.id = live.certificate_id
                JOIN cohorts ON cohorts.id = certificates.cohort_id
                JOIN people ON people.id = certificates.person_id
                WHERE cohorts.code = \(cohort) AND people.email = \(email)
                    AND certificates.kind = \(kind)
                """,
                as: VerificationID.self
            )
        else {
            throw InvalidForm([
                FieldProblem("email", "has no such certificate of \(cohort): issue it first")
            ])
        }
        _ = try Certificate.handOver(id, on: day, by: run.act, in: transaction)
    }
}

/// A batch of certificates as every centre may name it.
private struct BatchName {
    static let columns = ["cohort_code", "kind", "batch"]

    private let cohort: String
    private let kind: Certificate.Kind
    private let place: Int

    init(_ form: inout Form) {
        cohort = form.code("cohort_code")
        kind = form.choice("kind") ?? .completion
        place = form.optionalInteger("batch", in: 1...1_000) ?? 1
    }

    /// All batches, by id, with their names.
    static var all: SQL {
        """
        SELECT batches.id, cohorts.code AS cohort, batches.kind,
            row_number() OVER (PARTITION BY batches.cohort_id, batches.kind ORDER BY batches.id)
                AS place
        FROM certificate_batches AS batches JOIN cohorts ON cohorts.id = batches.cohort_id
        """
    }

    func find(in transaction: borrowing Transaction) throws -> ID<CertificateBatch> {
        guard
            let id = try transaction.value(
                """
                SELECT id FROM (\(Self.all)) AS named
                WHERE cohort = \(cohort) AND kind = \(kind) AND place = \(place)
                """,
                as: ID<CertificateBatch>.self
            )
        else {
            throw InvalidForm([
                FieldProblem(
                    "batch",
                    "there is no batch \(place) of \(kind.rawValue) certificates of \(cohort): "
                        + "issue them first"
                )
            ])
        }
        return id
    }
}
