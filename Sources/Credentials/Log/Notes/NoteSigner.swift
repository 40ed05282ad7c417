import Crypto

/// A log's key that signs notes with Ed25519 (C2SP signed-note, kind 0x01).
package struct NoteSigner: Sendable {
    private let privateKey: Curve25519.Signing.PrivateKey
    /// What verifies its signatures.
    package let key: NoteKey

    /// Throws `LogFormatError` for a name that no signature line can have.
    package init(name: String, privateKey: Curve25519.Signing.PrivateKey) throws {
        self.privateKey = privateKey
        let publicKey = Array(privateKey.publicKey.rawRepresentation)
        key = try NoteKey(name: name, kind: .ed25519, publicKey: publicKey)
    }

    /// Signs the text of a note.
    ///
    /// Throws only what the cryptography does.
    package func sign(_ text: String) throws -> NoteSignature {
        let bytes = try privateKey.signature(for: Array(text.utf8))
        return NoteSignature(name: key.name, keyID: key.id, bytes: Array(bytes))
    }
}

/// A witness's key that cosigns checkpoints with Ed25519 and a time (C2SP tlog-cosignature).
///
/// The signed message does not hold the name, so that no two witnesses may have the same key.
package struct Cosigner: Sendable {
    private let privateKey: Curve25519.Signing.PrivateKey
    /// What verifies its cosignatures.
    package let key: NoteKey

    /// Throws `LogFormatError` for a name that no signature line can have.
    package init(name: String, privateKey: Curve25519.Signing.PrivateKey) throws {
        self.privateKey = privateKey
        let publicKey = Array(privateKey.publicKey.rawRepresentation)
        key = try NoteKey(name: name, kind: .cosignature, publicKey: publicKey)
    }

    /// Cosigns the text of a checkpoint at a time in seconds since 1970, which is not negative.
    ///
    /// Throws only what the cryptography does.
    package func cosign(_ text: String, at seconds: Int) throws -> NoteSignature {
        precondition(seconds >= 0, "cosignatures begin in 1970")
        let message = Cosignature.message(text, at: UInt64(seconds))
        let time = (0..<8).map { UInt8(truncatingIfNeeded: seconds >> (56 - 8 * $0)) }
        let signature = try privateKey.signature(for: message)
        return NoteSignature(name: key.name, keyID: key.id, bytes: time + Array(signature))
    }
}

/// The form of a cosignature: eight bytes of time, big-endian, and 64 of Ed25519.
package enum Cosignature {
    static func message(_ text: String, at seconds: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
    }

    /// When a cosignature was made, in seconds since 1970; nil for any other signature.
    package static func seconds(of signature: NoteSignature) -> Int? {
        guard signature.bytes.count == 72 else { return nil }
        return Int(exactly: signature.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension NoteKey {
    /// Whether a signature on a text was made by this key; the name is not looked at.
    func verifies(_ signature: NoteSignature, on text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        switch kind {
        case .ed25519:
            return signature.bytes.count == 64
                && key.isValidSignature(signature.bytes, for: Array(text.utf8))
        case .cosignature:
            guard let seconds = Cosignature.seconds(of: signature) else { return false }
            return key.isValidSignature(
                signature.bytes.dropFirst(8),
                for: Cosignature.message(text, at: UInt64(seconds))
            )
        }
    }
}
