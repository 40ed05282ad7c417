import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Templates of documents: what they print follows the stored rows, or is refused.
@Suite("Documents from stored rows", .centre)
struct ReportDocumentTests {
    private let centre = TrainingCentre.ofTest

    @Test("The numbers are those of the rows, and their nouns and verbs follow them")
    func numbers() async throws {
        try await load()
        let early = try await numbers(of: "2023-03-31")
        #expect(early[0].hasPrefix("Нових обука за израду"))
        #expect(early[1].contains("реализовао 2 пута, успешно је прошло 18 службеника"))
        let first = try await numbers(of: "2023-03-01")
        #expect(first[1].contains("реализовао 1 пут, успешно је прошло 9 службеника"))
        #expect(first[1].hasSuffix("из укупно 4 општине и града."))
    }

    /// The sentences of S2 that a number is in, without those that need what came later.
    private func numbers(of day: String) async throws -> [String] {
        let lines = try template("S2").split(separator: "\n").map(String.init)
        let head = lines.prefix { !$0.hasPrefix("==") }
        let counting = lines.filter {
            $0.hasPrefix("{period.deliveries||Нова") || $0.hasPrefix("Обуку о локалном")
        }
        let text = (head + ["== sr-Cyrl"] + counting).joined(separator: "\n")
        let document = try ReportDocument(name: "S2", template: text)
        let day = try #require(CalendarDate(day))
        return try await centre.read {
            try document.write(in: nil, asOf: day, by: .clerk, in: $0).sentences
        }
    }

    @Test("A part of a fact is claimed with ~, and the whole of it with =")
    func parts() async throws {
        try await load()
        for (claim, isBorneOut) in [
            ("project.objective~flows and migrants", false),
            ("project.objective~a focus on mixed flows", true),
            ("project.objective=a focus on mixed flows", false),
        ] {
            let template = "project: SDC-CAP\n== en\nIt has {\(claim)|that}."
            let document = try ReportDocument(name: "own", template: template)
            let written = try? await centre.read {
                try document.write(in: nil, by: .clerk, in: $0).sentences
            }
            #expect((written == ["It has that."]) == isBorneOut, "\(claim)")
        }
    }

    @Test("English has one and many, and Serbian counts by the last figures")
    func countForms() throws {
        for (count, english, serbian) in [
            (1, "1 town", "1 град"), (3, "3 towns", "3 града"), (21, "21 towns", "21 град"),
            (151, "151 towns", "151 град"), (11, "11 towns", "11 градова"),
        ] {
            let facts = DocumentFacts(["all.lsgs": ["\(count)"]], in: .english)
            let inEnglish = try DocumentSentence("{all.lsgs|town|towns|towns}", of: "own")
            let inSerbian = try DocumentSentence("{all.lsgs|град|града|градова}", of: "own")
            #expect(inEnglish.text(facts, in: .english) { $0 } == english)
            #expect(inSerbian.text(facts, in: .serbianCyrillic) { $0 } == serbian)
        }
    }

    @Test("A document speaks of its own day, unless somebody asks for another")
    func ownDay() async throws {
        try await load()
        let template = "project: SDC-CAP\nas_of: 2023-03-31\n== en\n{all.deliveries}"
        let document = try ReportDocument(name: "own", template: template)
        let own = try await centre.read { try document.write(in: nil, by: .clerk, in: $0) }
        #expect(own.sentences == ["2"] && own.asOf == CalendarDate("2023-03-31"))
        let later = try await centre.read {
            try document.write(in: nil, asOf: CalendarDate("2024-12-31"), by: .clerk, in: $0)
        }
        #expect(later.sentences == ["14"])
    }

    @Test("What an output is called is a fact, and a number in words with it")
    func titles() async throws {
        try await load()
        let template = "project: SDC-CAP\n== en\n{output.SDC-CAP-7=two vehicles|Two vehicles}."
        let document = try ReportDocument(name: "own", template: template)
        let said = try await centre.read {
            try document.write(in: nil, by: .clerk, in: $0).sentences
        }
        #expect(said == ["Two vehicles."])
        try await centre.sql(
            "UPDATE project_outputs SET title_en = 'Five bicycles' WHERE code = 'SDC-CAP-7'"
        )
        await #expect(throws: ReportDocument.NotBorneOut.self) {
            try await centre.read { _ = try document.write(in: nil, by: .clerk, in: $0) }
        }
    }

    @Test("What a template says and no row does, is refused")
    func refusals() async throws {
        try await load()
        let template = "project: SDC-CAP\n== en\n{partner=UNDP|UNDP} is a partner."
        let document = try ReportDocument(name: "own", template: template)
        let refused = await #expect(throws: ReportDocument.NotBorneOut.self) {
            try await centre.read { _ = try document.write(in: nil, by: .clerk, in: $0) }
        }
        #expect(refused?.message.contains("partner is UNDP") == true)
        let malformed = [
            "== de\n", "project\n== en\nx", "== en\n{a|b|c}", "== en\n{open", "x: y",
            "== en\n{~a|b}", "as_of: June\n== en\nx",
        ]
        for broken in malformed {
            #expect(throws: ReportDocument.Malformed.self) {
                _ = try ReportDocument(name: "broken", template: broken)
            }
        }
    }

    @Test("The template of every document can be read, in its own script and in English")
    func templates() throws {
        for name in ["S0", "S1", "S2", "S3", "S4"] {
            let template = try template(name)
            _ = try ReportDocument(name: name, template: template)
            #expect(template.contains("\n== sr-") && template.contains("\n== en\n"))
        }
    }

    private func template(_ name: String) throws -> String {
        String(decoding: try CheckoutFiles.demo("documents/\(name).txt"), as: UTF8.self)
    }

    private func load() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.loadPlanning(into: centre)
        try await Demonstration.tagLAP(in: centre)
        try await Demonstration.closeAll(in: centre)
    }
}
