import Credentials
import Documents
import Testing

@testable import TrainingCentre

/// One way of changing a certificate's PDF or badge, and what has to be said about it.
struct PaperTampering: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    /// Words of the reason that a person reads.
    let words: String
    let tamper: @Sendable (PaperFixture) throws -> [UInt8]

    init(
        _ name: String,
        _ code: String,
        _ words: String,
        _ tamper: @escaping @Sendable (PaperFixture) throws -> [UInt8]
    ) {
        (self.name, self.code, self.words, self.tamper) = (name, code, words, tamper)
    }

    var testDescription: String { name }

    static let all = changedPDF + signedPDF + otherPDF + pictures

    private static let changedPDF = [
        PaperTampering(
            "the content of the page",
            "pdf_changed_content",
            "not what was signed"
        ) { $0.pdf.changed(behind: "stream\n", by: 40) },
        PaperTampering(
            "the holder in the attached certificate",
            "pdf_changed_content",
            "not what was signed"
        ) { $0.pdf.replacing("Петар", with: "Питар") },
        PaperTampering(
            "a line behind the end",
            "pdf_changed_after_signing",
            "after it was signed"
        ) { $0.pdf + [0x0A] },
        PaperTampering(
            "another attachment in an update",
            "pdf_changed_after_signing",
            "after it was signed"
        ) {
            let other = PDFAttachment(
                name: SignedPaper.credentialName,
                mediaType: "application/vc",
                purpose: "x",
                bytes: $0.otherCredential
            )
            return try PDFAttachment.attach([other], to: $0.pdf, at: PaperFixture.moment)
        },
        PaperTampering("a second file behind the first", "pdf_damaged", "damaged") {
            $0.pdf + $0.otherPDF
        },
        PaperTampering("the end cut off", "pdf_damaged", "damaged") {
            Array($0.pdf.dropLast(2_000))
        },
        PaperTampering("half of it", "pdf_damaged", "damaged") {
            Array($0.pdf.prefix($0.pdf.count / 2))
        },
        PaperTampering("the beginning only", "pdf_damaged", "damaged") { _ in
            Array("%PDF-1.4\n".utf8)
        },
        PaperTampering("something in front of it", "pdf_damaged", "damaged") {
            Array("\n".utf8) + $0.pdf
        },
        PaperTampering("a range that leaves more unsigned", "pdf_damaged", "damaged") {
            $0.pdf.replacing("/ByteRange [0 ", with: "/ByteRange [0 1")
        },
        PaperTampering("a range that begins later", "pdf_damaged", "damaged") {
            $0.pdf.replacing("/ByteRange [0 ", with: "/ByteRange [9 ")
        },
        PaperTampering("capitals in the signature", "pdf_damaged", "damaged") {
            $0.pdf.replacing("/Contents <3082", with: "/Contents <30 2")
        },
        PaperTampering("another kind of signature", "pdf_damaged", "damaged") {
            $0.pdf.replacing("ETSI.CAdES.detached", with: "adbe.pkcs7.detached")
        },
        PaperTampering("no signature in the form", "pdf_not_signed", "no signature") {
            $0.pdf.replacing("/FT /Sig", with: "/FT /Txt")
        },
    ]

    /// What the centre's own key would have to sign.
    private static let signedPDF = [
        PaperTampering("no proof attached", "pdf_attachment_missing", "not attached") {
            try $0.signed(by: $0.signer, $0.credential, nil)
        },
        PaperTampering("the proof of another certificate", "log_proof", "log does not hold") {
            try $0.signed(by: $0.signer, $0.otherCredential, $0.proof)
        },
        PaperTampering("a proof cut short", "log_proof", "log proof does not hold") {
            try $0.signed(by: $0.signer, $0.credential, $0.proof.dropLast(40))
        },
        PaperTampering("a certificate with other hours", "wrong_signature", "signature") {
            let forged = $0.credential.replacing("Похађано 12", with: "Похађано 92")
            return try $0.signed(by: $0.signer, forged, $0.proof)
        },
        PaperTampering("something else than a certificate", "malformed", "") {
            try $0.signed(by: $0.signer, Array("{".utf8), $0.proof)
        },
    ]

    private static let otherPDF = [
        PaperTampering("nobody's signature", "pdf_not_signed", "no signature") {
            try PDFAttachment.attach(
                [
                    PDFAttachment(
                        name: SignedPaper.credentialName,
                        mediaType: "application/vc",
                        purpose: "x",
                        bytes: $0.credential
                    )
                ],
                to: $0.unsigned,
                at: PaperFixture.moment
            )
        },
        PaperTampering("another signer of the same name", "pdf_unknown_signer", "does not know") {
            try $0.signed(by: $0.forger(), $0.credential, $0.proof)
        },
    ]

    private static let pictures = [
        PaperTampering("the certificate in a PNG", "image_form", "checksum") {
            $0.png.replacing("Петар", with: "Питар")
        },
        PaperTampering("a PNG cut off", "image_form", "cut off") { Array($0.png.dropLast(7)) },
        PaperTampering("two certificates in a PNG", "several_credentials_in_image", "") {
            // The second chunk is a copy of the first, with its own checksum.
            try $0.pngWithCredentials(2)
        },
        PaperTampering("a PNG without a certificate", "no_credential_in_image", "") {
            try $0.pngWithCredentials(0)
        },
        PaperTampering("the certificate in an SVG", "wrong_signature", "signature") {
            $0.svg.replacing("Похађано 12", with: "Похађано 92")
        },
        PaperTampering("an SVG without a certificate", "no_credential_in_image", "") { _ in
            Array("<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>".utf8)
        },
        PaperTampering("an SVG cut off", "image_form", "cut off") {
            Array($0.svg.prefix(1_000))
        },
    ]
}

@Suite("A certificate's PDF or badge that somebody changed", .centre)
struct PaperTamperingTests {
    @Test("It is invalid, with the reason", arguments: PaperTampering.all)
    func invalid(_ tampering: PaperTampering) async throws {
        let fixture = try await PaperFixture.shared()
        let tampered = try tampering.tamper(fixture)
        #expect(![fixture.pdf, fixture.png, fixture.svg].contains(tampered))
        let answer = try fixture.answer(to: tampered)
        #expect(answer.0 == tampering.code, "\(answer.reason ?? "")")
        #expect(answer.reason?.contains(tampering.words) == true, "\(answer.reason ?? "")")
    }

    @Test("None of them is invalid as it was given")
    func untouched() async throws {
        let fixture = try await PaperFixture.shared()
        for file in [fixture.pdf, fixture.otherPDF, fixture.png, fixture.svg, fixture.credential] {
            #expect(try fixture.answer(to: file).0 == "valid")
        }
        let again = try fixture.signed(by: fixture.signer, fixture.credential, fixture.proof)
        #expect(try fixture.answer(to: again).0 == "valid")
    }
}
