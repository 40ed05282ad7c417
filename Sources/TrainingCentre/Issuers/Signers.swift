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
        let (proofKey, proofPrivate) = try signing.open(.proof, of: keys)
        let tokenKey = try Signers.live(.token, keys)
        let tokenPrivate = try TokenSigner.Key(kept: signing.privateHalf(of: tokenKey))
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

    /// The live key of a purpose that signs Ed25519, opened; refuses with `SigningKeyError`.
    fileprivate func open(
        _ purpose: SigningKey.Purpose,
        of keys: [SigningKey]
    ) throws -> (SigningKey, Curve25519.Signing.PrivateKey) {
        let key = try Signers.live(purpose, keys)
        let opened = try Curve25519.Signing.PrivateKey(rawRepresentation: privateHalf(of: key))
        guard Array(opened.publicKey.rawRepresentation) == key.publicKey else {
            throw SigningKeyError.otherPrivateHalf(code: key.code)
        }
        return (key, opened)
    }

    /// The cosigner of other logs' checkpoints; refuses with `SigningKeyError`.
    func cosigner(in transaction: borrowing Transaction) throws -> Cosigner {
        let (_, opened) = try open(.witness, of: SigningKey.list(in: transaction))
        return try Cosigner(name: addresses.witnessName, privateKey: opened)
    }

    /// The signer of the log's checkpoints; refuses with `SigningKeyError`.
    func logSigner(in transaction: borrowing Transaction) throws -> NoteSigner {
        let (_, opened) = try open(.log, of: SigningKey.list(in: transaction))
        return try NoteSigner(name: addresses.logOrigin, privateKey: opened)
    }
}
