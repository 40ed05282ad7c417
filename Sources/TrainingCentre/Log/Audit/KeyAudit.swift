import Credentials
import Documents
import Postgres

/// Holds the published keys against the log.
struct KeyAudit {
    let signing: Signing
    let findings: AuditFindings

    /// Answers the certificates for documents that are really the centre's.
    func examine(in transaction: borrowing Transaction) throws -> [X509Certificate] {
        let certificates = try certificates(in: transaction)
        let unlogged = try examineKeys(certificates, in: transaction)
        try examineDocument(in: transaction)
        return certificates.filter { known in
            known.isOfItsKey && !unlogged.contains(KeyAudit.name(of: known))
        }.map(\.certificate)
    }

    private static func name(of known: DocumentCertificate) -> String {
        guard let code = known.code else {
            return "The certificate “\(known.certificate.commonName ?? "")” (\(known.id))"
        }
        return "Key \(code)"
    }

    /// Those that can be read; each has to be of the key that it is entered under.
    private func certificates(
        in transaction: borrowing Transaction
    ) throws -> [DocumentCertificate] {
        let known: [DocumentCertificate]
        do {
            known = try DocumentCertificate.list(in: transaction)
        } catch let error as X509Error {
            findings.add(
                .documentCertificateDiffers,
                "A certificate for documents cannot be read: \(error)."
            )
            return []
        }
        for one in known where !one.isOfItsKey {
            findings.add(
                .documentCertificateDiffers,
                "The certificate “\(one.certificate.commonName ?? "")” is not of key "
                    + "\(one.code ?? "that it came with"): somebody entered it by hand."
            )
        }
        return known
    }

    /// Answers the names of what has no entry in the log.
    private func examineKeys(
        _ certificates: [DocumentCertificate],
        in transaction: borrowing Transaction
    ) throws -> Set<String> {
        let leaves = try transaction.rows(
            """
            SELECT commitment, place FROM log_leaves
            WHERE kind = 'key' AND certificate_id IS NULL ORDER BY id
            """,
            as: ([UInt8].self, Int?.self)
        )
        var expected: [[UInt8]: String] = [:]
        for known in certificates {
            if let commitment = known.commitment { expected[commitment] = KeyAudit.name(of: known) }
        }
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
        return Set(expected.values)
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
