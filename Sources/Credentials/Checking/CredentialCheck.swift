import Crypto
import Documents

/// Checks what somebody presents as a certificate, with nothing but what is given here.
///
/// No network, no clock: the issuer's document, the status list and the time are passed in. Given
/// the right issuer's document, an answer other than `invalid` means that this issuer signed
/// exactly these facts.
package struct CredentialCheck: Sendable {
    /// What is known about a received document.
    package enum Outcome: Hashable, Sendable {
        case valid(CredentialFacts)
        /// Signed by the issuer, but its time is over.
        case expired(CredentialFacts)
        /// Signed by the issuer and taken back.
        case revoked(CredentialFacts)
        /// Signed by the issuer; whether it was taken back nobody can say without a status list.
        case unavailable(CredentialFacts)
        case invalid(CredentialProblem)
    }

    /// The issuer's document, as its address serves it.
    private let issuerDocument: [UInt8]
    private let statusList: [UInt8]?
    private let time: Moment?
    private let loggedAt: Moment?

    /// Takes what the check may rely on.
    ///
    /// Without a time nothing is expired or out of date. `loggedAt` is when a transparency log
    /// took the credential in, if the caller has proof of that: only this can show that something
    /// was signed before its key was compromised.
    package init(
        issuerDocument: [UInt8],
        statusList: [UInt8]? = nil,
        time: Moment? = nil,
        loggedAt: Moment? = nil
    ) {
        self.issuerDocument = issuerDocument
        self.statusList = statusList
        self.time = time
        self.loggedAt = loggedAt
    }

    /// Checks JSON with an embedded proof, a token, or a PNG, SVG or PDF that holds one of them.
    package func outcome(of bytes: [UInt8]) -> Outcome {
        do {
            let issuer = try issuer()
            let facts = try signedFacts(Received(bytes), issuer)
            return try outcome(facts, issuer)
        } catch let problem as CredentialProblem {
            return .invalid(problem)
        } catch {
            // Nothing else is thrown; if something were, the document would not be proven.
            return .invalid(.malformed("it cannot be read"))
        }
    }

    private func issuer() throws -> IssuerDocument {
        guard let json = try? JSON.parse(issuerDocument), let issuer = IssuerDocument(json) else {
            throw CredentialProblem.issuerDocumentForm
        }
        return issuer
    }

    // MARK: Signatures

    private func signedFacts(
        _ received: Received,
        _ issuer: IssuerDocument
    ) throws -> CredentialFacts {
        switch received {
        case .document(let json):
            let reader = try CredentialReader(json, form: .withProof)
            guard let proof = reader.proof else { throw CredentialProblem.noProof }
            let credential = try Credential(reader.facts)
            let signer = reader.facts.issuer.did
            try check(proof, of: credential.statements, by: signer, issuer, loggedAt)
            return reader.facts
        case .token(let token):
            let facts = try CredentialReader(token.payload, form: .inToken).facts
            let name = token.verificationMethod
            let signer = facts.issuer.did
            let key = try key(name, of: signer, signed: facts.validFrom, issuer, loggedAt)
            guard case .token(let material) = key.material,
                material.algorithm == token.algorithm
            else { throw CredentialProblem.keyOfOtherKind(name) }
            guard material.isValid(token.signature, for: token.signed) else {
                throw CredentialProblem.wrongSignature
            }
            return facts
        }
    }

    private func check(
        _ proof: DataIntegrityProof,
        of statements: NQuads,
        by signer: String,
        _ issuer: IssuerDocument,
        _ loggedAt: Moment?
    ) throws {
        let name = proof.verificationMethod
        let key = try key(name, of: signer, signed: proof.created, issuer, loggedAt)
        guard case .proof(let material) = key.material else {
            throw CredentialProblem.keyOfOtherKind(name)
        }
        guard proof.isValid(of: statements.hash, by: material) else {
            throw CredentialProblem.wrongSignature
        }
    }

    private func key(
        _ name: String,
        of signer: String,
        signed: Moment,
        _ issuer: IssuerDocument,
        _ loggedAt: Moment?
    ) throws -> IssuerKey {
        guard sameBytes(signer, issuer.id) else { throw CredentialProblem.wrongIssuer(signer) }
        guard name.utf8.starts(with: (signer + "#").utf8) else {
            throw CredentialProblem.keyOfAnother(name)
        }
        guard let key = issuer.key(named: name) else { throw CredentialProblem.unknownKey(name) }
        if let expires = key.expires, signed >= expires {
            throw CredentialProblem.keyExpired(name)
        }
        if let revoked = key.revoked {
            // Whoever has the key can write any time into what he signs.
            guard let loggedAt, loggedAt < revoked else { throw CredentialProblem.keyRevoked(name) }
        }
        return key
    }

    // MARK: Status and time

    private func outcome(_ facts: CredentialFacts, _ issuer: IssuerDocument) throws -> Outcome {
        if let time, time < facts.validFrom { throw CredentialProblem.notYetValid(facts.validFrom) }
        guard let statusList else { return .unavailable(facts) }
        let bits = try bits(of: statusList, for: facts, issuer)
        if bits[facts.status.index] { return .revoked(facts) }
        if let time, let until = facts.validUntil, time >= until { return .expired(facts) }
        return .valid(facts)
    }

    private func bits(
        of bytes: [UInt8],
        for facts: CredentialFacts,
        _ issuer: IssuerDocument
    ) throws -> StatusBits {
        let list = try signedList(bytes, issuer, named: facts.status.list, of: facts.issuer.did)
        if let time, time >= list.facts.validUntil {
            throw CredentialProblem.statusListOutOfDate(list.facts.validUntil)
        }
        return list.bits
    }

    /// Reads a status list that the issuer signed, however old it is.
    ///
    /// - Throws: `CredentialProblem`.
    package func statusList(_ bytes: [UInt8]) throws -> StatusList {
        let issuer = try issuer()
        return try signedList(bytes, issuer, named: nil, of: issuer.id)
    }

    private func signedList(
        _ bytes: [UInt8],
        _ issuer: IssuerDocument,
        named url: String?,
        of did: String
    ) throws -> StatusList {
        let list: StatusList
        let proof: DataIntegrityProof
        do { (list, proof) = try StatusList.read(bytes) } catch let problem as CredentialProblem {
            throw CredentialProblem.statusListForm(problem.description)
        }
        guard sameBytes(list.facts.url, url ?? list.facts.url), sameBytes(list.facts.issuer, did)
        else { throw CredentialProblem.statusListOfAnother }
        do {
            // The log speaks of the credential: it cannot show how old this list is.
            try check(proof, of: list.statements, by: list.facts.issuer, issuer, nil)
        } catch let problem as CredentialProblem {
            throw CredentialProblem.statusListSignature(problem.description)
        }
        return list
    }
}
