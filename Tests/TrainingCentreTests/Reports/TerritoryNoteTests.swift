import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The footnote of English texts about territory", .centre)
struct TerritoryNoteTests {
    private let centre = TrainingCentre.ofTest

    private func written(_ name: Report.Name, in language: Language) async throws -> String {
        var parameters = ReportParameters()
        parameters.language = language
        return try await centre.read { [parameters] in
            let run = try ReportRun.prepare(name, parameters, by: .clerk, in: $0)
            var bytes: [UInt8] = []
            try ReportStream.write(run, as: .csv, in: $0) { bytes += $0 }
            bytes += run.json.bytes
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    @Test("Reports that list LSGs have it in English, as a file and as data; Serbian ones do not")
    func reports() async throws {
        for name in Report.Name.allCases {
            let english = try await written(name, in: .english)
            let lists = [
                .coverage, .deliveries, .lsgs, .institutions, .learners, .donorSheet,
            ].contains(name)
            let count = english.matches(of: /resolution 1244 \(1999\)/).count
            #expect(count == (lists ? 2 : 0), "\(name)")
            // An asterisk points at it, and nowhere at nothing.
            if english.contains("Kosovo") { #expect(lists, "\(name)") }
            for language in [Language.serbianCyrillic, .serbianLatin] {
                let serbian = try await written(name, in: language)
                #expect(!serbian.contains("1244") && !serbian.contains("*"), "\(name)")
            }
        }
        let coverage = try await written(.coverage, in: .english)
        #expect(!coverage.matches(of: /Kosovo and Metohija\*/).isEmpty)
        #expect(coverage.matches(of: /Kosovo and Metohija[^*]/).isEmpty)
    }

    @Test("A document has it when one of its English sentences names Kosovo")
    func documents() async throws {
        func sentences(_ text: String, in language: Language) async throws -> [String] {
            let document = try ReportDocument(
                name: "X",
                template: "== sr-Latn\nObuka o Kosovu i Metohiji\n== en\n\(text)"
            )
            return try await centre.read {
                try document.write(in: language, by: .clerk, in: $0).sentences
            }
        }
        let named = try await sentences("Training in Kosovo*", in: .english)
        #expect(named.count == 2 && named[1].hasPrefix("* References to Kosovo"))
        #expect(try await sentences("Training in Serbia", in: .english).count == 1)
        #expect(try await sentences("Training in Kosovo*", in: .serbianLatin).count == 1)
    }
}
