import CredentialSamples
import Documents
import Foundation

@testable import Credentials

extension Tampering {
    private static func pdf(
        _ what: String,
        _ reason: String,
        _ change: @escaping @Sendable (inout Presented) throws -> Void
    ) -> Tampering {
        Tampering("PDF: " + what, reason) { presented in
            presented.bytes = try attached([presented.bytes], to: SamplePictures.pdf)
            try change(&presented)
        }
    }

    /// A PDF with these files attached as certificates, in the place of those it had.
    private static func attached(
        _ files: [[UInt8]],
        to pdf: [UInt8],
        as type: String = "application/vc"
    ) throws -> [UInt8] {
        let attachments = files.enumerated().map { number, bytes in
            PDFAttachment(name: "\(number).json", mediaType: type, purpose: "", bytes: bytes)
        }
        return try PDFAttachment.attach(
            attachments,
            to: pdf,
            at: Date(timeIntervalSince1970: 1_735_689_600)
        )
    }

    static let paper = [
        pdf("none attached", "no_credential_in_pdf") { $0.bytes = SamplePictures.pdf },
        pdf("attached as something else", "no_credential_in_pdf") {
            let good = try Credential($0.facts).secured(
                with: $0.issuer.proofSigner,
                created: $0.created
            )
            $0.bytes = try attached([good], to: SamplePictures.pdf, as: "application/json")
        },
        pdf("two attached", "several_credentials_in_pdf") {
            let good = try Credential($0.facts).unsecured
            $0.bytes = try attached([good, good], to: SamplePictures.pdf)
        },
        pdf("another one attached later", "wrong_signature") { presented in
            var forged = try Presented()
            try forged.forge { $0.holder.nameLatin = "Ana Babić" }
            presented.bytes = try attached([forged.bytes], to: presented.bytes)
        },
        pdf("a name changed within", "wrong_signature") {
            $0.replace("Ljubica", "Ljubice")
        },
        pdf("an attachment that is no certificate", "other_file") {
            $0.bytes = try attached([Array("certified".utf8)], to: SamplePictures.pdf)
        },
        pdf("packed by another program", "pdf_form") {
            $0.replace("/EmbeddedFile", "/EmbeddedFile/Filter/FlateDecode")
        },
        pdf("encrypted", "pdf_form") { $0.replace("trailer\n<<", "trailer\n<</Encrypt 9 0 R") },
        pdf("cut off", "pdf_form") { $0.bytes.removeLast(40) },
        pdf("without a table", "pdf_form") { $0.replace("startxref", "startxxxx") },
        pdf("a certificate of 200,000 bytes", "too_large") {
            let large = [UInt8](repeating: 0x20, count: 200_000)
            $0.bytes = try attached([Array("{}".utf8) + large], to: SamplePictures.pdf)
        },
    ]
}
