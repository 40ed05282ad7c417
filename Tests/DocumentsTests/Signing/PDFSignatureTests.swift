import Crypto
import Foundation
import TestSupport
import Testing

@testable import Documents

@Suite("Signatures of PDF")
struct PDFSignatureTests {
    private let fixture: SigningFixture
    private let signed: [UInt8]

    init() throws {
        fixture = try SigningFixture()
        signed = try fixture.signed()
    }

    @Test("A signed file holds, says who signed it and when, and gives its attachments")
    func holds() throws {
        let answer = try fixture.verify(signed)
        #expect(answer.signer.commonName == "Издавалац")
        #expect(answer.claimedMoment == SigningFixture.moment)
        #expect(Set(answer.attachments.map(\.name)) == Set(PDFAttachmentTests.two.map(\.name)))
        #expect(signed.starts(with: try fixture.attached()))
        #expect(signed.holds("/SubFilter /ETSI.CAdES.detached"))
        #expect(signed.holds("/TransformParams << /Type /TransformParams /P 1"))
    }

    @Test("A file that is signed already is not signed again")
    func twice() throws {
        #expect(throws: PDFError.unsupported("it has a form")) {
            try fixture.signer().sign(signed, at: SigningFixture.moment)
        }
    }

    @Test("A file without a signature is told so")
    func notSigned() throws {
        #expect(fixture.problem(of: try fixture.attached()) == .notSigned)
    }

    @Test("A file changed behind the signature is told so")
    func appended() throws {
        let attached = try PDFAttachment.attach([], to: signed, at: SigningFixture.moment)
        #expect(fixture.problem(of: attached) == .changedAfterSigning)
        #expect(fixture.problem(of: signed + [0x0A]) == .changedAfterSigning)
        let update = try PDFUpdate.finished(signed, language: "en")
        #expect(fixture.problem(of: update) == .changedAfterSigning)
    }

    @Test(
        "Changed content is told so",
        arguments: [
            ("%PDF-1.4", "%PDF-1.5"), ("/Creator", "/Creatro"), ("/P 1 ", "/P 3 "),
            ("443a32303234", "443a32303233"), ("{\"a\"", "{\"b\""), ("/Reference", "/Referenca"),
            ("/AFRelationship /Data", "/AFRelationship /Dota"), ("xref", "xreg"),
            ("/URI (https://obuka", "/URI (https://0buka"), ("/Lang", "/Lung"),
            ("/MediaBox [ 0", "/MediaBox [ 9"), ("/FlateDecode", "/FlateDecodf"),
            ("stream\nx", "stream\ny"), ("/SigFlags 3", "/SigFlags 0"), ("/Perms", "/Parms"),
        ]
    )
    func content(_ old: String, _ new: String) throws {
        let changed = signed.replacing(first: old, with: new)
        #expect(changed != signed, "the file has no \(old)")
        let problem = try #require(fixture.problem(of: changed))
        #expect([.changedContent, .damaged].contains(problem))
    }

    @Test("A removed attachment is told so, whether its name or its file is gone")
    func attachmentGone() throws {
        let gone = signed.replacing(first: "/EmbeddedFiles", with: "/EmbeddedFilez")
        #expect(fixture.problem(of: gone) == .changedContent)
        let signer = try fixture.signer()
        let without = try signer.sign(PaperFixture.pdf(), at: SigningFixture.moment)
        #expect(fixture.problem(of: without) == .attachmentMissing)
    }

    @Test("Another signer with the same name is told so")
    func otherSigner() throws {
        let other = try SigningFixture()
        #expect(fixture.problem(of: try other.signed()) == .unknownSigner)
        // The other's signer, with our authority's certificate beside it; and ours with another's.
        let mixed = try DocumentSigner(
            key: other.key,
            certificate: other.certificate,
            chain: [fixture.authority]
        )
        let pdf = try mixed.sign(fixture.attached(), at: SigningFixture.moment)
        #expect(fixture.problem(of: pdf) == .unknownSigner)
        let strange = try DocumentSigner(
            key: fixture.key,
            certificate: fixture.certificate,
            chain: [other.authority]
        )
        let beside = try strange.sign(fixture.attached(), at: SigningFixture.moment)
        #expect(fixture.problem(of: beside) == .otherCertificate)
    }

    @Test("A signer's certificate is no authority's")
    func signerAsAuthority() throws {
        let key = P256.Signing.PrivateKey()
        let forged = try fixture.certificate.issue(
            SigningFixture.name,
            for: key.publicKey,
            authorityKey: fixture.key,
            serial: Array(3...10),
            validity: SigningFixture.validity
        )
        let signer = try DocumentSigner(
            key: key,
            certificate: forged,
            chain: [fixture.certificate, fixture.authority]
        )
        let pdf = try signer.sign(fixture.attached(), at: SigningFixture.moment)
        #expect(fixture.problem(of: pdf) == .unknownSigner)
    }

    @Test("A certificate counts only while it is valid")
    func validity() throws {
        let validity = SigningFixture.validity
        #expect(fixture.problem(of: signed, at: validity.upperBound) == nil)
        #expect(fixture.problem(of: signed, at: validity.upperBound + 1) == .certificateNotValid)
        #expect(fixture.problem(of: signed, at: validity.lowerBound - 1) == .certificateNotValid)
        let late = try fixture.signer().sign(fixture.attached(), at: validity.upperBound + 60)
        #expect(fixture.problem(of: late) == .certificateNotValid)
    }

    // MARK: The signature itself

    @Test("A signature by another key than the certificate's is told so")
    func otherKey() throws {
        let pdf = try replacingSignature {
            try CMSSignature.make(
                digest: $0,
                key: P256.Signing.PrivateKey(),
                certificate: fixture.certificate,
                chain: [fixture.authority]
            )
        }
        #expect(fixture.problem(of: pdf) == .wrongSignature)
    }

    @Test("Another certificate of the same key, name and number is told so")
    func otherCertificate() throws {
        let pdf = try replacingSignature { digest in
            while true {
                let twin = try fixture.authority.issue(
                    SigningFixture.name,
                    for: fixture.key.publicKey,
                    authorityKey: fixture.authorityKey,
                    serial: Array(2...9),
                    validity: SigningFixture.moment...(SigningFixture.moment + 86_400)
                )
                // Signatures differ in length; the lengths around it must stay right.
                guard twin.der.count == fixture.certificate.der.count else { continue }
                let cms = try CMSSignature.make(
                    digest: digest,
                    key: fixture.key,
                    certificate: fixture.certificate,
                    chain: []
                )
                let place = (0..<cms.count).first {
                    cms[$0...].starts(with: fixture.certificate.der)
                }
                let start = try #require(place)
                return Array(cms[..<start]) + twin.der + cms[(start + twin.der.count)...]
            }
        }
        #expect(fixture.problem(of: pdf) == .otherCertificate)
    }

    @Test("The signature of another document is told so")
    func otherDocument() throws {
        let pdf = try replacingSignature { _ in
            try CMSSignature.make(
                digest: Array(SHA256.hash(data: [1])),
                key: fixture.key,
                certificate: fixture.certificate,
                chain: []
            )
        }
        #expect(fixture.problem(of: pdf) == .changedContent)
    }

    @Test("Capitals in the signature, and anything behind it, are refused")
    func gap() throws {
        let bounds = try gapBounds(of: signed)
        let letter = try #require(signed[bounds].firstIndex { (0x61...0x66).contains($0) })
        var capital = signed
        capital[letter] -= 0x20
        #expect(fixture.problem(of: capital) == .damaged)
        var behind = signed
        behind[bounds.upperBound - 3] = UInt8(ascii: "1")
        #expect(fixture.problem(of: behind) == .damaged)
    }

    @Test(
        "A range that leaves something out is refused",
        arguments: [
            "[1 ", "[-1", "[0 0 0 0]", "[0 9 9 9999999]", "[0 9999999 9 9]", "[0 9 8 9]", "[0]",
            "[0 9 10 9223372036854775807]", "(0)", "null",
        ]
    )
    func ranges(_ range: String) throws {
        let start = try #require(signed.firstIndex(of: "/ByteRange [0 ")) + "/ByteRange ".utf8.count
        let end = try #require(signed[start...].firstIndex(of: UInt8(ascii: "]"))) + 1
        let blanks = [UInt8](repeating: 0x20, count: max(0, end - start - range.utf8.count))
        let changed = Array(signed[..<start]) + range.utf8 + blanks + signed[end...]
        let problem = try #require(fixture.problem(of: changed))
        #expect([.damaged, .changedAfterSigning].contains(problem))
    }

    @Test("No changed byte, cut or doubled file holds, and none stops the program")
    func fuzz() throws {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<250 {
            var changed = signed
            let place = Int.random(in: 0..<changed.count, using: &generator)
            changed[place] ^= UInt8.random(in: 1...255, using: &generator)
            #expect(fixture.problem(of: changed) != nil, "at \(place)")
        }
        // The signature and the certificates beside it.
        let gap = try gapBounds(of: signed)
        for place in stride(from: gap.lowerBound, to: gap.lowerBound + 3200, by: 7) {
            var changed = signed
            changed[place] = changed[place] == 0x30 ? 0x31 : 0x30
            #expect(fixture.problem(of: changed) != nil, "at \(place)")
        }
        for _ in 0..<60 {
            let count = Int.random(in: 0..<signed.count, using: &generator)
            #expect(fixture.problem(of: Array(signed.prefix(count))) != nil)
        }
        #expect(fixture.problem(of: signed + signed) != nil)
        #expect(fixture.problem(of: Array("x".utf8) + signed) != nil)
    }

    @Test("Every problem has a name of its own and a sentence")
    func sentences() {
        let problems = PDFSignatureProblem.allCases
        #expect(Set(problems.map(\.sentence)).count == problems.count)
        #expect(problems.allSatisfy { $0.sentence.hasSuffix(".") })
    }

    private func gapBounds(of pdf: [UInt8]) throws -> Range<Int> {
        let start = try #require(pdf.firstIndex(of: "/Contents <3")) + "/Contents ".utf8.count
        let end = try #require(pdf[start...].firstIndex(of: UInt8(ascii: ">"))) + 1
        return start..<end
    }

    /// The signed file with another signature over the same bytes.
    private func replacingSignature(_ make: ([UInt8]) throws -> [UInt8]) throws -> [UInt8] {
        let gap = try gapBounds(of: signed)
        var hash = SHA256()
        hash.update(data: signed[..<gap.lowerBound])
        hash.update(data: signed[gap.upperBound...])
        let cms = try make(Array(hash.finalize()))
        let room = (gap.count - 2) / 2
        let padded = cms + [UInt8](repeating: 0, count: room - cms.count)
        return Array(signed[..<gap.lowerBound]) + PDFObject.hexadecimal(padded)
            + signed[gap.upperBound...]
    }
}
