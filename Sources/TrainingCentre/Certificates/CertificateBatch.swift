import Postgres

/// Certificates of one cohort and kind that are issued together, from the draft on.
///
/// A batch is a draft while it has a list of candidates and no certificate; one that was issued
/// without a draft has no candidates.
package struct CertificateBatch: Sendable {
    package let id: ID<CertificateBatch>
    package let cohortCode: String
    package let kind: Certificate.Kind
    /// The date of issue, also of a draft: it is part of what is approved.
    package let issuedOn: CalendarDate
    /// Who drafted it, or issued it without a draft: an account's e-mail address, `os root`.
    package let enteredBy: String?
    package let decision: Decision?
    package let candidates: Int
    package let issued: Int
    package let revoked: Int
    package let replaced: Int
    package let ceremony: Ceremony?

    /// What another person said about a draft.
    package struct Decision: Sendable {
        package let verdict: Verdict
        package let decidedBy: String
        package let reason: String?
    }

    /// Approved or rejected, for good.
    package enum Verdict: String, CaseIterable, Sendable {
        case approved, rejected
    }

    /// When and where the batch is handed out.
    package struct Ceremony: Sendable {
        package let heldOn: CalendarDate
        package let place: String
        package let note: String?
    }

    /// Where a batch stands.
    package enum State: String, CaseIterable, Sendable {
        case draft, approved, rejected, issued
    }

    package var state: State {
        if issued > 0 { return .issued }
        return switch decision?.verdict {
        case .approved: .approved
        case .rejected: .rejected
        case nil: candidates > 0 ? .draft : .issued
        }
    }

    /// Batches in the order of entry; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func list(
        cohort: String?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<CertificateBatch> {
        try actor.require(.readPeople)
        if let cohort { _ = try Cohort.id(of: cohort, in: transaction) }
        let found = try rows(
            """
            WHERE batches.id > \(page.afterID())
                AND (\(cohort)::text IS NULL OR cohorts.code = \(cohort?.uppercased()))
            ORDER BY batches.id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// One batch; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ id: ID<CertificateBatch>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CertificateBatch {
        try actor.require(.readPeople)
        guard let batch = try rows("WHERE batches.id = \(id)", in: transaction).first else {
            throw NotFound("batch", String(id.value))
        }
        return batch
    }

    /// The number of a batch as people type it; refuses with `NotFound`.
    package static func id(typed: String) throws -> ID<CertificateBatch> {
        guard let number = Int(typed), number > 0 else { throw NotFound("batch", typed) }
        return ID(number)
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CertificateBatch] {
        try transaction.rows(
            """
            SELECT batches.id, cohorts.code, batches.kind, batches.issued_on,
                coalesce(enterers.email, batches.entered_by), decisions.verdict,
                coalesce(deciders.email, decisions.decided_by), decisions.reason,
                (
                    SELECT count(*) FROM certificate_batch_candidates
                    WHERE batch_id = batches.id),
                counted.issued, counted.revoked, counted.replaced, ceremony.held_on,
                ceremony.venue, ceremony.note
            FROM certificate_batches AS batches
            JOIN cohorts ON cohorts.id = batches.cohort_id
            LEFT JOIN certificate_batch_decisions AS decisions ON decisions.batch_id = batches.id
            LEFT JOIN accounts AS enterers
                ON enterers.id = substring(batches.entered_by FROM '^account ([0-9]+)$')::bigint
            LEFT JOIN accounts AS deciders
                ON deciders.id = substring(decisions.decided_by FROM '^account ([0-9]+)$')::bigint
            CROSS JOIN LATERAL (
                SELECT count(*) AS issued, count(revocations.id) AS revoked,
                    count(replacements.id) AS replaced
                FROM certificates
                LEFT JOIN certificate_revocations AS revocations
                    ON revocations.certificate_id = certificates.id
                LEFT JOIN certificate_replacements AS replacements
                    ON replacements.certificate_id = certificates.id
                WHERE certificates.batch_id = batches.id
            ) AS counted
            LEFT JOIN LATERAL (
                SELECT held_on, venue, note FROM certificate_ceremonies
                WHERE batch_id = batches.id ORDER BY id DESC LIMIT 1
            ) AS ceremony ON true
            \(condition)
            """,
            as: (
                ID<CertificateBatch>.self, String.self, Certificate.Kind.self, CalendarDate.self,
                String?.self, Verdict?.self, String?.self, String?.self, Int.self, Int.self,
                Int.self, Int.self, CalendarDate?.self, String?.self, String?.self
            )
        ).map(CertificateBatch.init)
    }
}

extension CertificateBatch {
    /// Takes the columns of the statement above in their order.
    fileprivate init(
        _ id: ID<CertificateBatch>,
        _ cohortCode: String,
        _ kind: Certificate.Kind,
        _ issuedOn: CalendarDate,
        _ enteredBy: String?,
        _ verdict: Verdict?,
        _ decidedBy: String?,
        _ reason: String?,
        _ candidates: Int,
        _ issued: Int,
        _ revoked: Int,
        _ replaced: Int,
        _ heldOn: CalendarDate?,
        _ place: String?,
        _ note: String?
    ) {
        self.id = id
        self.cohortCode = cohortCode
        self.kind = kind
        self.issuedOn = issuedOn
        self.enteredBy = enteredBy
        decision =
            if let verdict, let decidedBy {
                Decision(verdict: verdict, decidedBy: decidedBy, reason: reason)
            } else {
                nil
            }
        self.candidates = candidates
        self.issued = issued
        self.revoked = revoked
        self.replaced = replaced
        ceremony =
            if let heldOn, let place {
                Ceremony(heldOn: heldOn, place: place, note: note)
            } else {
                nil
            }
    }
}
