import Crypto

/// The text form of an Ed25519 public key (W3C Controlled Identifiers 1.0, 2.2.2): `z6Mk…`.
package enum Multikey {
    /// Multicodec's `ed25519-pub` as a variable-length integer.
    private static let prefix: [UInt8] = [0xED, 0x01]

    package static func text(of key: Curve25519.Signing.PublicKey) -> String {
        "z" + Base58.text(of: prefix + Array(key.rawRepresentation))
    }

    /// The key of a text; nil when it is no Ed25519 key in this form.
    package static func key(of text: String) -> Curve25519.Signing.PublicKey? {
        guard text.utf8.first == UInt8(ascii: "z"),
            let bytes = Base58.bytes(of: text.dropFirst()), bytes.count == 34,
            bytes.starts(with: prefix)
        else { return nil }
        return try? Curve25519.Signing.PublicKey(rawRepresentation: bytes.dropFirst(2))
    }
}
