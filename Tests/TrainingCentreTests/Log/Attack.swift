import Credentials
import Documents
import Postgres
import Testing

@testable import TrainingCentre

/// One way to change an issued certificate by writing into the database, and what an audit says.
struct Attack: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let codes: Set<AuditFinding.Code>
    let perform: @Sendable (Scene) async throws -> Void

    init(
        _ sentence: String,
        _ codes: Set<AuditFinding.Code>,
        _ perform: @escaping @Sendable (Scene) async throws -> Void
    ) {
        testDescription = sentence
        self.codes = codes
        self.perform = perform
    }
}

extension Attack {
    static var all: [Attack] { facts + register + history + papers }

    // MARK: Certified facts

    private static let facts: [Attack] = [
        Attack("gives a certificate to another name in the register", [.registerDiffers]) {
            try await Forger.sql(
                """
                UPDATE certificates SET holder_cyrl = 'Лажа Лажић'
                WHERE verification_id = \($0.live[0])
                """
            )
        },
        Attack("changes the English title, which no signed document holds", [.registerAltered]) {
            try await Forger.sql(
                """
                UPDATE certificates SET course_title_en = 'Master of everything'
                WHERE verification_id = \($0.live[0])
                """
            )
        },
        Attack("gives a certificate to another of two people of one name", [.registerAltered]) {
            try await Forger.sql(
                """
                UPDATE certificates SET person_id = (
                    SELECT max(person_id) FROM certificates WHERE person_id <> forged.person_id)
                FROM certificates AS forged
                WHERE certificates.id = forged.id AND forged.verification_id = \($0.live[0])
                """
            )
        },
        Attack("makes a certificate last longer", [.registerDiffers]) {
            try await Forger.sql(
                """
                UPDATE certificates SET expires_on = '2199-12-31'
                WHERE verification_id = \($0.live[0])
                """
            )
        },
        Attack("makes a certificate older", [.registerDiffers]) {
            try await Forger.sql(
                """
                UPDATE certificates SET issued_on = issued_on - 1, starts_on = starts_on - 1
                WHERE verification_id = \($0.live[0])
                """
            )
        },
        Attack("changes a result that was certified", [.registerDiffers]) {
            try await Forger.sql(
                """
                UPDATE outcomes SET final_score_percent = 100, attended_hours = 1
                WHERE enrolment_id = (
                    SELECT enrolment_id FROM certificates WHERE verification_id = \($0.live[0]))
                """
            )
        },
        Attack(
            "changes the name in the register and the signed document, and not the leaf",
            [.leafDiffers, .signatureWrong]
        ) { scene in
            try await Forger.run { transaction in
                let id = scene.live[0]
                let stored = try StoredCredential.find(id, in: transaction)
                let before = try transaction.value(
                    """
                    SELECT commitment FROM log_leaves
                    WHERE kind = 'issue' AND certificate_id = \(stored.certificate)
                    """,
                    as: [UInt8].self
                )
                try Forger.renameEverywhere(id, in: transaction)
                _ = try transaction.execute(
                    """
                    UPDATE log_leaves SET commitment = \(before)
                    WHERE kind = 'issue' AND certificate_id = \(stored.certificate)
                    """
                )
            }
        },
        Attack(
            "changes register, document, token and leaf, and not the tree",
            [.logTile, .logRewritten, .signatureWrong]
        ) { scene in
            try await Forger.run { try Forger.renameEverywhere(scene.live[0], in: $0) }
        },
        Attack(
            "changes all of it and makes the whole tree anew",
            [.logRewritten, .signatureWrong]
        ) { scene in
            try await Forger.run { transaction in
                try Forger.renameEverywhere(scene.live[0], in: transaction)
                try Forger.rebuildTree(in: transaction)
            }
        },
    ]

    // MARK: Rows of the register

    private static let register: [Attack] = [
        Attack(
            "deletes a certificate with its credential and its leaf",
            [.logEntry]
        ) { scene in
            try await Forger.run { transaction in
                let id = try StoredCredential.find(scene.live[0], in: transaction).certificate
                for (table, column) in [
                    ("log_leaves", "certificate_id"), ("credentials", "certificate_id"),
                    ("live_certificates", "certificate_id"), ("certificates", "id"),
                ] {
                    _ = try transaction.execute(
                        """
                        DELETE FROM \(identifier: table)
                        WHERE \(identifier: column) = \(id)
                        """
                    )
                }
            }
        },
        Attack("deletes a certificate and leaves its leaf", [.certificateMissing]) {
            try await Forger.sql("DELETE FROM certificates WHERE verification_id = \($0.live[0])")
        },
        Attack("enters a certificate that nobody issued", [.credentialMissing]) { _ in
            try await Forger.forgeCertificate()
        },
        Attack(
            "enters a certificate with a credential that is another's",
            [.leafMissing, .registerDiffers]
        ) { scene in
            try await Forger.forgeCertificate()
            try await Forger.sql(
                """
                INSERT INTO credentials (
                    certificate_id, seed, salt, status_list_id, status_slot, proof_key_id,
                    token_key_id, document, token)
                SELECT forged.id, seed, salt, status_list_id,
                    (
                        SELECT min(place) FROM generate_series(0, 6) AS place
                        WHERE place NOT IN (SELECT status_slot FROM credentials)),
                    proof_key_id, token_key_id, document, token
                FROM credentials
                JOIN certificates ON certificates.id = credentials.certificate_id
                CROSS JOIN (SELECT max(id) AS id FROM certificates) AS forged
                WHERE certificates.verification_id = \(scene.live[0])
                """
            )
        },
        Attack(
            "enters a forged certificate with the signatures of another, and the log takes it in",
            [.signatureWrong]
        ) { scene in
            try await Forger.forgeCredential(like: scene.live[0])
            try await Sequencer(scene.centre).run()
        },
        Attack("garbles the signature of a document", [.signatureWrong]) { scene in
            try await Forger.run { transaction in
                let stored = try StoredCredential.find(scene.live[0], in: transaction)
                let document = stored.document.changed(behind: "\"proofValue\":\"z", by: 20)
                _ = try transaction.execute(
                    """
                    UPDATE credentials SET document = \(document)
                    WHERE certificate_id = \(stored.certificate)
                    """
                )
            }
        },
        Attack("swaps the credentials of two people", [.registerDiffers, .leafDiffers]) { scene in
            try await Forger.run { transaction in
                let one = try StoredCredential.find(scene.live[0], in: transaction).certificate
                let other = try StoredCredential.find(scene.live[1], in: transaction).certificate
                _ = try transaction.execute(
                    """
                    UPDATE credentials SET document = other.document, token = other.token,
                        seed = other.seed, salt = other.salt
                    FROM credentials AS other
                    WHERE credentials.certificate_id = ANY(\([one, other]))
                        AND other.certificate_id = ANY(\([one, other]))
                        AND other.certificate_id <> credentials.certificate_id
                    """
                )
            }
        },
        Attack("swaps the token of one person for another's", [.tokenDiffers]) { scene in
            try await Forger.run { transaction in
                let one = try StoredCredential.find(scene.live[0], in: transaction)
                let other = try StoredCredential.find(scene.live[1], in: transaction)
                _ = try transaction.execute(
                    """
                    UPDATE credentials SET token = \(other.token)
                    WHERE certificate_id = \(one.certificate)
                    """
                )
            }
        },
        Attack("takes a revocation back", [.revocationMissing, .statusDiffers]) { _ in
            try await Forger.sql("DELETE FROM certificate_revocations")
        },
        Attack("makes a revocation a harmless one", [.revocationDiffers]) { _ in
            try await Forger.sql("UPDATE certificate_revocations SET reason_class = 'other'")
        },
        Attack("moves a revocation to another day", [.revocationDiffers]) { _ in
            try await Forger.sql("UPDATE certificate_revocations SET revoked_on = revoked_on - 9")
        },
        Attack("revokes somebody's certificate by hand", [.revocationUnlogged]) {
            try await Forger.sql(
                """
                INSERT INTO certificate_revocations (certificate_id, reason_class, reason)
                SELECT id, 'misconduct', 'zlonamerno' FROM certificates
                WHERE verification_id = \($0.live[0])
                """
            )
        },
        Attack("takes a replacement back", [.replacementMissing, .replacementDiffers]) { _ in
            try await Forger.sql("DELETE FROM certificate_replacements")
        },
        Attack("names another successor of a replaced one", [.replacementDiffers]) {
            try await Forger.sql(
                """
                UPDATE certificate_replacements SET successor_id = (
                    SELECT id FROM certificates WHERE verification_id = \($0.live[0]))
                """
            )
        },
    ]

    // MARK: The log, the lists and the keys

    private static let history: [Attack] = [
        Attack("swaps two leaves", [.logTile, .logRewritten, .leafDiffers]) { scene in
            try await Forger.run { transaction in
                let one = try StoredCredential.find(scene.live[0], in: transaction).certificate
                let other = try StoredCredential.find(scene.live[1], in: transaction).certificate
                _ = try transaction.execute(
                    """
                    UPDATE log_leaves SET commitment = other.commitment
                    FROM log_leaves AS other
                    WHERE log_leaves.kind = 'issue' AND other.kind = 'issue'
                        AND log_leaves.certificate_id = ANY(\([one, other]))
                        AND other.certificate_id = ANY(\([one, other]))
                        AND other.certificate_id <> log_leaves.certificate_id
                    """
                )
            }
        },
        Attack(
            "puts the log back to before a revocation, and takes that back",
            [.logShorter, .statusUnlogged]
        ) { scene in
            try await Forger.run { transaction in
                let size = scene.earlierSize
                _ = try transaction.execute("DELETE FROM certificate_revocations")
                _ = try transaction.execute("DELETE FROM log_checkpoints WHERE size > \(size)")
                _ = try transaction.execute("DELETE FROM log_roots WHERE size > \(size)")
                _ = try transaction.execute("DELETE FROM log_leaves WHERE place >= \(size)")
                try Forger.rebuildTree(in: transaction)
            }
        },
        Attack("deletes the newest checkpoint", [.logShorter]) { _ in
            try await Forger.sql(
                """
                DELETE FROM log_checkpoints
                WHERE size = (SELECT max(size) FROM log_checkpoints)
                """
            )
        },
        Attack("puts an older status list back", [.statusMissing, .statusDiffers]) { _ in
            try await Forger.sql(
                """
                UPDATE certificate_revocations SET revoked_at = revoked_at - interval '1 day'
                """
            )
            try await Forger.sql(
                """
                DELETE FROM status_publications
                WHERE id = (SELECT max(id) FROM status_publications)
                """
            )
        },
        Attack("publishes an older status list once more", [.statusRepeated]) { _ in
            try await Forger.sql(
                """
                INSERT INTO status_publications (status_list_id, ended_count, document)
                SELECT status_list_id, ended_count, document FROM status_publications
                ORDER BY id LIMIT 1
                """
            )
        },
        Attack("says that the log's key is revoked", [.keyUnlogged]) { _ in
            try await Forger.sql(
                """
                INSERT INTO issuer_key_revocations (key_id)
                SELECT id FROM issuer_keys WHERE purpose = 'log'
                """
            )
        },
        Attack("hangs a revocation on another certificate", [.revocationMissing]) { scene in
            try await Forger.sql(
                """
                UPDATE certificate_revocations SET certificate_id = (
                    SELECT id FROM certificates WHERE verification_id = \(scene.live[0]))
                """
            )
        },
        Attack(
            "publishes another key for signatures",
            [.keyUnlogged, .keyMissing, .issuerDocumentDiffers, .signatureWrong]
        ) { _ in
            try await Forger.sql(
                """
                UPDATE issuer_keys SET public_key = (
                    SELECT public_key FROM issuer_keys WHERE purpose = 'log')
                WHERE purpose = 'proof'
                """
            )
        },
    ]
    // MARK: Papers

    private static let papers: [Attack] = [
        Attack("swaps the stored papers of two people", [.paperDiffers]) { scene in
            for id in scene.live { _ = try await scene.centre.file(.paper, of: id, to: nil) }
            try await Forger.sql(
                """
                UPDATE certificate_papers SET document = other.document
                FROM certificate_papers AS other
                WHERE other.id = (SELECT max(id) FROM certificate_papers)
                """
            )
        },
        Attack("changes a stored paper", [.paperSignature]) { scene in
            _ = try await scene.centre.file(.paper, of: scene.live[0], to: nil)
            try await Forger.sql(
                """
                UPDATE certificate_papers SET document = set_byte(
                    document, 2000, get_byte(document, 2000) # 1)
                """
            )
        },
        Attack(
            "stores a paper that he signed, and enters his authority for it",
            [.paperSignature, .keyUnlogged]
        ) { scene in
            let signer = try await PaperFixture.shared().forger()
            try await Forger.storePaper(of: scene.live[0], signer, scene.centre)
            try await Forger.sql(
                """
                INSERT INTO document_certificates (is_authority, certificate)
                VALUES (false, \(signer.certificate.der))
                """
            )
        },
        Attack(
            "puts his authority in the place of the centre's",
            [.paperSignature, .documentCertificateDiffers]
        ) { scene in
            let signer = try await PaperFixture.shared().forger()
            let authority = try #require(signer.chain.first)
            try await Forger.storePaper(of: scene.live[0], signer, scene.centre)
            try await Forger.sql(
                "UPDATE document_certificates SET certificate = \(authority.der) WHERE is_authority"
            )
            let served = try await scene.centre.read { try DocumentCertificate.trusted(in: $0) }
            #expect(!served.contains(authority))
        },
        Attack("enters an authority of nobody's key", [.documentCertificateDiffers]) { _ in
            let signer = try await PaperFixture.shared().forger()
            let authority = try #require(signer.chain.first)
            try await Forger.sql(
                """
                INSERT INTO document_certificates (is_authority, certificate)
                VALUES (true, \(authority.der))
                """
            )
        },
    ]
}
