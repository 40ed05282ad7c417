import Credentials
import Documents
import Foundation
import Postgres

/// Holds every certificate of the register against its credential, and that against the log.
struct RegisterAudit {
    private let findings: AuditFindings
    private let check: CertificateAudit

    private enum Limits {
        /// Certificates that are held in memory at once.
        static let pageRows = 1_024
    }

    init(
        _ signing: Signing,
        _ findings: AuditFindings,
        _ checksSignatures: Bool,
        in transaction: borrowing Transaction
    ) throws {
        self.findings = findings
        let issuer = try Issuer.own(in: transaction)
        check = CertificateAudit(
            issuer: issuer,
            addresses: signing.addresses,
            issuerDocument: checksSignatures
                ? try IssuerPublication.document(issuer.slug, signing, in: transaction).bytes : nil
        )
    }

    /// Answers how many certificates there are.
    func examine(in transaction: borrowing Transaction) throws -> Int {
        var count = 0
        var last = ID<Certificate>(0)
        while true {
            let rows = try stored(
                """
                WHERE certificates.id > \(last)
                ORDER BY certificates.id LIMIT \(Limits.pageRows)
                """,
                in: transaction
            )
            guard let end = rows.last else { break }
            for found in try findings(of: rows, in: transaction) { findings.add(found) }
            count += rows.count
            last = end.certificate
        }
        try findStrays(in: transaction)
        return count
    }

    /// What an audit finds of some certificates, signatures too: nothing, if what the register
    /// says of them is what was signed and logged.
    ///
    /// For everybody who is about to say in the centre's name what the register says.
    static func findings(
        of ids: [VerificationID],
        _ signing: Signing,
        in transaction: borrowing Transaction
    ) throws -> [AuditFinding] {
        let audit = try RegisterAudit(signing, AuditFindings(), true, in: transaction)
        let rows = try audit.stored(
            "WHERE certificates.verification_id = ANY(\(ids))",
            in: transaction
        )
        return try audit.findings(of: rows, in: transaction)
    }

    private func findings(
        of rows: [CertificateAudit.Stored],
        in transaction: borrowing Transaction
    ) throws -> [AuditFinding] {
        let check = check
        return try complete(rows, in: transaction)
            .concurrentMap { check.findings(of: $0) }
            .flatMap { $0 }
    }

    // MARK: Reading

    /// Read as plain texts and bytes, so that a damaged value is a finding and no failure.
    private func stored(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [CertificateAudit.Stored] {
        try transaction.rows(
            """
            SELECT certificates.id, certificates.number, certificates.verification_id,
                credentials.document, credentials.token, credentials.seed, credentials.salt,
                status_lists.number, credentials.status_slot, log_leaves.commitment,
                (
                    SELECT sequenced_at FROM log_roots WHERE log_roots.size > log_leaves.place
                    ORDER BY log_roots.size LIMIT 1)
            FROM certificates
            LEFT JOIN credentials ON credentials.certificate_id = certificates.id
            LEFT JOIN status_lists ON status_lists.id = credentials.status_list_id
            LEFT JOIN log_leaves ON log_leaves.certificate_id = certificates.id
                AND log_leaves.kind = 'issue'
            \(condition)
            """,
            as: (
                ID<Certificate>.self, String.self, String.self, [UInt8]?.self, [UInt8]?.self,
                [UInt8]?.self, [UInt8]?.self, Int?.self, Int?.self, [UInt8]?.self, Date?.self
            )
        ).map(CertificateAudit.Stored.init)
    }

    private func complete(
        _ rows: [CertificateAudit.Stored],
        in transaction: borrowing Transaction
    ) throws -> [CertificateAudit.Case] {
        let facts = try facts(rows, in: transaction)
        var entries: [ID<Certificate>: RegisterEntry] = [:]
        for entry in try RegisterEntry.list(rows.map(\.certificate), in: transaction) {
            entries[entry.certificate] = entry
        }
        return rows.map { row in
            CertificateAudit.Case(
                stored: row,
                facts: facts[row.certificate],
                entry: entries[row.certificate]
            )
        }
    }

    /// The facts that can be read; one that cannot keeps nobody from reading the others.
    private func facts(
        _ rows: [CertificateAudit.Stored],
        in transaction: borrowing Transaction
    ) throws -> [ID<Certificate>: CertifiedFacts] {
        let ids = rows.compactMap { VerificationID(canonical: $0.verificationID) }
        var found: [CertifiedFacts] = []
        do {
            found = try CertifiedFacts.list(ids, in: transaction)
        } catch {
            guard (error as? PostgresError)?.sqlState == nil else { throw error }
            found = ids.flatMap { id in
                (try? CertifiedFacts.list([id], in: transaction)) ?? []
            }
        }
        return Dictionary(found.map { ($0.certificate, $0) }) { one, _ in one }
    }

    // MARK: What stands alone

    private func findStrays(in transaction: borrowing Transaction) throws {
        try transaction.forEachRow(
            """
            SELECT credentials.certificate_id FROM credentials
            WHERE NOT EXISTS (
                SELECT FROM certificates WHERE certificates.id = credentials.certificate_id)
            """,
            as: Int.self
        ) { (id: Int) in
            findings.add(
                .certificateMissing,
                "There is a credential (\(id)) whose certificate the register does not have."
            )
        }
        try transaction.forEachRow(
            """
            SELECT log_leaves.place FROM log_leaves
            WHERE log_leaves.kind IN ('issue', 'revoke', 'supersede')
                AND NOT EXISTS (
                    SELECT FROM certificates WHERE certificates.id = log_leaves.certificate_id)
            ORDER BY log_leaves.id
            """,
            as: Int?.self
        ) { place in
            let entry = place.map { "Entry \($0) of the log" } ?? "An entry that waits for the log"
            findings.add(
                .certificateMissing,
                "\(entry) is about a certificate that the register does not have."
            )
        }
    }
}
