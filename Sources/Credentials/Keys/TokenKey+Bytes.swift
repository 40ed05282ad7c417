import Crypto
import CryptoExtras

// Keys of both algorithms as the bytes that are kept and published: what is no number or point of
// P-256 is RSA, as DER.

extension TokenSigner.Key {
    /// A private key as it is kept: the number of P-256, or RSA (RFC 8017, A.1.2).
    ///
    /// - Throws: an error of the library for bytes that are neither, and for RSA below 2048 bits.
    package init(kept bytes: [UInt8]) throws {
        self =
            try bytes.count == P256Form.numberBytes
            ? .es256(P256.Signing.PrivateKey(rawRepresentation: bytes))
            : .rs256(_RSA.Signing.PrivateKey(derRepresentation: bytes))
    }
}

extension TokenKey {
    /// A public key as it is published: an uncompressed point of P-256 (SEC 1, 2.3.3), or RSA as
    /// SubjectPublicKeyInfo (RFC 5280, 4.1).
    ///
    /// - Throws: an error of the library for bytes that are neither.
    package init(published bytes: [UInt8]) throws {
        self =
            try bytes.count == P256Form.pointBytes
            ? .es256(P256.Signing.PublicKey(x963Representation: bytes))
            : .rs256(_RSA.Signing.PublicKey(derRepresentation: bytes))
    }

    /// What `init(published:)` reads.
    package var published: [UInt8] {
        switch self {
        case .es256(let key): Array(key.x963Representation)
        case .rs256(let key): Array(key.derRepresentation)
        }
    }
}

private enum P256Form {
    static let numberBytes = 32
    static let pointBytes = 65
}
