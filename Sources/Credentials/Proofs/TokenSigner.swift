import Crypto
import CryptoExtras
import Documents

/// A key of an issuer for compact JSON Web Signatures (RFC 7515).
package struct TokenSigner: Sendable {
    /// The private key; its kind decides about the algorithm.
    package enum Key: Sendable {
        case es256(P256.Signing.PrivateKey)
        case rs256(_RSA.Signing.PrivateKey)
    }

    /// The key's place in the issuer's document, which the token names as its `kid`.
    package let verificationMethod: String
    private let key: Key
    /// The protected header with the point behind it: the same for every token of this key.
    private let header: [UInt8]

    package init(verificationMethod: String, key: Key) {
        self.verificationMethod = verificationMethod
        self.key = key
        var writer = JSONWriter()
        writer.openObject()
        writer.member("alg", key.algorithm.rawValue)
        writer.member("kid", verificationMethod)
        writer.member("typ", "JWT")
        writer.closeObject()
        header = Base64URL.symbols(of: writer.bytes) + [UInt8(ascii: ".")]
    }

    /// The compact form with this payload.
    func token(of payload: [UInt8]) throws -> [UInt8] {
        var token = header
        token.append(contentsOf: Base64URL.symbols(of: payload))
        let signature =
            switch key {
            case .es256(let key): Array(try key.signature(for: token).rawRepresentation)
            case .rs256(let key):
                Array(try key.signature(for: token, padding: .insecurePKCS1v1_5).rawRepresentation)
            }
        token.append(UInt8(ascii: "."))
        token.append(contentsOf: Base64URL.symbols(of: signature))
        return token
    }
}

/// The algorithms of our tokens (RFC 7518, 3.1), those that 1EdTech's validator knows.
package enum TokenAlgorithm: String, CaseIterable, Hashable, Sendable {
    case es256 = "ES256"
    case rs256 = "RS256"
}

extension TokenSigner.Key {
    var algorithm: TokenAlgorithm {
        switch self {
        case .es256: .es256
        case .rs256: .rs256
        }
    }
}
