import CredentialSamples
import Crypto
import Documents
import Testing

@testable import Credentials

@Suite("Credentials")
struct CredentialTests {
    private let issuer = SampleIssuer()

    @Test("Every form is canonical JSON, and its facts can be read back")
    func canonical() throws {
        var samples = SampleFacts(seed: 11)
        for number in 0..<300 {
            let facts = samples.next(number)
            let credential = try Credential(facts)
            let secured = try credential.secured(with: issuer.proofSigner, created: facts.validFrom)
            for bytes in [credential.unsecured, secured] {
                #expect(try JCS.bytes(of: JSON.parse(bytes)) == bytes)
            }
            #expect(try CredentialReader(JSON.parse(secured), form: .withProof).facts == facts)
            let token = try ReceivedToken(credential.token(with: issuer.tokenSigner))
            #expect(try CredentialReader(token.payload, form: .inToken).facts == facts)
        }
    }

    @Test("Statements are in the order of their bytes, and none stands twice")
    func statements() throws {
        var samples = SampleFacts(seed: 12)
        for number in 0..<100 {
            let lines = try Credential(samples.next(number)).statements.canonical
                .split(separator: UInt8(ascii: "\n"))
            for (first, second) in zip(lines, lines.dropFirst()) {
                #expect(first.lexicographicallyPrecedes(second))
            }
        }
    }

    @Test("The same credential signed twice has the same proof")
    func repeated() throws {
        let credential = try Credential(SampleFacts.ordinary(1))
        let first = try credential.secured(with: issuer.proofSigner, created: SampleFacts.start)
        let second = try credential.secured(with: issuer.proofSigner, created: SampleFacts.start)
        #expect(first == second)
    }

    @Test("The commitment is the hash of a label, the salt and the credential")
    func commitment() throws {
        let credential = try Credential(SampleFacts.ordinary(1))
        let salt = [UInt8](0..<32)
        let hashed = Array("obuka-cert-v1\0".utf8) + salt + credential.unsecured
        let commitment = try Credential.commitment(salt: salt, credential: credential)
        #expect(commitment == Array(SHA256.hash(data: hashed)))
        #expect(commitment.count == 32)
        #expect(throws: SigningError.saltLength(31)) {
            try Credential.commitment(salt: Array(salt.dropLast()), credential: credential)
        }
    }

    @Test(
        "Only a key of the issuer signs",
        arguments: [
            "did:web:obuka.example:o:centar2#key-1", "did:web:obuka.example:o:centar#", "#key-1",
        ]
    )
    func otherKeys(method: String) throws {
        let credential = try Credential(SampleFacts.ordinary(1))
        let proofs = ProofSigner(verificationMethod: method, key: issuer.ed25519)
        let tokens = TokenSigner(verificationMethod: method, key: .es256(issuer.p256))
        let refusal = SigningError.keyOfAnother(verificationMethod: method)
        #expect(throws: refusal) { try credential.secured(with: proofs, created: .epoch) }
        #expect(throws: refusal) { try credential.token(with: tokens) }
    }
}
