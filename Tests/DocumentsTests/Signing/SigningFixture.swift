import Crypto
import Documents
import Foundation

/// An authority and a signer, valid for ten years from the day before the moment.
struct SigningFixture {
    let authority: X509Certificate
    let authorityKey = P256.Signing.PrivateKey()
    let certificate: X509Certificate
    let key = P256.Signing.PrivateKey()

    static let moment = PaperFixture.moment
    static let validity = (moment - 86_400)...(moment + 315_360_000)
    static let name = X509Name(commonName: "Издавалац", organisation: "Центар", country: "RS")

    init() throws {
        authority = try X509Certificate.authority(
            X509Name(commonName: "Obuka CA", organisation: "Центар", country: "RS"),
            key: authorityKey,
            serial: Array(1...8),
            validity: Self.validity
        )
        certificate = try authority.issue(
            Self.name,
            for: key.publicKey,
            authorityKey: authorityKey,
            serial: Array(2...9),
            validity: Self.validity
        )
    }

    func signer() throws -> DocumentSigner {
        try DocumentSigner(key: key, certificate: certificate, chain: [authority])
    }

    func attached() throws -> [UInt8] {
        try PDFAttachment.attach(PDFAttachmentTests.two, to: PaperFixture.pdf(), at: Self.moment)
    }

    func signed() throws -> [UInt8] { try signer().sign(attached(), at: Self.moment) }

    func verify(_ pdf: [UInt8], at moment: Date? = nil) throws -> SignedPDF {
        try SignedPDF(
            verifying: pdf,
            authorities: [authority],
            attachments: PDFAttachmentTests.two.map(\.name),
            at: moment
        )
    }

    /// What is said about a file, nil when its signature holds.
    func problem(of pdf: [UInt8], at moment: Date? = nil) -> PDFSignatureProblem? {
        do {
            _ = try verify(pdf, at: moment)
            return nil
        } catch {
            return error as? PDFSignatureProblem
        }
    }
}
