import Crypto

/// A certificate as an Open Badges 3.0 credential on W3C Verifiable Credentials 2.0.
///
/// Facts that were checked; all forms of the credential follow from them by one closed template,
/// so that equal facts give equal bytes. What was signed is stored and never written again.
package struct Credential: Hashable, Sendable {
    package let facts: CredentialFacts

    /// Takes facts that can be certified.
    ///
    /// - Throws: `FactProblem`.
    package init(_ facts: CredentialFacts) throws {
        try facts.check()
        self.facts = facts
    }

    /// The credential without proof, in the canonical form of JSON (RFC 8785).
    package var unsecured: [UInt8] {
        CredentialTemplate.bytes(of: facts, secured: .not)
    }

    /// The credential with an embedded proof of the suite `eddsa-rdfc-2022`.
    ///
    /// - Throws: `SigningError` when the key is not the issuer's.
    package func secured(with signer: ProofSigner, created: Moment) throws -> [UInt8] {
        try SigningError.check(signer.verificationMethod, isOf: facts.issuer.did)
        let proof = try signer.proof(of: statements.hash, created: created)
        return CredentialTemplate.bytes(of: facts, secured: .byProof(proof))
    }

    /// The credential as a compact JSON Web Signature (Open Badges 3.0, 8.2).
    ///
    /// - Throws: `SigningError` when the key is not the issuer's.
    package func token(with signer: TokenSigner) throws -> [UInt8] {
        try SigningError.check(signer.verificationMethod, isOf: facts.issuer.did)
        return try signer.token(of: CredentialTemplate.bytes(of: facts, secured: .byToken))
    }
}

/// Why a credential cannot be signed with a key.
package enum SigningError: Error, Hashable, Sendable {
    /// The key's identifier does not begin with the issuer's and `#`.
    case keyOfAnother(verificationMethod: String)
    /// A salt that is not 32 bytes long.
    case saltLength(Int)

    static func check(_ verificationMethod: String, isOf issuer: String) throws {
        let prefix = issuer + "#"
        guard verificationMethod.utf8.starts(with: prefix.utf8),
            verificationMethod.utf8.count > prefix.utf8.count
        else { throw keyOfAnother(verificationMethod: verificationMethod) }
    }
}

extension Credential {
    private static let saltBytes = 32

    /// The commitment that a transparency log holds instead of the credential: 32 bytes.
    ///
    /// SHA-256 over `obuka-cert-v1`, a zero byte, the salt of 32 bytes and the credential without
    /// proof. Whoever lacks the salt cannot find out which credential it stands for.
    ///
    /// - Throws: `SigningError.saltLength`.
    package static func commitment(salt: [UInt8], credential: Credential) throws -> [UInt8] {
        guard salt.count == saltBytes else { throw SigningError.saltLength(salt.count) }
        var hasher = SHA256()
        hasher.update(data: Array("obuka-cert-v1\0".utf8))
        hasher.update(data: salt)
        hasher.update(data: credential.unsecured)
        return Array(hasher.finalize())
    }
}
