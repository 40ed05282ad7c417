import CredentialSamples
import Crypto
import Documents

@testable import Credentials

extension Tampering {
    private static func token(
        _ what: String,
        _ reason: String,
        _ apply: @escaping @Sendable (inout Presented) throws -> Void
    ) -> Tampering {
        Tampering("token: " + what, reason) { presented in
            try presented.becomeToken()
            try apply(&presented)
        }
    }

    /// The token as a whole, and its header.
    static let tokenForm = [
        token("no signature asked for", "token_header") { try $0.setToken(0, "alg", "none") },
        token("a secret as the key", "token_header") { try $0.setToken(0, "alg", "HS256") },
        token("another algorithm", "key_of_other_kind") { try $0.setToken(0, "alg", "RS256") },
        token("another type", "token_header") { try $0.setToken(0, "typ", "vc+jwt") },
        token("no type", "missing_member") { try $0.setToken(0, "typ", nil as JSON?) },
        token("a key in the header", "token_header") {
            let key = TokenKey.es256(P256.Signing.PrivateKey().publicKey)
            try $0.setToken(0, "jwk", try key.jwk())
        },
        token("critical members", "token_header") { try $0.setToken(0, "crit", ["exp"]) },
        token("a key of another", "key_of_another") {
            try $0.setToken(0, "kid", "https://evil.example/key")
        },
        token("the key for proofs", "key_of_other_kind") {
            try $0.setToken(0, "kid", .string(SampleIssuer.method("key-1")))
        },
        token("an unknown key", "unknown_key") {
            try $0.setToken(0, "kid", .string(SampleIssuer.method("key-9")))
        },
        token("a space in the header", "wrong_signature") {
            try $0.setParts {
                $0[0] = Base64URL.text(of: (Base64URL.bytes(of: $0[0]) ?? []) + [0x20])
            }
        },
        token("two parts", "token_form") { try $0.setParts { $0.removeLast() } },
        token("four parts", "token_form") { try $0.setParts { $0.append("AA") } },
        token("an empty payload", "token_form") { try $0.setParts { $0[1] = "" } },
        token("padding", "token_form") { $0.bytes += Array("==".utf8) },
        token("a line end within", "token_form") { try $0.setParts { $0[1] = "\n" + $0[1] } },
        token("another last symbol for the same bytes", "token_form") {
            try $0.setParts { parts in
                // 64 bytes leave four bits that stand for nothing: A, Q, g or w become their next.
                let last = parts[2].unicodeScalars.last?.value ?? 0
                parts[2] = parts[2].dropLast() + String(Character(Unicode.Scalar(UInt8(last + 1))))
            }
        },
    ]

    /// The signature and what it covers.
    static let tokenContent = [
        token("another holder", "wrong_signature") {
            for path in ["name", "identifier.0.identityHash"] {
                try $0.setToken(1, "credentialSubject." + path, "Ана Бабић")
            }
        },
        token("the signature of another token", "wrong_signature") {
            let other = try Credential($0.other).token(with: $0.issuer.tokenSigner)
            let signature = String(decoding: other, as: UTF8.self).split(separator: ".")[2]
            try $0.setParts { $0[2] = String(signature) }
        },
        token("an empty signature", "wrong_signature") { $0.bytes.removeLast(86) },
        token("a signature of zeros", "wrong_signature") {
            try $0.setParts { $0[2] = Base64URL.text(of: [UInt8](repeating: 0, count: 64)) }
        },
        token("a signature in another encoding", "wrong_signature") {
            try $0.setParts { parts in
                let raw = Base64URL.bytes(of: parts[2]) ?? []
                let signature = try P256.Signing.ECDSASignature(rawRepresentation: raw)
                parts[2] = Base64URL.text(of: Array(signature.derRepresentation))
            }
        },
        token("by somebody else's key", "wrong_signature") {
            $0.bytes = try Credential($0.facts).token(with: SampleIssuer().tokenSigner)
        },
        token("an issuer in the claims only", "wrong_claim") {
            try $0.setToken(1, "iss", "did:web:evil.example")
        },
        token("another address in the claims", "wrong_claim") {
            try $0.setToken(1, "jti", .string($0.other.url))
        },
        token("another subject in the claims", "wrong_claim") {
            try $0.setToken(1, "sub", .string($0.other.holder.id))
        },
        token("another beginning in the claims", "wrong_claim") { try $0.setToken(1, "nbf", 0) },
        token("a beginning with a fraction", "wrong_value") {
            try $0.setToken(1, "nbf", .number("1735689600.0"))
        },
        token("another end in the claims", "wrong_claim") {
            try $0.setToken(1, "exp", 4_000_000_000)
        },
        token("no end in the claims", "wrong_claim") { try $0.setToken(1, "exp", nil as JSON?) },
        token("no subject in the claims", "missing_member") {
            try $0.setToken(1, "sub", nil as JSON?)
        },
        token("an older form of the payload", "unexpected_member") {
            try $0.setToken(1, "vc", ["type": ["VerifiableCredential"]])
        },
        token("a proof within", "unexpected_member") { try $0.setToken(1, "proof", [:]) },
        token("a payload without claims", "missing_member") { presented in
            let plain = try Credential(presented.facts).unsecured
            try presented.setParts { $0[1] = Base64URL.text(of: plain) }
        },
    ]
}
