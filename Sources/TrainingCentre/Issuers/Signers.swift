import Credentials
import Crypto
import Documents
import Postgres

/// What signing needs from outside the database: addresses, and what is kept beside it.
package struct Signing: Sendable {
    package let addresses: Addresses
    /// Who signs documents instead of the centre's own key.
    let outsideSigner: DocumentSigner?
    private let keeper: any KeyKeeper

    package init(
        addresses: Addresses,
        keeper: any KeyKeeper,
        outsideSigner: DocumentSigner? = nil
    ) {
        self.addresses = addresses
        self.keeper = keeper
        self.outsideSigner = outsideSigner
    }
}

/// Keeps what the database must not see, or must not be able to take back.
package protocol KeyKeeper: Sendable {
    /// Where it is kept, for messages.
    var place: String { get }

    /// The private half of a key by its code, as raw bytes; nil when it is not at hand.
    func privateKey(_ code: String) throws -> [UInt8]?

    /// The last checkpoint that was published; nil before the first.
    func checkpoint() throws -> [UInt8]?

    /// Keeps a checkpoint, safe from a crash when this returns.
    func keep(checkpoint: [UInt8]) throws
}

/// The live keys of the issuer, opened.
struct Signers {
    let issuer: Issuer
    let proofKey: ID<SigningKey>
    let tokenKey: ID<SigningKey>
    let proof: ProofSigner
    let token: TokenSigner

    /// Opens the keys that sign credentials.
    ///
    /// Refuses with `SigningKeyError` when one is missing or is not the published one.
    init(_ signing: Signing, in transaction: borrowing Transaction) throws {
        issuer = try Issuer.own(in: transaction)
        let did = signing.addresses.did(issuer.slug)
        let keys = try SigningKey.list(in: transaction)
        let proofKey = try Signers.live(.proof, keys)
        let tokenKey = try Signers.live(.token, keys)
        let proofPrivate = try Curve25519.Signing.PrivateKey(
            rawRepresentation: signing.privateHalf(of: proofKey)
        )
        let tokenPrivate = try TokenSigner.Key(kept: signing.privateHalf(of: tokenKey))
        guard Array(proofPrivate.publicKey.rawRepresentation) == proofKey.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: proofKey.code)
        }
        guard TokenKey(tokenPrivate).published == tokenKey.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: tokenKey.code)
        }
        self.proofKey = proofKey.id
        self.tokenKey = tokenKey.id
        proof = ProofSigner(verificationMethod: "\(did)#\(proofKey.code)", key: proofPrivate)
        token = TokenSigner(
            verificationMethod: "\(did)#\(tokenKey.code)",
            key: tokenPrivate
        )
    }

    static func live(_ purpose: SigningKey.Purpose, _ keys: [SigningKey]) throws -> SigningKey {
        guard let key = keys.first(where: { $0.purpose == purpose && $0.isLive }) else {
            throw SigningKeyError.missing(purpose)
        }
        return key
    }
}

extension Signing {
    func rememberedCheckpoint() throws -> [UInt8]? { try keeper.checkpoint() }

    func remember(_ checkpoint: [UInt8]) throws { try keeper.keep(checkpoint: checkpoint) }

    func privateHalf(of key: SigningKey) throws -> [UInt8] {
        guard let bytes = try keeper.privateKey(key.code) else {
            throw SigningKeyError.privateHalfMissing(code: key.code, place: keeper.place)
        }
        return bytes
    }

    /// The cosigner of other logs' checkpoints; refuses with `SigningKeyError`.
    func cosigner(in transaction: borrowing Transaction) throws -> Cosigner {
        let key = try Signers.live(.witness, SigningKey.list(in: transaction))
        let cosigner = try Cosigner(
            name: addresses.witnessName,
            privateKey: Curve25519.Signing.PrivateKey(rawRepresentation: privateHalf(of: key))
        )
        guard cosigner.key.publicKey == key.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: key.code)
        }
        return cosigner
    }

    /// The signer of the log's checkpoints; refuses with `SigningKeyError`.
    func logSigner(in transaction: borrowing Transaction) throws -> NoteSigner {
        let key = try Signers.live(.log, SigningKey.list(in: transaction))
        let signer = try NoteSigner(
            name: addresses.logOrigin,
            privateKey: Curve25519.Signing.PrivateKey(rawRepresentation: privateHalf(of: key))
        )
        guard signer.key.publicKey == key.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: key.code)
        }
        return signer
    }
}
