import Crypto

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
}
