import Crypto
import Documents

/// A Data Integrity proof of the suite `eddsa-rdfc-2022` (W3C Data Integrity EdDSA 1.0, 3.2).
struct DataIntegrityProof: Sendable {
    static let type = "DataIntegrityProof"
    static let suite = "eddsa-rdfc-2022"
    static let purpose = "assertionMethod"
    static let signatureBytes = 64

    let created: Moment
    let verificationMethod: String
    /// The Ed25519 signature, 64 bytes.
    let signature: [UInt8]

    /// The bytes that are signed: the hash of the proof's own statements, then the document's.
    static func signed(
        _ document: SHA256.Digest,
        created: Moment,
        verificationMethod: String
    ) -> [UInt8] {
        let configuration = configuration(created: created, verificationMethod: verificationMethod)
        return Array(configuration.hash) + Array(document)
    }

    /// The proof without its value, as statements (3.2.5).
    static func configuration(created: Moment, verificationMethod: String) -> NQuads {
        var quads = NQuads(reserving: 1024)
        let node = NQuads.Node.blank("c14n0")
        let moment = NQuads.Object.typed(created.description, Vocabulary.dateTime)
        quads.add(node, Vocabulary.Security.created, moment)
        quads.add(node, Vocabulary.type, .term(Vocabulary.Security.proof))
        let suite = NQuads.Object.typed(suite, Vocabulary.Security.suiteText)
        quads.add(node, Vocabulary.Security.suite, suite)
        quads.add(node, Vocabulary.Security.purpose, .term(Vocabulary.Security.assertion))
        quads.add(node, Vocabulary.Security.method, .node(.iri(verificationMethod)))
        return quads
    }

    /// Whether the signature is the key's over a document of this hash.
    func isValid(of document: SHA256.Digest, by key: Curve25519.Signing.PublicKey) -> Bool {
        let signed = Self.signed(
            document,
            created: created,
            verificationMethod: verificationMethod
        )
        return key.isValidSignature(signature, for: signed)
    }

    /// Writes the member `proof`, its members in canonical order.
    func write(to writer: inout JSONWriter) {
        writer.name("proof")
        writer.openObject()
        writer.member("created", created.description)
        writer.member("cryptosuite", Self.suite)
        writer.member("proofPurpose", Self.purpose)
        writer.member("proofValue", "z" + Base58.text(of: signature))
        writer.member("type", Self.type)
        writer.member("verificationMethod", verificationMethod)
        writer.closeObject()
    }
}

/// An Ed25519 key of an issuer, for embedded proofs.
package struct ProofSigner: Sendable {
    /// The key's place in the issuer's document, `did:web:HOST:o:ISSUER#KEY`.
    package let verificationMethod: String
    private let key: Curve25519.Signing.PrivateKey

    package init(verificationMethod: String, key: Curve25519.Signing.PrivateKey) {
        self.verificationMethod = verificationMethod
        self.key = key
    }

    func proof(of document: SHA256.Digest, created: Moment) throws -> DataIntegrityProof {
        let signed = DataIntegrityProof.signed(
            document,
            created: created,
            verificationMethod: verificationMethod
        )
        return DataIntegrityProof(
            created: created,
            verificationMethod: verificationMethod,
            signature: Array(try key.signature(for: signed))
        )
    }
}
