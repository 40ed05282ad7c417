import Credentials
import Documents
import Postgres

/// Holds the published keys against the log.
struct KeyAudit {
    let signing: Signing
    let findings: AuditFindings

    func examine(in transaction: borrowing Transaction) throws {
        try examineKeys(in: transaction)
        try examineDocument(in: transaction)
    }

    private func examineKeys(in transaction: borrowing Transaction) throws {
        let leaves = try transaction.rows(
            """
            SELECT commitment, place FROM log_leaves
            WHERE kind = 'key' AND certificate_id IS NULL ORDER BY id
            """,
            as: ([UInt8].self, Int?.self)
        )
        var expected: [[UInt8]: String] = [:]
        for key in try SigningKey.list(in: transaction) {
            let made = SigningKey.commitment(to: key.code, key.purpose, publicKey: key.publicKey)
            expected[made] = "Key \(key.code)"
            if key.revokedAt != nil {
                let revoked = SigningKey.commitment(toRevocationOf: key.code)
                expected[revoked] = "The revocation of key \(key.code)"
            }
        }
        for (commitment, place) in leaves
        where expected.removeValue(forKey: commitment) == nil {
            let entry = place.map(String.init) ?? "that waits"
            findings.add(
                .keyMissing,
                "Entry \(entry) of the log is a key or its revocation that is not published."
            )
        }
        for name in expected.values.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            findings.add(.keyUnlogged, "\(name) has no entry in the log.")
        }
    }

    /// The issuer's document is what every stranger checks with: its newest edition is logged.
    private func examineDocument(in transaction: borrowing Transaction) throws {
        guard let logged = try IssuerPublisher.logged(in: transaction) else { return }
        if try logged != IssuerPublisher.commitment(signing, in: transaction) {
            findings.add(
                .issuerDocumentDiffers,
                "The issuer's document is not the one that the log has an entry of."
            )
        }
    }
}
