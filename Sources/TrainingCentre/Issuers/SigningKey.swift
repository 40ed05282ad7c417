import Credentials
import Crypto
import Foundation
import Postgres

/// The public half of one of an issuer's keys, with what became of it.
package struct SigningKey: Sendable {
    let id: ID<SigningKey>
    package let code: String
    package let purpose: Purpose
    package let publicKey: [UInt8]
    package let createdAt: Date
    package let retiredAt: Date?
    package let revokedAt: Date?

    /// What a key signs, and only that.
    package enum Purpose: String, CaseIterable, Sendable {
        /// Proofs in documents: Ed25519.
        case proof
        /// Tokens: P-256.
        case token
        /// Checkpoints of the log: Ed25519.
        case log
        /// Checkpoints of other logs, as their witness: Ed25519.
        case witness
        /// Certificates of the keys that sign documents: P-256.
        case authority
        /// Printed documents: P-256, with a certificate of X.509.
        case document
    }

    /// Whether it may sign.
    package var isLive: Bool { retiredAt == nil && revokedAt == nil }

    /// All keys of the centre's issuer that there ever were, the newest first.
    package static func list(in transaction: borrowing Transaction) throws -> [SigningKey] {
        try transaction.rows(
            """
            SELECT issuer_keys.id, issuer_keys.code, issuer_keys.purpose, issuer_keys.public_key,
                issuer_keys.created_at, issuer_key_retirements.retired_at,
                issuer_key_revocations.revoked_at
            FROM issuer_keys
            LEFT JOIN issuer_key_retirements ON issuer_key_retirements.key_id = issuer_keys.id
            LEFT JOIN issuer_key_revocations ON issuer_key_revocations.key_id = issuer_keys.id
            ORDER BY issuer_keys.id DESC
            """,
            as: (
                ID<SigningKey>.self, String.self, Purpose.self, [UInt8].self, Date.self,
                Date?.self, Date?.self
            )
        ).map {
            SigningKey(
                id: $0,
                code: $1,
                purpose: $2,
                publicKey: $3,
                createdAt: $4,
                retiredAt: $5,
                revokedAt: $6
            )
        }
    }

    /// Publishes the public half of a new key, which signs from now on; the one that signed before
    /// is retired and stays published.
    ///
    /// The log's key names the log, so it is made once. A key for documents gets its certificate
    /// here, from the authority of today. Refuses with `AccessError.notAllowed`, `CodeTaken` and
    /// `SigningKeyError`.
    package static func publish(
        _ code: String,
        _ purpose: Purpose,
        _ pair: KeyPair,
        signing: Signing,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try actor.require(.manageAccounts)
        let issuer = try Issuer.own(in: transaction)
        _ = try transaction.execute("SELECT 1 FROM issuers WHERE id = \(issuer.id) FOR UPDATE")
        let live = try list(in: transaction).filter { $0.purpose == purpose && $0.isLive }
        if purpose == .log, !live.isEmpty { throw SigningKeyError.logKeyIsThere }
        _ = try transaction.execute(
            """
            INSERT INTO issuer_key_retirements (key_id)
            SELECT key_id FROM unnest(\(live.map(\.id))) AS key_id
            """
        )
        let key = try enter(code, purpose, pair.publicKey, of: issuer, in: transaction)
        if [.authority, .document].contains(purpose) {
            try DocumentCertificate.make(
                for: key,
                purpose,
                privateKey: pair.privateKey,
                of: issuer,
                signing: signing,
                chance: chance,
                in: transaction
            )
        }
        try LogLeaf.enter(
            .key,
            SigningKey.commitment(to: code, purpose, publicKey: pair.publicKey),
            in: transaction
        )
    }

    private static func enter(
        _ code: String,
        _ purpose: Purpose,
        _ publicKey: [UInt8],
        of issuer: Issuer,
        in transaction: borrowing Transaction
    ) throws -> ID<SigningKey> {
        do {
            let id = try transaction.value(
                """
                INSERT INTO issuer_keys (issuer_id, code, purpose, public_key)
                VALUES (\(issuer.id), \(code), \(purpose), \(publicKey))
                RETURNING id
                """,
                as: ID<SigningKey>.self
            )
            guard let id else { throw SigningKeyError.missing(purpose) }
            return id
        } catch {
            let taken = (error as? PostgresError)?.constraint == "issuer_keys_code_once"
            throw taken ? CodeTaken("key") : error
        }
    }

    /// Says that somebody else may have a key: what it signed proves nothing by itself any more.
    ///
    /// A second time changes nothing. Refuses with `AccessError.notAllowed`, `ReasonMissing` and
    /// `NotFound`.
    package static func revoke(
        _ code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> SigningKey {
        try act.actor.require(.manageAccounts)
        _ = try act.requireReason()
        guard let key = try list(in: transaction).first(where: { $0.code == code }) else {
            throw NotFound("key", code)
        }
        let count = try transaction.execute(
            """
            INSERT INTO issuer_key_revocations (key_id) VALUES (\(key.id))
            ON CONFLICT (key_id) DO NOTHING
            """
        )
        if count == 1 {
            try LogLeaf.enter(
                .key,
                SigningKey.commitment(toRevocationOf: code),
                in: transaction
            )
        }
        return try list(in: transaction).first { $0.code == code } ?? key
    }
}

extension SigningKey {
    /// What the log says of a new key.
    static func commitment(
        to code: String,
        _ purpose: Purpose,
        publicKey: [UInt8]
    ) -> [UInt8] {
        LogLeaf.commitment(
            "obuka-key-v1",
            Array("\(purpose.rawValue) \(code)\n".utf8) + publicKey
        )
    }

    /// What the log says of a key that somebody else may have.
    static func commitment(toRevocationOf code: String) -> [UInt8] {
        LogLeaf.commitment("obuka-key-revoked-v1", Array(code.utf8))
    }
}

/// Why a key is not made or not used.
package enum SigningKeyError: Refusal {
    case logKeyIsThere
    case missing(SigningKey.Purpose)
    case privateHalfMissing(code: String, place: String)
    case otherPrivateHalf(code: String)
    case certificateNotValid(until: Date)

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .logKeyIsThere: "log_key_is_there"
        case .missing: "signing_key_missing"
        case .privateHalfMissing: "private_key_missing"
        case .otherPrivateHalf: "private_key_differs"
        case .certificateNotValid: "document_certificate_not_valid"
        }
    }

    package var message: String {
        switch self {
        case .logKeyIsThere: "the log has its key, and keeps it: its name is made of it"
        case .missing(let purpose):
            "there is no key for \(purpose.rawValue), or it counts no more: make one with "
                + "“obuka key create --purpose \(purpose.rawValue)”"
        case .privateHalfMissing(let code, let place):
            "the private half of key \(code) is not in \(place): restore it from the back-up, or "
                + "make a new key with “obuka key create”"
        case .otherPrivateHalf(let code):
            "the file of key \(code) holds another key than the one that was published"
        case .certificateNotValid(let until):
            "the certificate that documents are signed with is valid until \(until.rfc3339), or "
                + "not yet: configure a new one, or make a key with “obuka key create”"
        }
    }
}

extension SigningKey {
    /// The issuer's document with every key that it ever had, but the log's.
    static func document(
        of issuer: Issuer,
        addresses: Addresses,
        in transaction: borrowing Transaction
    ) throws -> IssuerDocument {
        let did = addresses.did(issuer.slug)
        let keys = try list(in: transaction).reversed().compactMap { key -> IssuerKey? in
            guard let material = try key.material else { return nil }
            return IssuerKey(
                id: "\(did)#\(key.code)",
                material: material,
                // What it signed in the second of its retirement bears that second.
                expires: key.retiredAt.flatMap(Moment.init)?.adding(seconds: 1),
                revoked: key.revokedAt.flatMap(Moment.init)
            )
        }
        return IssuerDocument(id: did, keys: keys)
    }

    private var material: IssuerKey.Material? {
        get throws {
            switch purpose {
            case .proof: .proof(try Curve25519.Signing.PublicKey(rawRepresentation: publicKey))
            case .token: .token(try TokenKey(published: publicKey))
            case .log, .witness, .authority, .document: nil
            }
        }
    }
}

extension Moment {
    /// The whole second that a date lies in.
    init?(_ date: Date) {
        self.init(unixSeconds: Int(date.timeIntervalSince1970.rounded(.down)))
    }
}
