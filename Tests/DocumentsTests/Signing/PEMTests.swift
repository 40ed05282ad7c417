import Crypto
import Documents
import FoundationEssentials
import Testing

@Suite("Certificates and keys of others, in PEM")
struct PEMTests {
    private let fixture: SigningFixture

    init() throws { fixture = try SigningFixture() }

    @Test("A certificate is read back from its text, and so are several with words between them")
    func texts() throws {
        let text = fixture.certificate.pem
        #expect(text.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 64 })
        let both = "s: CN=Издавалац\n\(text)\r\n i: CN=CA\n\(fixture.authority.pem)"
        #expect(
            try X509Certificate.list(pem: both) == [fixture.certificate, fixture.authority]
        )
        for damaged in ["", "nothing", String(text.dropLast(40)), text.replacing("MI", with: "%%")]
        {
            #expect(throws: X509Error.self) { try X509Certificate.list(pem: damaged) }
        }
    }

    @Test("A key and its chain sign, and what they sign is believed by the signer's certificate")
    func signer() throws {
        let signer = try DocumentSigner(
            certificates: fixture.certificate.pem + fixture.authority.pem,
            key: fixture.key.pemRepresentation
        )
        let signed = try signer.sign(fixture.attached(), at: SigningFixture.moment)
        for trusted in [fixture.certificate, fixture.authority] {
            let answer = try SignedPDF(verifying: signed, authorities: [trusted])
            #expect(answer.signer == fixture.certificate)
        }
        let other = try SigningFixture()
        #expect(throws: PDFSignatureProblem.unknownSigner) {
            try SignedPDF(verifying: signed, authorities: [other.certificate, other.authority])
        }
    }

    @Test("Another key, a gap in the chain and a certificate alone are refused with the reason")
    func refused() throws {
        let other = try SigningFixture()
        let (own, authority) = (fixture.certificate.pem, fixture.authority.pem)
        let key = fixture.key.pemRepresentation
        let wrong: [(certificates: String, key: String, reason: String)] = [
            (own + authority, other.key.pemRepresentation, "the certificate is of another key"),
            (
                own + other.authority.pem, key,
                "certificate 1 is not signed by certificate 2 with a P-256 key"
            ),
            (
                authority + own, key,
                "certificate 1 is not signed by certificate 2 with a P-256 key"
            ),
            (own, key, "the certificates above it are missing, up to and with the authority’s"),
            (own + authority, "", "the key is no P-256 key in PEM without a passphrase"),
            (
                own + authority, Curve25519.Signing.PrivateKey().rawRepresentation.description,
                "the key is no P-256 key in PEM without a passphrase"
            ),
            ("", key, "it holds no certificate"),
        ]
        for (certificates, key, reason) in wrong {
            #expect(throws: X509Error.refused(reason)) {
                try DocumentSigner(certificates: certificates, key: key)
            }
        }
    }
}
