import Credentials
import Crypto
import CryptoExtras

/// An issuer with keys of every kind, made anew each time.
package struct SampleIssuer {
    package let ed25519 = Curve25519.Signing.PrivateKey()
    package let p256 = P256.Signing.PrivateKey()
    package let rsa: _RSA.Signing.PrivateKey

    package init() throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    private static func method(_ name: String) -> String { "\(SampleFacts.issuer.did)#\(name)" }

    package var proofSigner: ProofSigner {
        ProofSigner(verificationMethod: Self.method("key-1"), key: ed25519)
    }

    package var tokenSigner: TokenSigner {
        TokenSigner(verificationMethod: Self.method("key-2"), key: .es256(p256))
    }

    package var rsaSigner: TokenSigner {
        TokenSigner(verificationMethod: Self.method("key-3"), key: .rs256(rsa))
    }

    package var keys: [IssuerKey] {
        [
            IssuerKey(id: Self.method("key-1"), material: .proof(ed25519.publicKey)),
            IssuerKey(id: Self.method("key-2"), material: .token(.es256(p256.publicKey))),
            IssuerKey(id: Self.method("key-3"), material: .token(.rs256(rsa.publicKey))),
        ]
    }

    package var document: IssuerDocument {
        IssuerDocument(id: SampleFacts.issuer.did, keys: keys)
    }

    package func list(_ bits: StatusBits) throws -> StatusList {
        let facts = StatusList.Facts(
            url: SampleFacts.list,
            issuer: SampleFacts.issuer.did,
            validFrom: SampleFacts.start,
            validUntil: SampleFacts.start.adding(seconds: 7 * 86_400),
            lifetimeMilliseconds: 300_000
        )
        return try StatusList(facts, bits: bits)
    }
}
