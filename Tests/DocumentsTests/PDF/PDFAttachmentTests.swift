import Documents
import Foundation
import TestSupport
import Testing

@Suite("Files attached to a PDF")
struct PDFAttachmentTests {
    static let two = [
        PDFAttachment(
            name: "credential.json",
            mediaType: "application/vc",
            purpose: "Уверење као податак",
            bytes: Array("{\"a\":\"endstream\\nendobj\"}\n".utf8)
        ),
        PDFAttachment(
            name: "certificate.tlog-proof",
            mediaType: "text/plain",
            purpose: "Proof (of \\ inclusion)",
            bytes: Array(0...255)
        ),
    ]

    @Test("They are read back as they were, ordered by name, behind the old bytes")
    func readBack() throws {
        let plain = try PaperFixture.pdf()
        #expect(try PDFAttachment.read(plain).isEmpty)
        let attached = try PDFAttachment.attach(Self.two, to: plain, at: PaperFixture.moment)
        #expect(attached.starts(with: plain))
        #expect(try PDFAttachment.read(attached) == [Self.two[1], Self.two[0]])
        #expect(attached.holds("/AFRelationship /Data"))
        #expect(attached.holds("/Subtype /application#2fvc"))
    }

    @Test(
        "A name that is a path, empty, hidden or not ASCII is refused",
        arguments: ["../x", "", ".x", "а.json", "a b", "a\0", String(repeating: "a", count: 81)]
    )
    func names(_ name: String) throws {
        let file = PDFAttachment(name: name, mediaType: "a/b", purpose: "", bytes: [])
        #expect(throws: PDFAttachmentError.name(name)) {
            try PDFAttachment.attach([file], to: PaperFixture.pdf(), at: PaperFixture.moment)
        }
    }

    @Test("The same name twice is refused")
    func twice() throws {
        #expect(throws: PDFAttachmentError.name("credential.json")) {
            try PDFAttachment.attach(
                [Self.two[0], Self.two[0]],
                to: PaperFixture.pdf(),
                at: PaperFixture.moment
            )
        }
    }

    @Test(
        "What is no PDF of ours is refused",
        arguments: [
            "", "%", "%PDF-1.", "%PDF-1.4\nstartxref", "%PDF-1.4\nstartxref\n0\n%%EOF",
            "%PDF-1.4\nstartxref\n99999999999999999999\n", "%PDF-1.4\nstartxref\n999\n%%EOF",
            "%PDF-1.4\nxref\n0 99999999\ntrailer<<>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n0 0\ntrailer<</Prev 9>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n0 0\ntrailer<</Root 1 0 R/Size 9>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n1 1\n0000000009 00000 n \ntrailer<</Root 1 0 R>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n0 0\ntrailer<</A<</A 1/A 2>>>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n0 0\ntrailer<</A(((((>>\nstartxref\n9\n",
            "%PDF-1.4\nxref\n0 0\ntrailer<</A#>>\nstartxref\n9\n",
            "PK\u{3}\u{4}",
        ]
    )
    func noPDF(_ text: String) {
        #expect(throws: PDFError.self) { try PDFAttachment.read(Array(text.utf8)) }
    }

    @Test("Deep nesting and many values end soon")
    func bombs() {
        let deep = String(repeating: "[", count: 1_000_000)
        let many = String(repeating: "0 ", count: 1_000_000)
        for bomb in [deep, many, String(repeating: "<<", count: 1_000_000), "[" + many] {
            let text = "%PDF-1.4\nxref\n0 0\ntrailer<</A \(bomb)>>\nstartxref\n9\n"
            #expect(throws: PDFError.self) { try PDFAttachment.read(Array(text.utf8)) }
        }
    }

    @Test("Many names of one large object, and trailers inside trailers, end soon")
    func shared() {
        let clock = ContinuousClock()
        let large = String(repeating: "(" + String(repeating: "a", count: 60) + ")", count: 15_000)
        var file = "%PDF-1.4\n"
        var places: [Int] = []
        let names = String(repeating: "(a) 2 0 R ", count: 64)
        for object in [
            "<</Names<</EmbeddedFiles<</Names[\(names)]>>>>>>",
            "<</EF<</F 3 0 R>>/A[\(large)]>>", "<</Length 1>>stream\na",
        ] {
            places.append(file.utf8.count)
            file += "\(places.count) 0 obj\(object)\nendobj\n"
        }
        let table = file.utf8.count
        file += "xref\n1 3\n" + places.map { "\($0) 0 n\n" }.joined()
        file += "trailer<</Root 1 0 R>>\nstartxref\n\(table)\n"
        let time = clock.measure {
            let read = try? PDFAttachment.read(Array(file.utf8))
            #expect(read?.count == 64)
        }
        #expect(time < .seconds(20))
        let filling = String(repeating: "x", count: 2 << 20)
        let nested = "%PDF-1.4\nxref\n0 0\ntrailer<</A(\(filling))>>\nstartxref\n9\n"
        #expect(throws: PDFError.self) { try PDFAttachment.read(Array(nested.utf8)) }
    }

    @Test("Damaged files are refused or read, and never stop the program")
    func fuzz() throws {
        let attached = try PDFAttachment.attach(
            Self.two,
            to: PaperFixture.pdf(),
            at: PaperFixture.moment
        )
        var generator = SeededGenerator(seed: 7)
        let tail = attached.count - 4000
        var refused = 0
        for _ in 0..<3000 {
            var damaged = attached
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: tail..<damaged.count, using: &generator)
                damaged[place] = UInt8.random(in: 0...255, using: &generator)
            }
            if Bool.random(using: &generator) {
                damaged.removeLast(Int.random(in: 0...2000, using: &generator))
            }
            do {
                _ = try PDFAttachment.read(damaged)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 300)
    }
}
