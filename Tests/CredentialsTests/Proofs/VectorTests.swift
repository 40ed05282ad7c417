import Crypto
import Documents
import Testing

@testable import Credentials

/// What W3C publishes for `eddsa-rdfc-2022`, as far as the parts here are not of our own shape.
@Suite("W3C's test vectors of eddsa-rdfc-2022")
struct VectorTests {
    private static let directory = "w3c+vc-di-eddsa/TestVectors"
    private static let method =
        "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
        + "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"

    private static func text(_ name: String) throws -> String? {
        try Published.text("\(directory)/eddsa-rdfc-2022/\(name)")
    }

    private static var created: Moment {
        get throws { try #require(Moment("2023-02-24T23:36:38Z")) }
    }

    @Test("The proof's own statements and their hash")
    func configuration() throws {
        guard let canonical = try Self.text("proofCanonDataInt.txt"),
            let hash = try Self.text("proofHashDataInt.txt")
        else { return }
        let quads = DataIntegrityProof.configuration(
            created: try Self.created,
            verificationMethod: Self.method
        )
        #expect(String(decoding: quads.canonical, as: UTF8.self) == canonical)
        #expect(hexadecimal(quads.hash) == hash)
    }

    @Test("The bytes that are signed, the signature and its text")
    func signature() throws {
        guard let document = try Self.text("canonDocDataInt.txt"),
            let combined = try Self.text("combinedHashDataInt.txt"),
            let signature = try Self.text("sigHexDataInt.txt"),
            let value = try Self.text("sigBTC58DataInt.txt"),
            let pair = try Published.file("\(Self.directory)/keyPair.json").map(JSON.parse)
        else { return }
        let hash = SHA256.hash(data: Array(document.utf8))
        let signed = DataIntegrityProof.signed(
            hash,
            created: try Self.created,
            verificationMethod: Self.method
        )
        #expect(hexadecimal(signed) == combined)

        let multikey = try #require(pair["privateKeyMultibase"]?.text)
        let bytes = try #require(Base58.bytes(of: multikey.dropFirst()))
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes.dropFirst(2))
        #expect(Multikey.text(of: key.publicKey) == pair["publicKeyMultibase"]?.text)
        let signer = ProofSigner(verificationMethod: Self.method, key: key)
        let proof = try signer.proof(of: hash, created: try Self.created)
        #expect(hexadecimal(proof.signature) == signature)
        #expect("z" + Base58.text(of: proof.signature) == value)
    }

    @Test("The published proof is valid for the published statements, and for no others")
    func verification() throws {
        guard let document = try Self.text("canonDocDataInt.txt"),
            let signed = try Published.file("\(Self.directory)/eddsa-rdfc-2022/signedDataInt.json")
        else { return }
        var reader = try ObjectReader(try JSON.parse(signed), at: "")
        let proof = try DataIntegrityProof(&reader)
        let key = try #require(Multikey.key(of: String(Self.method.suffix(48))))
        #expect(proof.isValid(of: SHA256.hash(data: Array(document.utf8)), by: key))
        #expect(!proof.isValid(of: SHA256.hash(data: Array((document + "\n").utf8)), by: key))
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String(UInt16($0) + 0x100, radix: 16).dropFirst() }.joined()
    }
}
