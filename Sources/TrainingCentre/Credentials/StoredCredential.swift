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
    /// `SigningKeyError`, and with `NotCertifiable` for facts that cannot be signed.
    static func issue(
        _ ids: [VerificationID],
        signing: Signing,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        let signers = try Signers(signing, in: transaction)
        let facts = try CertifiedFacts.list(ids, in: transaction)
        let places = try StatusLists.deal(
            facts.count,
            of: signers.issuer,
            chance: chance,
            in: transaction
        )
        let now = try Moment.now(in: transaction)
        var chance = chance
        let drafts = zip(facts, places).map { facts, place in
            Draft(facts: facts, place: place, chance: &chance)
        }
        let (issuer, addresses) = (signers.issuer, signing.addresses)
        let (proof, token) = (signers.proof, signers.token)
        let signed = try drafts.concurrentMap { draft in
            try draft.signed(issuer, addresses, proof, token, now)
        }
        try store(signed, drafts, signers, in: transaction)
    }

    private static func store(
        _ signed: [Signed],
        _ drafts: [Draft],
        _ signers: Signers,
        in transaction: borrowing Transaction
    ) throws {
        let certificates = drafts.map(\.facts.certificate)
        _ = try transaction.execute(
            """
            INSERT INTO credentials (
                certificate_id, salt, status_list_id, status_slot, proof_key_id, token_key_id,
                document, token)
            SELECT new.certificate_id, new.salt, new.status_list_id, new.status_slot,
                \(signers.proofKey), \(signers.tokenKey), new.document, new.token
            FROM unnest(
                \(certificates), \(drafts.map(\.salt)), \(drafts.map(\.place.list)),
                \(drafts.map(\.place.slot)), \(signed.map(\.document)), \(signed.map(\.token))
            ) AS new (certificate_id, salt, status_list_id, status_slot, document, token)
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO log_leaves (kind, commitment, certificate_id)
            SELECT 'issue', new.commitment, new.certificate_id
            FROM unnest(\(certificates), \(signed.map(\.commitment)))
                WITH ORDINALITY AS new (certificate_id, commitment, position)
            ORDER BY new.position
            """
        )
    }

    private struct Signed: Sendable {
        let document: [UInt8]
        let token: [UInt8]
        let commitment: [UInt8]
    }

    /// Facts with the chance that their credential takes.
    private struct Draft: Sendable {
        let facts: CertifiedFacts
        let place: StatusLists.Place
        let salt: [UInt8]
        let holder: String

        init(facts: CertifiedFacts, place: StatusLists.Place, chance: inout Chance) {
            self.facts = facts
            self.place = place
            salt = chance.bytes(32)
            holder = chance.uuid()
        }

        func signed(
            _ issuer: Issuer,
            _ addresses: Addresses,
            _ proof: ProofSigner,
            _ token: TokenSigner,
            _ now: Moment
        ) throws -> Signed {
            let credential: Credential
            do {
                credential = try Credential(
                    facts.credentialFacts(
                        issuer: issuer,
                        addresses: addresses,
                        holder: holder,
                        slot: place.slot,
                        list: place.number,
                        now: now
                    )
                )
            } catch let problem as FactProblem {
                throw NotCertifiable(email: facts.email, problem: problem.description)
            }
            return Signed(
                document: try credential.secured(with: proof, created: now),
                token: try credential.token(with: token),
                commitment: try Credential.commitment(salt: salt, credential: credential)
            )
        }
    }
}

/// A certificate whose facts cannot be signed; none of its batch is issued.
package struct NotCertifiable: Refusal {
    let email: String
    let problem: String

    package var kind: RefusalKind { .conflict }
    package var code: String { "not_certifiable" }
    package var message: String {
        "the certificate of \(email) cannot be signed: \(problem). Correct it and issue again; "
            + "nothing was issued"
    }
}

extension Chance {
    mutating func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            withUnsafeBytes(of: next()) { bytes.append(contentsOf: $0) }
        }
        return Array(bytes.prefix(count))
    }

    /// A random UUID as a URN (RFC 9562, version 4).
    mutating func uuid() -> String {
        var bytes = bytes(16)
        bytes[6] = bytes[6] & 0x0F | 0x40
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        let groups = [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }
        return "urn:uuid:" + groups.joined(separator: "-")
    }
}
