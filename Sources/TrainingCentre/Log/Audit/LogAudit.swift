import Credentials
import Postgres

extension TrainingCentre {
    /// Audits everything that the log should show: the tree against the checkpoints, and the
    /// register, its credentials, their ends, the status lists, the keys and the stored papers
    /// against the tree.
    ///
    /// The tree is held against the checkpoint that is kept outside the database, and against
    /// those of `checkpoints`, which others have kept. Every certificate's two signatures are
    /// checked, which takes the longest: without `signatures` a forged one may pass. One snapshot,
    /// and memory that does not grow with the log. Throws `LogFormatError` for a given checkpoint
    /// that is none, and `NoteError` or `LogPolicyError` for one that is not this log's.
    package func auditLog(
        checkpoints: [[UInt8]] = [],
        signatures: Bool = true
    ) async throws -> AuditReport {
        let signing = signing
        // Before the snapshot: the log may grow meanwhile, and what is kept with it.
        let kept = try signing.rememberedCheckpoint()
        return try await read { (transaction: borrowing Transaction) in
            let findings = AuditFindings()
            let entries = try TreeAudit(signing, findings, in: transaction)
                .examine(against: checkpoints, kept, in: transaction)
            let certificates = try RegisterAudit(signing, findings, signatures, in: transaction)
                .examine(in: transaction)
            try EndAudit(findings: findings).examine(in: transaction)
            try StatusAudit(signing, findings, in: transaction).examine(in: transaction)
            let authorities = try KeyAudit(signing: signing, findings: findings)
                .examine(in: transaction)
            try PaperAudit(findings: findings, authorities: authorities).examine(in: transaction)
            let leaves = try transaction.rows(
                "SELECT kind, count(*) FROM log_leaves GROUP BY kind ORDER BY kind",
                as: (String.self, Int.self)
            )
            let waiting = try transaction.value(
                "SELECT count(*) FROM log_leaves WHERE place IS NULL",
                as: Int.self
            )
            return AuditReport(
                entries: entries,
                certificates: certificates,
                leaves: leaves.map { (kind: $0, count: $1) },
                waiting: waiting ?? 0,
                hasCheckedSignatures: signatures,
                findingsCount: findings.count,
                findings: findings.kept
            )
        }
    }
}
