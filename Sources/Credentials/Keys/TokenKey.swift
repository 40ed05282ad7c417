import Crypto
import CryptoExtras
import Documents

/// A public key that checks tokens, and its form as a JSON Web Key (RFC 7517, RFC 7518 6.2, 6.3).
package enum TokenKey: Sendable {
    case es256(P256.Signing.PublicKey)
    case rs256(_RSA.Signing.PublicKey)

    /// The public key of a private one.
    package init(_ key: TokenSigner.Key) {
        switch key {
        case .es256(let key): self = .es256(key.publicKey)
        case .rs256(let key): self = .rs256(key.publicKey)
        }
    }

    package var algorithm: TokenAlgorithm {
        switch self {
        case .es256: .es256
        case .rs256: .rs256
        }
    }

    /// The key as JSON, its members in canonical order and nothing private among them.
    ///
    /// - Throws: an error of the library when an RSA key does not give its numbers.
    package func jwk() throws -> JSON {
        switch self {
        case .es256(let key):
            let coordinates = Array(key.rawRepresentation)
            return [
                "crv": "P-256", "kty": "EC",
                "x": .string(Base64URL.text(of: Array(coordinates.prefix(32)))),
                "y": .string(Base64URL.text(of: Array(coordinates.suffix(32)))),
            ]
        case .rs256(let key):
            let numbers = try key.getKeyPrimitives()
            return [
                "e": .string(Base64URL.text(of: Self.shortest(numbers.publicExponent))),
                "kty": "RSA",
                "n": .string(Base64URL.text(of: Self.shortest(numbers.modulus))),
            ]
        }
    }

    /// Reads exactly what `jwk()` writes; nil for everything else, private keys too.
    package init?(jwk: JSON) {
        guard let members = jwk.members else { return nil }
        let texts = members.map { ($0.name, $0.value.text ?? "") }
        let values = Dictionary(texts) { first, _ in first }
        switch values["kty"] {
        case "EC":
            guard Set(values.keys) == ["crv", "kty", "x", "y"], values["crv"] == "P-256",
                let x = Base64URL.bytes(of: values["x", default: ""]), x.count == 32,
                let y = Base64URL.bytes(of: values["y", default: ""]), y.count == 32,
                let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
            else { return nil }
            self = .es256(key)
        case "RSA":
            guard Set(values.keys) == ["e", "kty", "n"],
                let exponent = Base64URL.bytes(of: values["e", default: ""]),
                let modulus = Base64URL.bytes(of: values["n", default: ""]),
                // 2048 to 4096 bits: less is weak, more only costs the checker time.
                (256...512).contains(modulus.count), (1...8).contains(exponent.count),
                let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
            else { return nil }
            self = .rs256(key)
        default: return nil
        }
    }

    /// Whether a signature is this key's.
    func isValid(_ signature: [UInt8], for message: some Collection<UInt8>) -> Bool {
        let message = Array(message)
        switch self {
        case .es256(let key):
            guard
                let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
            else { return false }
            return key.isValidSignature(signature, for: message)
        case .rs256(let key):
            let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
            return key.isValidSignature(signature, for: message, padding: .insecurePKCS1v1_5)
        }
    }

    /// A number without leading zero bytes (RFC 7518, 2, Base64urlUInt).
    private static func shortest(_ number: some Collection<UInt8>) -> [UInt8] {
        Array(number.drop { $0 == 0 })
    }
}
