import Credentials
import Documents
import Postgres

/// The signed forms of a certificate as they are stored: byte for byte as signed.
package struct StoredCredential: Sendable {
    /// JSON with an embedded proof.
    package let document: [UInt8]
    /// The compact JWS.
    package let token: [UInt8]
    let salt: [UInt8]
    let certificate: ID<Certificate>
    /// The place in the log; nil while it waits.
    let place: Int?

    /// The credential of a certificate; refuses with `NotFound`.
    package static func find(
        _ id: VerificationID,
        in transaction: borrowing Transaction
    ) throws -> StoredCredential {
        let found = try transaction.row(
            """
            SELECT credentials.document, credentials.token, credentials.salt,
                credentials.certificate_id, log_leaves.place
            FROM certificates
            JOIN credentials ON credentials.certificate_id = certificates.id
            LEFT JOIN log_leaves ON log_leaves.certificate_id = certificates.id
                AND log_leaves.kind = 'issue'
            WHERE certificates.verification_id = \(id)
            """,
            as: ([UInt8].self, [UInt8].self, [UInt8].self, ID<Certificate>.self, Int?.self)
        )
        guard let found else { throw NotFound("certificate", id.printed) }
        return StoredCredential(
            document: found.0,
            token: found.1,
            salt: found.2,
            certificate: found.3,
            place: found.4
        )
    }

    /// The file that proves offline that the log has the certificate (C2SP tlog-proof).
    ///
    /// Refuses with `LogRefusal.notYetTakenIn`.
    package func logProof(in transaction: borrowing Transaction) throws -> [UInt8] {
        guard let place, let note = try LogStore.checkpoint(in: transaction) else {
            throw LogRefusal.notYetTakenIn
        }
        let checkpoint = try SignedCheckpoint(note)
        let size = checkpoint.checkpoint.size
        guard place < size else { throw LogRefusal.notYetTakenIn }
        let wanted = try TiledTree.tiles(forInclusionOf: place, inTreeOf: size)
        let tiles = try LogStore.tiles(wanted, in: transaction)
        let tree = TiledTree(size: size) { try LogStore.hashes(tiles, $0) }
        return LogProof(
            extra: salt,
            index: place,
            hashes: try tree.inclusionProof(of: place),
            checkpoint: checkpoint
        ).bytes
    }

    /// The commitment of a signed document: of the credential without its proof.
    static func commitment(of document: [UInt8], salt: [UInt8]) throws -> [UInt8] {
        let members = (try JSON.parse(document).members ?? []).filter { $0.name != "proof" }
        return try LogCommitment(
            toCertificate: JCS.bytes(of: .object(members)),
            salt: salt
        ).bytes
    }
}

extension StoredCredential {
    /// Signs and stores the credentials of certificates that were entered in this transaction,
    /// and enters them into the log's waiting room.
    ///
    /// A constant number of statements, and all cores for the signatures. Refuses with
    /// `LogRefusal` while the log is not the published one, with `SigningKeyError`, and with
    /// `NotCertifiable` for facts that cannot be signed or printed.
    static func issue(
        _ ids: [VerificationID],
        signing: Signing,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        try LogStore.requirePublished(signing, in: transaction)
        try PaperFacts.requirePrintable(ids, in: transaction)
        let signers = try Signers(signing, in: transaction)
        let facts = try CertifiedFacts.list(ids, in: transaction)
        let entries = try RegisterEntry.list(facts.map(\.certificate), in: transaction)
        let places = try StatusLists.deal(
            facts.count,
            of: signers.issuer,
            chance: chance,
            in: transaction
        )
        var chance = chance
        let drafts = zip(zip(facts, entries), places).map { certificate, place in
            CredentialDraft(
                facts: certificate.0,
                entry: certificate.1,
                place: place,
                chance: &chance
            )
        }
        let signed = SignedDrafts(
            drafts,
            signers: signers,
            addresses: signing.addresses,
            now: try Moment.now(in: transaction)
        )
        try store(signed, signers, in: transaction)
    }

    private static func store(
        _ signed: SignedDrafts,
        _ signers: Signers,
        in transaction: borrowing Transaction
    ) throws {
        try transaction.copyIn(
            """
            COPY credentials (
                certificate_id, seed, salt, status_list_id, status_slot, proof_key_id,
                token_key_id, document, token)
            FROM STDIN (FORMAT binary)
            """,
            rows: signed.lazy.map { draft, signed in
                (
                    draft.facts.certificate, draft.seed, signed.salt, draft.place.list,
                    Int32(draft.place.slot), signers.proofKey, signers.tokenKey, signed.document,
                    signed.token
                )
            }
        )
        let commitments = try signed.commitments()
        _ = try transaction.execute(
            """
            INSERT INTO log_leaves (kind, commitment, certificate_id)
            SELECT 'issue', new.commitment, new.certificate_id
            FROM unnest(\(signed.drafts.map(\.facts.certificate)), \(commitments))
                WITH ORDINALITY AS new (certificate_id, commitment, position)
            ORDER BY new.position
            """
        )
    }
}
