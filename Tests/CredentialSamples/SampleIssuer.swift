import Credentials
import Crypto
import CryptoExtras

/// An issuer with keys that are made anew each time.
package struct SampleIssuer {
    package let ed25519 = Curve25519.Signing.PrivateKey()
    package let p256 = P256.Signing.PrivateKey()
    /// Takes a while to make, so it is there only when asked for.
    package let rsa: _RSA.Signing.PrivateKey?

    package init() { rsa = nil }

    package init(rsaBits: Int) throws {
        rsa = try _RSA.Signing.PrivateKey(keySize: .init(bitCount: rsaBits))
    }

    package static func method(_ name: String) -> String { "\(SampleFacts.issuer.did)#\(name)" }

    package var proofSigner: ProofSigner {
        ProofSigner(verificationMethod: Self.method("key-1"), key: ed25519)
    }

    package var tokenSigner: TokenSigner {
        TokenSigner(verificationMethod: Self.method("key-2"), key: .es256(p256))
    }

    package var rsaSigner: TokenSigner? {
        rsa.map { TokenSigner(verificationMethod: Self.method("key-3"), key: .rs256($0)) }
    }

    package var keys: [IssuerKey] {
        var keys = [
            IssuerKey(id: Self.method("key-1"), material: .proof(ed25519.publicKey)),
            IssuerKey(id: Self.method("key-2"), material: .token(.es256(p256.publicKey))),
        ]
        if let rsa {
            let material = IssuerKey.Material.token(.rs256(rsa.publicKey))
            keys.append(IssuerKey(id: Self.method("key-3"), material: material))
        }
        return keys
    }

    package var document: IssuerDocument {
        IssuerDocument(id: SampleFacts.issuer.did, keys: keys)
    }

    /// The status list of all samples; for a week, if nothing else is said.
    package func list(_ bits: StatusBits, seconds: Int = 7 * 86_400) throws -> StatusList {
        let facts = StatusList.Facts(
            url: SampleFacts.list,
            issuer: SampleFacts.issuer.did,
            validFrom: SampleFacts.start,
            validUntil: SampleFacts.start.adding(seconds: seconds),
            lifetimeMilliseconds: 300_000
        )
        return try StatusList(facts, bits: bits)
    }
}
