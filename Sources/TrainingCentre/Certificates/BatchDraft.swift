import Credentials
import Postgres

/// A batch that was drafted: who would get a certificate, and who would not and why.
package struct DraftedBatch: Sendable {
    package let batch: CertificateBatch
    /// The addresses of those on the list, in the order of the register of learners.
    package let candidates: [String]
    package let skipped: [IssuedBatch.Skipped]
    /// The addresses of those whose name in one script nobody had confirmed.
    package let unconfirmed: [String]
}

extension CertificateBatch {
    /// Freezes the list of those who would get a certificate of a closed cohort now.
    ///
    /// `date` will be the date of issue; today by default, and it may lie ahead. Takes the cohort's
    /// row lock. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `CertificateError.cohortNotClosed`, `InvalidForm`, `AccreditationError.notOfCohort`, and
    /// with `BatchError.nobodyEligible`.
    package static func draft(
        cohort code: String,
        kind: Certificate.Kind,
        on date: CalendarDate?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> DraftedBatch {
        try actor.require(.issueCertificates)
        let cohort = try Certificate.lockClosed(code, in: transaction)
        guard kind != .accreditation else { throw AccreditationError.notOfCohort }
        let verdicts = try Eligibility.rows(
            of: cohort,
            isClosed: true,
            kind: kind,
            in: transaction
        )
        let eligible = verdicts.filter { $0.isEligible && $0.heldNumber == nil }
        guard !eligible.isEmpty else { throw BatchError.nobodyEligible }
        let id = try Certificate.enterBatch(
            of: cohort,
            kind,
            on: try draftDate(date, of: cohort, in: transaction),
            in: transaction
        )
        _ = try transaction.execute(
            """
            INSERT INTO certificate_batch_candidates (batch_id, enrolment_id)
            SELECT \(id), candidate.enrolment_id
            FROM unnest(\(eligible.map(\.enrolment)))
                WITH ORDINALITY AS candidate (enrolment_id, position)
            ORDER BY candidate.position
            """
        )
        return DraftedBatch(
            batch: try find(id, by: actor, in: transaction),
            candidates: eligible.map(\.email),
            skipped: verdicts.compactMap(IssuedBatch.Skipped.init),
            unconfirmed: eligible.filter { !$0.isNameConfirmed }.map(\.email)
        )
    }

    private static let daysAheadMax = 366

    /// Not before the cohort was closed, and not so far ahead that the year must be mistyped.
    private static func draftDate(
        _ date: CalendarDate?,
        of cohort: ID<Cohort>,
        in transaction: borrowing Transaction
    ) throws -> CalendarDate {
        let today = try centreToday(in: transaction)
        let closedOn = try transaction.value(
            "SELECT closed_on FROM cohorts WHERE id = \(cohort)",
            as: CalendarDate.self
        )
        let date = date ?? today
        guard let closedOn, closedOn <= date,
            date.dayNumber <= today.dayNumber + daysAheadMax
        else {
            throw InvalidForm([
                FieldProblem(
                    "on",
                    "lies before the cohort was closed or more than a year in the future"
                )
            ])
        }
        return date
    }

    /// Approves or rejects a draft, for good; saying the same again changes nothing.
    ///
    /// Who drafted it may reject it and not approve it. Takes the cohort's row lock. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `BatchError`, and with `ReasonMissing` a rejection
    /// without a reason.
    package static func decide(
        _ verdict: Verdict,
        _ id: ID<CertificateBatch>,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> CertificateBatch {
        try act.actor.require(.issueCertificates)
        if verdict == .rejected { _ = try act.requireReason() }
        let cohort = try find(id, by: act.actor, in: transaction).cohortCode
        _ = try Cohort.lock(cohort, in: transaction)
        let batch = try find(id, by: act.actor, in: transaction)
        if let decision = batch.decision {
            guard decision.verdict == verdict else { throw BatchError.decidedAlready }
            return batch
        }
        do {
            _ = try transaction.execute(
                """
                INSERT INTO certificate_batch_decisions (batch_id, verdict, drafted_by, reason)
                SELECT id, \(verdict), coalesce(entered_by, ''), \(act.reason?.text)
                FROM certificate_batches WHERE id = \(id)
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(BatchError.init) ?? error
        }
        return try find(id, by: act.actor, in: transaction)
    }

    /// Issues a draft: to everybody on its list who is still eligible and has no certificate.
    ///
    /// Who is not any more is passed over with the reason. Repeating it issues nothing new. One
    /// transaction, all or none. Refuses with `AccessError.notAllowed`, `NotFound` and
    /// `BatchError`.
    package static func issue(
        _ id: ID<CertificateBatch>,
        chance: Chance,
        signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> IssuedBatch {
        try actor.require(.issueCertificates)
        let cohort = try find(id, by: actor, in: transaction).cohortCode
        let cohortID = try Certificate.lockClosed(cohort, in: transaction)
        let batch = try find(id, by: actor, in: transaction)
        guard batch.candidates > 0 else { throw BatchError.notADraft }
        if batch.decision?.verdict == .rejected { throw BatchError.rejected }
        guard try centreToday(in: transaction) >= batch.issuedOn else {
            throw BatchError.datedLater
        }
        let candidates = try transaction.rows(
            "SELECT enrolment_id FROM certificate_batch_candidates WHERE batch_id = \(id)",
            as: ID<Enrolment>.self
        )
        let isListed = Set(candidates)
        let verdicts = try Eligibility.rows(
            of: cohortID,
            isClosed: true,
            kind: batch.kind,
            in: transaction
        ).filter { isListed.contains($0.enrolment) }
        return try Certificate.issue(
            verdicts,
            kind: batch.kind,
            chance: chance,
            signing: signing,
            in: transaction
        ) { (_: borrowing Transaction) in (id, batch.issuedOn) }
    }
}
