import Crypto
import CryptoExtras

/// A pair of keys as raw bytes, made from chance that is passed in.
package struct KeyPair: Sendable {
    package let privateKey: [UInt8]
    package let publicKey: [UInt8]

    /// Ed25519 (RFC 8032): the seed is the private key.
    ///
    /// - Throws: an error of the library for anything but 32 bytes.
    package static func ed25519(_ seed: [UInt8]) throws -> KeyPair {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        return KeyPair(privateKey: seed, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// P-256 (FIPS 186-5): the seed is the private number, the public key an uncompressed point.
    ///
    /// - Throws: an error of the library when the number is none of the curve's; one seed in 2^32
    ///   is not.
    package static func p256(_ seed: [UInt8]) throws -> KeyPair {
        let key = try P256.Signing.PrivateKey(rawRepresentation: seed)
        return KeyPair(privateKey: seed, publicKey: Array(key.publicKey.x963Representation))
    }

    /// A key for tokens from its kept private half: P-256, or RSA.
    ///
    /// - Throws: an error of the library for bytes that are neither.
    package static func token(_ privateKey: [UInt8]) throws -> KeyPair {
        let key = TokenKey(try TokenSigner.Key(kept: privateKey))
        return KeyPair(privateKey: privateKey, publicKey: key.published)
    }

    /// The private half of a new RSA key of 2048 bits.
    ///
    /// Its chance is the library's own: such a key is searched for and follows from no seed.
    ///
    /// - Throws: an error of the library.
    package static func newRSA() throws -> [UInt8] {
        Array(try _RSA.Signing.PrivateKey(keySize: .bits2048).derRepresentation)
    }
}
