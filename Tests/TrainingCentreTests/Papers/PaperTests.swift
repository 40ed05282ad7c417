import Credentials
import Crypto
import Documents
import Foundation
import Postgres
import Testing

@testable import TrainingCentre

@Suite("A certificate's paper", .centre)
struct PaperTests {
    private let centre = TrainingCentre.ofTest

    @Test("It is signed once in each language and stays as it is, however many ask at once")
    func once() async throws {
        let id = try await centre.issuedAndLogged("JEDAN")[0]
        let centre = centre
        let outcomes = await race(8) { number in
            let language: Language = number < 6 ? .serbianCyrillic : .english
            return (language, try await centre.file(.paper, of: id, language: language, to: nil))
        }
        let papers = Set(
            try outcomes.map { try $0.get() }.filter { $0.0 == .serbianCyrillic }.map(\.1)
        )
        #expect(papers.count == 1)
        #expect(Set(try outcomes.map { try $0.get().1 }).count == 2)
        #expect(try await centre.count("certificate_papers") == 2)
        try await centre.enter(.certificate, replacing: "УВЕРЕЊЕ", with: "СВЕДОЧАНСТВО")
        #expect(papers == [try await centre.file(.paper, of: id, to: nil)])
        for outcome in outcomes { #expect(try await centre.said(of: outcome.get().1) == "valid") }
    }

    @Test("Before the log has the certificate there is none, and nothing is stored")
    func pending() async throws {
        let id = try await Register(centre: centre).issued("CEKA", 1)[0]
        let centre = centre
        #expect(
            try await refusal { _ = try await centre.file(.paper, of: id, to: nil) }
                == "log_pending"
        )
        #expect(try await centre.count("certificate_papers") == 0)
        #expect(try await centre.count("paper_parts") == 0)
        try await StatusPublisher(centre).run()
        // The badge holds the credential alone.
        #expect(try await centre.said(of: centre.file(.badge, of: id, to: nil)) == "valid")
    }

    @Test(
        "While the register says what was not signed nothing is printed; once it is put back it is",
        arguments: [
            ("holder_cyrl = 'Лажа Лажић'", "holder_cyrl = 'Петар Петровић'"),
            ("hours = hours + 80", "hours = hours - 80"),
            (
                "course_title_en = course_title_en || 'x'",
                "course_title_en = rtrim(course_title_en, 'x')"
            ),
        ] as [(SQL, SQL)]
    )
    func altered(_ change: SQL, _ back: SQL) async throws {
        let centre = centre
        let id = try await centre.issuedAndLogged("LAZ")[0]
        let (papers, signing) = (centre.papers, centre.signing)
        func refusals() async throws -> [String?] {
            var codes: [String?] = []
            for file in [CertificateFile.paper, .badge, .vectorBadge] {
                codes.append(try await refusal { _ = try await centre.file(file, of: id, to: nil) })
            }
            codes.append(
                try await refusal {
                    _ = try await centre.read {
                        try CohortPaper.pdf(
                            cohort: "LAZ",
                            kind: .completion,
                            .serbianCyrillic,
                            papers,
                            signing,
                            by: .clerk,
                            in: $0
                        )
                    }
                }
            )
            return codes
        }
        try await Forger.sql("UPDATE certificates SET \(change)")
        #expect(try await refusals() == Array(repeating: "register_differs", count: 4))
        #expect(try await centre.count("certificate_papers") == 0)
        try await Forger.sql("UPDATE certificates SET \(back)")
        #expect(try await refusals() == [nil, nil, nil, nil])
        #expect(try await centre.said(of: centre.file(.paper, of: id, to: nil)) == "valid")
    }

    @Test("A certificate that nobody signed is not printed, though the log has it")
    func forged() async throws {
        let centre = centre
        let id = try await centre.issuedAndLogged("LAZ")[0]
        let forged = try await Forger.forgeCredential(like: id)
        try await Sequencer(centre).run()
        for file in [CertificateFile.paper, .badge] {
            let code = try await refusal { _ = try await centre.file(file, of: forged, to: nil) }
            #expect(code == "register_differs")
        }
    }

    @Test("What is attached is what was signed and what the log proves, byte for byte")
    func attachments() async throws {
        let fixture = try await PaperFixture.shared()
        let paper = try #require(
            try PresentedPaper(fixture.pdf, authorities: fixture.authorities)
        )
        #expect(paper.credential == fixture.credential)
        #expect(paper.logProof == fixture.proof)
        #expect(fixture.pdf.starts(with: fixture.unsigned))
        #expect(try PNGBadge.credential(in: fixture.png) == fixture.credential)
        #expect(try SVGBadge.credential(in: fixture.svg) == fixture.credential)
    }

    @Test("The drawing is the same bytes again, and others with another part")
    func drawnAgain() async throws {
        let id = try await centre.issuedAndLogged("OPET")[0]
        let preview = PaperPreview(part: .letterhead, id: id)
        let (papers, signing) = (centre.papers, centre.signing)
        func drawn() async throws -> [UInt8] {
            try await centre.read { try preview.bytes(papers, signing, by: .clerk, in: $0) }
        }
        let first = try await drawn()
        #expect(try await drawn() == first)
        #expect(try await centre.file(.paper, of: id, to: nil).starts(with: first))
        try await centre.enter(.letterhead, replacing: "Пландиште", with: "Вршац")
        #expect(try await drawn() != first)
    }

    @Test("A paper names the versions that it was made of")
    func versions() async throws {
        let ids = try await centre.issuedAndLogged("VERZIJA", 2)
        _ = try await centre.file(.paper, of: ids[0], to: nil)
        try await centre.enter(.letterhead, replacing: "Пландиште", with: "Вршац")
        _ = try await centre.file(.paper, of: ids[1], to: nil)
        let made = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT letterheads.version, letterheads.is_imported, layouts.version
                FROM certificate_papers
                JOIN paper_parts AS letterheads ON letterheads.id = letterhead_id
                JOIN paper_parts AS layouts ON layouts.id = layout_id
                ORDER BY certificate_papers.id
                """,
                as: (Int.self, Bool.self, Int.self)
            )
        }
        #expect(made.map(\.0) == [1, 2])
        #expect(made.map(\.1) == [false, true])
        #expect(made.map(\.2) == [1, 1])
    }

    @Test("What cannot be printed is refused, and what can be is")
    func letters() async throws {
        let ids = try await centre.issuedAndLogged("SLOVA", 3)
        let names = ["Петар 🎓 Петровић", "Петар\u{202E}Петровић", "Петар О’Нил-Šćepanović"]
        for (id, name) in zip(ids, names) {
            try await Owner.corrupt(
                "UPDATE certificates SET holder_cyrl = \(name) WHERE verification_id = \(id)"
            )
        }
        let centre = centre
        let (papers, signing) = (centre.papers, centre.signing)
        var codes: [String?] = []
        for id in ids {
            let preview = PaperPreview(part: .letterhead, id: id)
            codes.append(
                try await refusal {
                    _ = try await centre.read {
                        try preview.bytes(papers, signing, by: .clerk, in: $0)
                    }
                }
            )
        }
        #expect(codes == ["certificate_not_printable", "certificate_not_printable", nil])
    }
}

@Suite("The key for documents", .centre)
struct DocumentKeyTests {
    private let centre = TrainingCentre.ofTest

    @Test("A missing or wrong key is told, and nothing is stored")
    func missing() async throws {
        let id = try await centre.issuedAndLogged("KLJUC")[0]
        let keyless = TrainingCentre(
            database: centre.database,
            chance: .ofSystem,
            signing: .test(TestKeys(missing: ["test-document"])),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        #expect(
            try await refusal { _ = try await keyless.file(.paper, of: id, to: nil) }
                == "private_key_missing"
        )
        #expect(try await centre.count("certificate_papers") == 0)
        _ = try await centre.file(.paper, of: id, to: nil)
    }

    @Test("A new key signs what comes, and what the old one signed stays valid")
    func rotated() async throws {
        let ids = try await centre.issuedAndLogged("NOVI", 2)
        let old = try await centre.file(.paper, of: ids[0], to: nil)
        try await publish("document-2", .document)
        let new = try await centre.file(.paper, of: ids[1], to: nil)
        #expect(try await centre.said(of: old) == "valid")
        #expect(try await centre.said(of: new) == "valid")
        try await publish("authority-2", .authority)
        #expect(try await centre.said(of: old) == "valid")
        #expect(try await centre.count("document_certificates") == 4)
    }

    @Test("A revoked key signs nothing, and only what is stored here is believed of it")
    func revoked() async throws {
        let ids = try await centre.issuedAndLogged("OPOZVAN", 2)
        let stored = try await centre.file(.paper, of: ids[0], to: nil)
        let (signing, now) = (centre.signing, Date())
        let signer = try await centre.read { try DocumentSigning(signing, at: now, in: $0).signer }
        let paper = try #require(
            try PresentedPaper(stored, authorities: [signer.certificate])
        )
        let unsigned = Array(stored.prefix(try #require(stored.unsignedCount)))
        let another = try signer.sign(
            PDFAttachment.attach(
                [
                    PDFAttachment(
                        name: SignedPaper.credentialName,
                        mediaType: "application/vc",
                        purpose: "x",
                        bytes: paper.credential
                    ),
                    PDFAttachment(
                        name: SignedPaper.proofName,
                        mediaType: "text/plain",
                        purpose: "x",
                        bytes: paper.logProof
                    ),
                ],
                to: unsigned,
                at: now
            ),
            at: now
        )
        #expect(try await centre.said(of: another) == "valid")
        let act = try Act.clerk(because: "izgubljen nosač")
        try await centre.write(act) {
            _ = try SigningKey.revoke("test-document", by: act, in: $0)
        }
        #expect(try await centre.said(of: another) == "pdf_unknown_signer")
        #expect(try await centre.said(of: stored) == "valid")
        let centre = centre
        #expect(
            try await refusal { _ = try await centre.file(.paper, of: ids[1], to: nil) }
                == "signing_key_missing"
        )
    }

    @Test("A certificate of others signs when it is configured, and is believed by itself")
    func outside() async throws {
        let id = try await centre.issuedAndLogged("TUDJI")[0]
        let outside = try await PaperFixture.shared().forger()
        let configured = TrainingCentre(
            database: centre.database,
            chance: .ofSystem,
            signing: Signing(
                addresses: Addresses(publicURL: "https://obuka.example"),
                keeper: TestKeys(),
                outsideSigner: outside
            ),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        let paper = try await configured.file(.paper, of: id, to: nil)
        let signed = try SignedPDF(verifying: paper, authorities: [outside.certificate])
        #expect(signed.signer == outside.certificate)
        #expect(try await configured.said(of: paper) == "valid")
        // The setting may go; what was signed under it stays, and the log knows whose it was.
        #expect(try await centre.said(of: paper) == "valid")
        try await Scene.settle(centre)
        #expect(try await centre.auditLog().findings.map(\.message) == [])
    }

    private func publish(_ code: String, _ purpose: SigningKey.Purpose) async throws {
        let keys = TestKeys()
        try await centre.write(.clerk) {
            try SigningKey.publish(
                code,
                purpose,
                keys.pair(code, purpose),
                signing: .test(keys),
                chance: .ofSystem,
                by: .clerk,
                in: $0
            )
        }
    }
}

extension [UInt8] {
    /// How many bytes the drawing has to which the first update was appended.
    var unsignedCount: Int? {
        let mark = Array("%%EOF\n".utf8)
        guard let first = firstRange(of: mark),
            let second = self[first.upperBound...].firstRange(of: mark)
        else { return nil }
        return second.upperBound
    }
}
