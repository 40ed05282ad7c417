import Crypto

/// What a signature on a note is, by the byte that C2SP signed-note assigns.
package enum NoteSignatureKind: UInt8, Hashable, Sendable {
    /// Ed25519 over the text of the note: a log's own signature.
    case ed25519 = 0x01
    /// Ed25519 over the text and a time (C2SP tlog-cosignature): a witness's signature.
    case cosignature = 0x04
}

/// A public key that verifies notes, with the name that its signatures carry.
///
/// Printed as a C2SP “vkey”: the name, the key ID in hexadecimal and the key in base64.
package struct NoteKey: Hashable, Sendable, CustomStringConvertible {
    /// Not empty, without white space and `+`.
    package let name: String
    package let kind: NoteSignatureKind
    /// The 32 bytes of the Ed25519 key.
    package let publicKey: [UInt8]
    /// The first four bytes of SHA-256 of name, newline, kind and key, big-endian.
    ///
    /// It tells keys of one name apart and protects nothing.
    package let id: UInt32

    /// Throws `LogFormatError` for an impossible name or a key that has not 32 bytes.
    package init(name: String, kind: NoteSignatureKind, publicKey: [UInt8]) throws {
        guard Self.isName(name) else {
            throw LogFormatError("the name of a key is empty or has white space or a plus sign")
        }
        guard publicKey.count == 32 else {
            throw LogFormatError("an Ed25519 key has 32 bytes, not \(publicKey.count)")
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        var hasher = SHA256()
        hasher.update(data: Array(name.utf8) + [0x0A, kind.rawValue] + publicKey)
        id = hasher.finalize().prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads a vkey: `name+0123abcd+base64`.
    ///
    /// Throws `LogFormatError`, also when the ID is not that of the key.
    package init(_ vkey: String) throws {
        let parts = vkey.utf8.split(
            separator: UInt8(ascii: "+"),
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, let material = Base64Form.standard.decode(parts[2]),
            let first = material.first
        else { throw LogFormatError("a verifier key is written as name+ID+key in base64") }
        guard let kind = NoteSignatureKind(rawValue: first) else {
            throw LogFormatError("the verifier key is of kind \(first), which is not known here")
        }
        let name = String(decoding: parts[0], as: UTF8.self)
        try self.init(name: name, kind: kind, publicKey: Array(material.dropFirst()))
        guard parts[1].elementsEqual(hexadecimalID.utf8) else {
            throw LogFormatError("the ID in the verifier key is not that of its key")
        }
    }

    /// The vkey.
    package var description: String {
        "\(name)+\(hexadecimalID)+\(Base64Form.standard.encode([kind.rawValue] + publicKey))"
    }

    private var hexadecimalID: String {
        String(String(1 << 32 + Int(id), radix: 16).dropFirst())
    }

    /// Whether a signature line says that this key made it.
    package func isNamed(in signature: NoteSignature) -> Bool {
        id == signature.keyID && name.utf8.elementsEqual(signature.name.utf8)
    }

    /// By bytes: Swift calls composed and decomposed letters equal, which are different names.
    package static func == (one: NoteKey, other: NoteKey) -> Bool {
        one.kind == other.kind && one.publicKey == other.publicKey
            && one.name.utf8.elementsEqual(other.name.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(publicKey)
    }

    /// Whether a name can stand in a signature line.
    static func isName(_ name: String) -> Bool {
        !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20
            }
    }
}
