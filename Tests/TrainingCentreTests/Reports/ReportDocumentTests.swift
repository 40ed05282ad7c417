import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Statement 26: the documents that the centre published come out of the stored rows again.
///
/// The expected sentences are those of the documents, as far as they state facts; a comment
/// says what was written otherwise there.
@Suite("Documents from stored rows", .centre)
struct ReportDocumentTests {
    private let centre = TrainingCentre.ofTest

    @Test("Statement 26: the news on local action plans (S2), in Cyrillic, with its numbers")
    func newTrainings() async throws {
        try await load()
        #expect(try await write("S2") == Self.newTrainings)
        let latin = try await write("S2", in: .serbianLatin)
        #expect(latin[6].contains("realizovao 14 puta, uspešno je prošlo 149 službenika"))
        #expect(latin[2].contains("(IOM)"))
        let english = try await write("S2", in: .english)
        #expect(
            english[6].hasSuffix(
                "gave 14 times within this project, was passed by 149 officials from 70 "
                    + "municipalities and cities."
            )
        )
    }

    private static let newTrainings = [
        // “Локаних” there.
        "Нове обуке за израду Локалних акционих планова за управљање миграцијама у ТЦ Пландиште",
        "06.03.2024.",
        // Quoted there with two apostrophes.
        "У оквиру пројекта „Јачање капацитета и партнерстава за управљање миграцијама у Србији“, "
            + "који Комесаријат спроводи у партнерству са Међународном организацијом за миграције "
            + "(ИОМ), уз подршку Швајцарске агенције за развој и сарадњу (СДЦ) у тренинг центру у "
            + "Пландишту су током јануара и фебруара месеца одржане 4 обуке за представнике 26 "
            + "јединица локалних самоуправа.",
        "Обука под називом „Локални акциони планови за побољшање/унапређење положаја различитих "
            + "категорија миграната“, обухватила је различите теме, које укључују изазове "
            + "економских миграција, сарадњу са дијаспором, трговину људима, демографске "
            + "проблеме, итд.",
        "Обука је намењена члановима локалних Савета за миграције и члановима радних група за "
            + "израду локалних акционих планова.",
        "Нове категорије у документима јавне политике на локалу су: избеглице; интерно расељена "
            + "лица; ирегуларни мигранти; повратници; унутрашње миграције и спољне миграције "
            + "становништва.",
        "Обуку о локалном акционом планирању, коју је Комесаријат у оквиру поменутог пројекта "
            + "реализовао 14 пута, успешно је прошло 149 службеника из укупно 70 општина и "
            + "градова.",
    ]

    @Test("The numbers are those of the rows, and their nouns and verbs follow them")
    func numbers() async throws {
        try await load()
        let early = try await write("S2", asOf: "2023-03-31")
        #expect(early[2].contains("одржано 0 обука за представнике 0 јединица"))
        #expect(early[6].contains("реализовао 2 пута, успешно је прошло 18 службеника"))
        let first = try await write("S2", asOf: "2023-03-01")
        #expect(first[6].contains("реализовао 1 пут, успешно је прошло 9 службеника"))
        #expect(first[6].hasSuffix("из укупно 4 општине и града."))
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
        for broken in ["== de\n", "project\n== en\nx", "== en\n{a|b|c}", "== en\n{open", "x: y"] {
            #expect(throws: ReportDocument.Malformed.self) {
                _ = try ReportDocument(name: "broken", template: broken)
            }
        }
    }

    @Test("The template of every document can be read, in its own script and in English")
    func templates() throws {
        for name in ["S0", "S1", "S2", "S3", "S4"] {
            let template = String(
                decoding: try CheckoutFiles.demo("documents/\(name).txt"),
                as: UTF8.self
            )
            _ = try ReportDocument(name: name, template: template)
            #expect(template.contains("\n== sr-") && template.contains("\n== en\n"))
        }
    }

    private func load() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.loadPlanning(into: centre)
        try await Demonstration.tagLAP(in: centre)
        try await Demonstration.closeAll(in: centre)
    }

    private func write(
        _ name: String,
        in language: Language? = nil,
        asOf: String? = nil
    ) async throws -> [String] {
        let template = String(
            decoding: try CheckoutFiles.demo("documents/\(name).txt"),
            as: UTF8.self
        )
        let document = try ReportDocument(name: name, template: template)
        let day = asOf.flatMap { CalendarDate($0) }
        return try await centre.read {
            try document.write(in: language, asOf: day, by: .clerk, in: $0).sentences
        }
    }
}
