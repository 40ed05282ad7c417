import Documents
import Postgres

/// Holds every stored PDF against the credential that its certificate has.
struct PaperAudit {
    let findings: AuditFindings
    /// The certificates that are really the centre's.
    let authorities: [X509Certificate]

    private enum Limits {
        /// PDFs that are held in memory at once.
        static let pageRows = 128
    }

    private struct Stored {
        let id: ID<SignedPaper>
        let number: String?
        let edition: String
        let document: [UInt8]
        let credential: [UInt8]?
    }

    func examine(in transaction: borrowing Transaction) throws {
        var last = ID<SignedPaper>(0)
        while true {
            let page = try page(after: last, in: transaction)
            guard let end = page.last else { return }
            let authorities = authorities
            let found = try page.concurrentMap { PaperAudit.finding($0, authorities) }
            for finding in found.compactMap(\.self) { findings.add(finding) }
            last = end.id
        }
    }

    private func page(
        after last: ID<SignedPaper>,
        in transaction: borrowing Transaction
    ) throws -> [Stored] {
        try transaction.rows(
            """
            SELECT certificate_papers.id, certificates.number, certificate_papers.edition,
                certificate_papers.document, credentials.document
            FROM certificate_papers
            LEFT JOIN certificates ON certificates.id = certificate_papers.certificate_id
            LEFT JOIN credentials
                ON credentials.certificate_id = certificate_papers.certificate_id
            WHERE certificate_papers.id > \(last)
            ORDER BY certificate_papers.id LIMIT \(Limits.pageRows)
            """,
            as: (
                ID<SignedPaper>.self, String?.self, String.self, [UInt8].self, [UInt8]?.self
            )
        ).map(Stored.init)
    }

    private static func finding(
        _ stored: Stored,
        _ authorities: [X509Certificate]
    ) -> AuditFinding? {
        let name = "The PDF (\(stored.edition)) of certificate \(stored.number ?? "that is gone")"
        do {
            let paper = try PresentedPaper(stored.document, authorities: authorities)
            guard let paper, paper.credential == stored.credential else {
                return AuditFinding(
                    .paperDiffers,
                    of: stored.number,
                    "\(name) has not the document attached that was signed."
                )
            }
            return nil
        } catch {
            return AuditFinding(
                .paperSignature,
                of: stored.number,
                "\(name) does not verify: \(error.sentence)"
            )
        }
    }
}
