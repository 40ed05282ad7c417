import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

extension Forger {
    /// A copy of the newest certificate with an ID and a number of its own.
    static func forgeCertificate() async throws {
        let id = Enrolment.codes(1, from: .ofSystem)[0]
        try await sql(
            """
            INSERT INTO certificates (
                verification_id, register_year, register_serial, kind, batch_id, replaces_id,
                enrolment_id, cohort_id, person_id, holder_cyrl, holder_latn, course_code,
                course_title_sr_cyrl, course_title_sr_latn, course_title_en, cohort_code,
                starts_on, ends_on, venue, hours, issued_on)
            SELECT \(id), register_year,
                (SELECT max(register_serial) + 1 FROM certificates), kind, batch_id, NULL,
                enrolment_id, cohort_id, person_id, 'Лажа Лажић', 'Laža Lažić', course_code,
                course_title_sr_cyrl, course_title_sr_latn, course_title_en, cohort_code,
                starts_on, ends_on, venue, hours, issued_on
            FROM certificates
            WHERE id = (SELECT min(id) FROM certificates WHERE batch_id IS NOT NULL)
            """
        )
    }
    /// A certificate that nobody issued, with a document, a token and a waiting leaf that fit it;
    /// only the signatures are another's.
    @discardableResult
    static func forgeCredential(like id: VerificationID) async throws -> VerificationID {
        try await forgeCertificate()
        return try await Owner.run { transaction in
            _ = try transaction.execute("SET LOCAL session_replication_role = replica")
            let stored = try StoredCredential.find(id, in: transaction)
            let found = try transaction.row(
                """
                SELECT forged.id, forged.verification_id, forged.number, old.number,
                    credentials.status_slot,
                    (
                        SELECT min(place) FROM generate_series(0, 6) AS place
                        WHERE place NOT IN (SELECT status_slot FROM credentials))
                FROM certificates AS forged
                JOIN certificates AS old ON old.verification_id = \(id)
                JOIN credentials ON credentials.certificate_id = old.id
                ORDER BY forged.id DESC LIMIT 1
                """,
                as: (
                    ID<Certificate>.self, VerificationID.self, String.self, String.self, Int.self,
                    Int.self
                )
            )
            let (forged, newID, number, oldNumber, oldSlot, slotOfForged) = try #require(found)
            let (document, token) = try rewritten(
                stored,
                [
                    id.printed: newID.printed, oldNumber: number,
                    "Петар Петровић": "Лажа Лажић", "Petar Petrović": "Laža Lažić",
                    "#\(oldSlot)\"": "#\(slotOfForged)\"",
                    "\"statusListIndex\":\"\(oldSlot)\"":
                        "\"statusListIndex\":\"\(slotOfForged)\"",
                ]
            )
            let seed = [UInt8](repeating: 7, count: 32)
            let entries = try RegisterEntry.list([forged], in: transaction)
            let salt = try #require(entries.first).salt(seed: seed)
            _ = try transaction.execute(
                """
                INSERT INTO credentials (
                    certificate_id, seed, salt, status_list_id, status_slot, proof_key_id,
                    token_key_id, document, token)
                SELECT \(forged), \(seed), \(salt), status_list_id, \(slotOfForged), proof_key_id,
                    token_key_id, \(document), \(token)
                FROM credentials WHERE certificate_id = \(stored.certificate)
                """
            )
            try LogLeaf.enter(
                .issue,
                StoredCredential.commitment(of: document, salt: salt),
                about: forged,
                in: transaction
            )
            return newID
        }
    }
    /// Puts a paper of somebody else's signature in the place of the one that is stored.
    static func storePaper(
        of id: VerificationID,
        _ signer: DocumentSigner,
        _ centre: TrainingCentre
    ) async throws {
        let stored = try await centre.file(.paper, of: id, to: nil)
        let credential = try await centre.file(.document, of: id, to: nil)
        let proof = try await centre.file(.logProof, of: id, to: nil)
        let unsigned = Array(stored.prefix(try #require(stored.unsignedCount)))
        let forged = try PaperFixture.signed(unsigned, by: signer, credential, proof)
        try await sql("UPDATE certificate_papers SET document = \(forged)")
    }
}
