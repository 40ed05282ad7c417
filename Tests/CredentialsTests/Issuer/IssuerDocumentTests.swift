import CredentialSamples
import Crypto
import CryptoExtras
import Documents
import Testing

@testable import Credentials

@Suite("Documents of issuers")
struct IssuerDocumentTests {
    private let issuer = SampleIssuer()

    @Test("A document has all keys, with the time when one went out of use or was compromised")
    func document() throws {
        let time = SampleFacts.start
        let old = Curve25519.Signing.PrivateKey().publicKey
        let lost = P256.Signing.PrivateKey().publicKey
        let keys =
            issuer.keys + [
                IssuerKey(id: SampleIssuer.method("old"), material: .proof(old), expires: time),
                IssuerKey(
                    id: SampleIssuer.method("lost"),
                    material: .token(.es256(lost)),
                    revoked: time
                ),
            ]
        let json = try IssuerDocument(id: SampleFacts.issuer.did, keys: keys).json()
        #expect(json["id"]?.text == "did:web:obuka.example:o:centar")
        let methods = try #require(json["verificationMethod"]?.elements)
        #expect(
            methods.compactMap { $0["type"]?.text } == [
                "Multikey", "JsonWebKey", "Multikey", "JsonWebKey",
            ]
        )
        #expect(methods.allSatisfy { $0["controller"] == json["id"] })
        #expect(json["assertionMethod"]?.elements == methods.compactMap { $0["id"] })
        #expect(methods[2]["expires"]?.text == time.description)
        #expect(methods[3]["revoked"]?.text == time.description)

        let read = try #require(IssuerDocument(json))
        #expect(read.keys.map(\.id) == keys.map(\.id))
        #expect(read.keys.map(\.expires) == [nil, nil, time, nil])
        #expect(read.keys.map(\.revoked) == [nil, nil, nil, time])
        #expect(try read.json() == json)
    }

    @Test("Members and keys that are not ours are passed over")
    func foreign() throws {
        let json = try issuer.document.json()
        let methods = try #require(json["verificationMethod"]?.elements)
        let other: JSON = ["id": "did:web:obuka.example:o:centar#x", "type": "Other"]
        let changed = json.setting("service", [["id": "#s"]])
            .setting("verificationMethod", .array(methods + [other]))
        #expect(IssuerDocument(changed)?.keys.count == 2)
    }

    @Test("A key alone is a JSON Web Key without private members")
    func bare() throws {
        let keys = try issuer.keys.map { try $0.jwk() }
        #expect(keys.map { $0["kty"]?.text } == ["OKP", "EC"])
        #expect(keys.map { $0["alg"]?.text } == ["EdDSA", "ES256"])
        #expect(keys.allSatisfy { $0["d"] == nil && $0["kid"] != nil })
    }

    @Test("The published key of RFC 7517, appendix A.1, is read and written")
    func published() throws {
        let jwk: JSON = [
            "crv": "P-256", "kty": "EC", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        ]
        #expect(try TokenKey(jwk: jwk)?.jwk() == jwk)
    }

    @Test("An RSA key comes back, and a short one is refused")
    func rsa() throws {
        let key = TokenKey.rs256(try _RSA.Signing.PrivateKey(keySize: .bits2048).publicKey)
        let jwk = try key.jwk()
        #expect(jwk["e"]?.text == "AQAB")
        #expect(try TokenKey(jwk: jwk)?.jwk() == jwk)
        let short = Base64URL.text(of: [UInt8](repeating: 0xFF, count: 128))
        #expect(TokenKey(jwk: jwk.setting("n", .string(short))) == nil)
    }

    @Test(
        "Keys that are none, or more than public, are refused",
        arguments: [("d", "AAAA"), ("x", "AAAA"), ("crv", "P-384"), ("kty", "oct"), ("y", "*")]
    )
    func refused(name: String, value: String) throws {
        let jwk = try TokenKey.es256(issuer.p256.publicKey).jwk()
        #expect(TokenKey(jwk: jwk) != nil)
        #expect(TokenKey(jwk: jwk.setting(name, .string(value))) == nil)
    }

    @Test("A Multikey of another kind or length is none")
    func multikeys() {
        let text = Multikey.text(of: issuer.ed25519.publicKey)
        #expect(text.hasPrefix("z6Mk"))
        #expect(
            Multikey.key(of: text)?.rawRepresentation == issuer.ed25519.publicKey.rawRepresentation
        )
        let other = "z" + Base58.text(of: [0x12, 0x00] + [UInt8](repeating: 1, count: 32))
        for wrong in [other, "u" + text.dropFirst(), String(text.dropLast()), text + "1", "z", ""] {
            #expect(Multikey.key(of: wrong) == nil)
        }
    }
}
