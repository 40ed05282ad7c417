import Credentials
import Postgres

extension Certificate {
    /// The columns of a file of certificates to be revoked.
    package static let revocationColumns = ["id", "class", "reason"]

    /// Revokes the certificates that a file names, a row each.
    ///
    /// A row's own class and reason count before those given for all. A wrong row stops no other;
    /// a certificate that was revoked before, or stands in the file twice, is `unchanged`. A
    /// constant number of statements. Refuses with `AccessError.notAllowed` and `ReasonMissing`.
    package static func revoke(
        _ rows: [ImportedRow],
        class reasonClass: Revocation.ReasonClass,
        signing: Signing,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> RevokedCertificates {
        try act.actor.require(.issueCertificates)
        let reason = try act.requireReason()
        let read = try rows.map { row in
            try RevocationRow.reading(row, class: reasonClass, reason: reason)
        }
        let states = try lock(read.compactMap { try? $0.get().id }, in: transaction)
        var drafts: [RevocationDraft] = []
        var taken: Set<VerificationID> = []
        let outcomes = read.map { result -> RowOutcome in
            switch result {
            case .failure(let rejection): return .rejected(rejection.problems)
            case .success(let row):
                guard let state = states[row.id] else {
                    return .rejected([
                        FieldProblem("id", "there is no certificate \(row.id.printed)", .notFound)
                    ])
                }
                if state.isReplaced {
                    return .rejected([
                        FieldProblem("id", CertificateError.replacedAlready.message)
                    ])
                }
                guard state.isLive, taken.insert(row.id).inserted else { return .unchanged }
                drafts.append(RevocationDraft(state.certificate, row.reasonClass, row.reason))
                return .updated
            }
        }
        let report = ImportReport(rows, outcomes)
        let revoked = try RevocationDraft.enter(drafts, signing: signing, in: transaction)
        return RevokedCertificates(
            revoked: revoked.map(RevokedCertificates.Revoked.init),
            unchanged: report.unchanged,
            rejected: report.rejected,
            read: report.read
        )
    }

    private struct FoundState {
        let certificate: ID<Certificate>
        let isLive: Bool
        let isReplaced: Bool
    }

    /// The states of certificates under the locks that a single one takes, in one order.
    private static func lock(
        _ ids: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [VerificationID: FoundState] {
        _ = try transaction.execute(
            """
            SELECT 1 FROM cohorts
            WHERE id IN (SELECT cohort_id FROM certificates WHERE verification_id = ANY(\(ids)))
            ORDER BY id FOR UPDATE
            """
        )
        _ = try transaction.execute(
            """
            SELECT 1 FROM people
            WHERE id IN (
                SELECT person_id FROM certificates
                WHERE verification_id = ANY(\(ids)) AND cohort_id IS NULL)
            ORDER BY id FOR NO KEY UPDATE
            """
        )
        let found = try transaction.rows(
            """
            SELECT certificates.verification_id, certificates.id,
                live.certificate_id IS NOT NULL, replaced.id IS NOT NULL
            FROM certificates
            LEFT JOIN live_certificates AS live ON live.certificate_id = certificates.id
            LEFT JOIN certificate_replacements AS replaced
                ON replaced.certificate_id = certificates.id
            WHERE certificates.verification_id = ANY(\(ids))
            """,
            as: (VerificationID.self, ID<Certificate>.self, Bool.self, Bool.self)
        )
        return Dictionary(
            uniqueKeysWithValues: found.map {
                ($0.0, FoundState(certificate: $0.1, isLive: $0.2, isReplaced: $0.3))
            }
        )
    }
}

/// A row of a file of certificates to be revoked.
private struct RevocationRow {
    let id: VerificationID
    let reasonClass: Revocation.ReasonClass
    let reason: String

    struct Rejection: Error {
        let problems: [FieldProblem]
    }

    static func reading(
        _ row: ImportedRow,
        class reasonClass: Revocation.ReasonClass,
        reason: Reason
    ) throws -> Swift.Result<RevocationRow, Rejection> {
        if let defect = row.defect {
            return .failure(Rejection(problems: [FieldProblem("", defect)]))
        }
        var form = row.form
        let typed = form.text("id")
        let reasonClass = form.choice("class", otherwise: reasonClass) ?? reasonClass
        let reason = form.optionalText("reason", lengthMax: 500) ?? reason.text
        if reason.unicodeScalars.count < 3 { form.refuse("reason", "has 3 to 500 characters") }
        let id: VerificationID
        do {
            try form.check()
            id = try Certificate.id(typed: typed)
        } catch let error as any Refusal {
            let problems = error.fields.isEmpty ? [FieldProblem("id", error.message)] : error.fields
            return .failure(Rejection(problems: problems))
        }
        return .success(RevocationRow(id: id, reasonClass: reasonClass, reason: reason))
    }
}
