import Documents
import Foundation
import Testing

@Suite("Printing certificates")
struct CertificatePrintingTests {
    private let moment = PaperFixture.moment

    @Test("The same input makes the same bytes, also on several threads at once")
    func identical() async throws {
        let template = try PaperFixture.template()
        let sample = try PaperFixture.sample()
        let first = try template.pdf(of: sample, madeAt: moment)
        let others = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<16 {
                group.addTask { @concurrent [moment] in
                    try template.pdf(of: sample, madeAt: moment)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let areSame = others.allSatisfy { $0 == first }
        #expect(areSame)
        let later = try template.pdf(of: sample, madeAt: moment + 1)
        #expect(later.count == first.count)
        let isSame = later == first
        #expect(!isSame)
    }

    @Test("Every kind and language is printed, as one page in its language")
    func languages() throws {
        let template = try PaperFixture.template()
        for kind in CertificateDocument.Kind.allCases {
            for language in Language.allCases {
                let sample = try CertificateDocument.sample(kind, language)
                let pdf = try template.pdf(of: sample, madeAt: moment)
                #expect(pdf.holds("/Count 1"))
                #expect(pdf.holds("/Lang \(hexadecimal(language.rawValue))"))
                #expect(pdf.holds("/URI (https://obuka.example/c/K6X2-PKPP-P4E8-0X23)"))
            }
        }
    }

    @Test("A sample has what real ones of its kind have")
    func samples() throws {
        for language in Language.allCases {
            let trainer = try CertificateDocument.sample(.accreditation, language)
            let training = [
                trainer.project, trainer.donor, trainer.held, trainer.hours, trainer.place,
            ]
            #expect(training.allSatisfy { $0 == nil })
            #expect(trainer.validUntil != nil)
            let other = try CertificateDocument.sample(.completion, language)
            #expect(other.held != nil && other.hours != nil && other.place != nil)
            #expect(other.project != nil && other.donor != nil && other.validUntil == nil)
        }
    }

    private func hexadecimal(_ text: String) -> String {
        "<" + text.utf8.map { String($0, radix: 16) }.joined() + ">"
    }

    @Test("Names of 100 and titles of 300 characters have room; a page of text has none")
    func long() throws {
        let template = try PaperFixture.template()
        var document = try PaperFixture.sample()
        document.holder = words(100)
        document.course = words(300)
        document.project = words(200)
        #expect(try template.pdf(of: document, madeAt: moment).holds("/Count 1"))
        document.course = String(repeating: "Ш", count: 300)
        #expect(try template.pdf(of: document, madeAt: moment).holds("/Count 1"))
        document.course = words(1000)
        document.project = words(1000)
        document.holder = words(1000)
        #expect(throws: PaperError.noRoom(document: "2024/00149")) {
            try template.pdf(of: document, madeAt: moment)
        }
    }

    private func words(_ count: Int) -> String {
        String(String(repeating: "унапређење положаја ", count: count / 10).prefix(count - 1)) + "а"
    }

    @Test("A line whose field is not there is left out")
    func leftOut() throws {
        let template = try PaperFixture.template()
        var document = try PaperFixture.sample()
        let full = try template.pdf(of: document, madeAt: moment)
        document.donor = nil
        document.project = nil
        document.signatories = []
        #expect(try template.pdf(of: document, madeAt: moment).count < full.count)
    }

    @Test(
        "Text that would not be printed as it is, is refused",
        arguments: [
            "Јелена\u{202E}Ђорђевић", "Јелена\u{0}", "Јелена\nЂорђевић", "Јелена\u{200B}",
            "Јелена\u{E000}", "Јелена\u{FEFF}", "Јелена\u{2028}", " ", "",
            "Јелена 🎓", "Јелена \u{2764}\u{FE0F}", "Јелена\u{34F}",
            String(repeating: "а", count: 1001),
        ]
    )
    func invisible(_ name: String) throws {
        let template = try PaperFixture.template()
        var document = try PaperFixture.sample()
        document.holder = name
        let error = #expect(throws: PaperError.self) {
            try template.pdf(of: document, madeAt: moment)
        }
        guard case .text(field: "holder", _) = error else {
            Issue.record("\(String(describing: error)) names no field")
            return
        }
    }

    @Test("Letters put together from two characters are printed like those of one")
    func composed() throws {
        let template = try PaperFixture.template()
        var document = try CertificateDocument.sample(.completion, .serbianLatin)
        document.holder = "S\u{30C}c\u{301}epanovic\u{301}"
        #expect(try template.pdf(of: document, madeAt: moment).holds("/Count 1"))
    }

    @Test(
        "An address that could end the text of a link is refused",
        arguments: [
            "https://obuka.example/c/'", "javascript:alert(1)", "https://обука.example/",
            "https://obuka.example/ c", "https://obuka.example/\\", "",
        ]
    )
    func address(_ address: String) throws {
        let template = try PaperFixture.template()
        var document = try PaperFixture.sample()
        document.address = address
        #expect(throws: PaperError.self) { try template.pdf(of: document, madeAt: moment) }
    }

    @Test("Logos are PNG images; others, broken and huge ones are refused")
    func logos() throws {
        let template = try PaperFixture.template()
        var document = try PaperFixture.sample()
        let logo = try document.qr.png(pixelsPerModule: 3)
        document.logos = [logo, logo]
        #expect(try template.pdf(of: document, madeAt: moment).holds("/Subtype /Image"))
        var huge = logo
        huge.replaceSubrange(16..<20, with: [0x7F, 0xFF, 0xFF, 0xFF])
        for bytes in [[], Array("GIF89a".utf8), Array(logo.prefix(60)), huge] {
            document.logos = [bytes]
            #expect(throws: DrawingError.self) { try template.pdf(of: document, madeAt: moment) }
        }
        document.logos = Array(repeating: logo, count: PaperLimits.logosMax + 1)
        #expect(throws: PaperError.tooMany("logos")) {
            try template.pdf(of: document, madeAt: moment)
        }
    }

    @Test("A logo is prepared once: no higher than it is printed, and a small one as it is")
    func prepared() throws {
        let code = try PaperFixture.sample().qr
        let small = try code.png(pixelsPerModule: 4)
        #expect(try PaperLogo.prepared(small) == small)
        let large = try PaperLogo.prepared(code.png(pixelsPerModule: 40))
        #expect(Array(large[16..<24]) == [0, 0, 0, 180, 0, 0, 0, 180])
        #expect(throws: DrawingError.self) { try PaperLogo.prepared([1, 2, 3]) }
    }

    @Test("A preview is an image of the page")
    func preview() throws {
        let png = try PaperFixture.template().png(of: PaperFixture.sample(), pixelsPerInch: 72)
        // 842 times 596 pixels.
        #expect(Array(png[16..<24]) == [0, 0, 0x03, 0x4A, 0, 0, 0x02, 0x54])
    }

    @Test("A cohort is one file: the list, then every certificate")
    func cohort() throws {
        let sample = try PaperFixture.sample()
        let groups = (0..<12).map { group in
            CohortDocument.Group(
                name: "Пландиште \(group)",
                certificates: Array(repeating: sample, count: 8)
            )
        }
        let cohort = CohortDocument(
            language: .serbianCyrillic,
            course: sample.course,
            issuer: sample.issuer,
            issuedOn: sample.issuedOn,
            // First on the first page, before any letter.
            logos: [try sample.qr.png(pixelsPerModule: 4)],
            groups: groups
        )
        let pdf = try PaperFixture.template().pdf(of: cohort, madeAt: moment)
        // 96 certificates and three pages of the list.
        let pages = (97...103).filter { pdf.holds("/Count \($0)\n") }
        #expect(pages == [99])
        let isSame = try PaperFixture.template().pdf(of: cohort, madeAt: moment) == pdf
        #expect(isSame)
    }
}
