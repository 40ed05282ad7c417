import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Lines of reports by institution and by LSG", .centre)
struct OneInstitutionTests {
    private let centre = TrainingCentre.ofTest

    private func rows(
        _ name: Report.Name,
        _ parameters: ReportParameters = ReportParameters()
    ) async throws -> [JSON] {
        try JSON.parse(try await centre.bytes(of: name, parameters, as: .json))["rows"]?.elements
            ?? []
    }

    /// A cohort that was held, of whose people each says a municipality and an institution.
    private func held(_ code: String, _ desks: [(String, String)], from: Int = 0) async throws {
        try await Sample.cohort(code, in: centre)
        for (index, desk) in desks.enumerated() {
            let row = Sample.enrolments(
                code,
                [Sample.email(from + index)],
                more: "lsg_code=\(desk.0);institution=\(desk.1)"
            )
            #expect(try await centre.importText(row, as: .enrolments).created == 1)
        }
        let emails = desks.indices.map { Sample.email(from + $0) }
        try await Sample.finish(code, emails, in: centre)
    }

    @Test("One institution in two scripts and in capitals is one line, as most wrote it")
    func spellings() async throws {
        let council = [
            "Савет за миграције", "Savet za migracije", "САВЕТ ЗА МИГРАЦИЈЕ", "Savet za migracije",
        ]
        try await held(
            "GRUPA",
            council.map { ("70041", $0) } + [("70106", council[0]), ("70041", "Dom zdravlja")]
        )
        for (language, name) in [
            (Language.serbianLatin, "Savet za migracije"),
            (.serbianCyrillic, "Савет за миграције"),
        ] {
            var asked = ReportParameters(edition: .centre)
            asked.language = language
            for report in [Report.Name.institutions, .donorSheet] {
                let lines = try await rows(report, asked).filter {
                    $0["institution"]?.text == name
                }
                #expect(lines.count == 2, "\(report) \(language)")
                let counts = lines.compactMap { $0["persons_passed"]?.wholeNumber }
                #expect(counts.sorted() == [1, 4], "\(report) \(language)")
            }
            #expect(try await rows(.institutions, asked).count == 3)
        }
        // Of two spellings that are as common the first to be entered is shown.
        try await held("DRUGA", [("70068", "SAVET"), ("70068", "Savet")], from: 6)
        let names = try await rows(.institutions).compactMap { $0["institution"]?.text }
        #expect(names.contains("SAVET") && !names.contains("Savet"))
    }

    @Test("Limited to an LSG, every report counts the deliveries with somebody of it")
    func limited() async throws {
        try await held("PRVA", [("70041", "Uprava"), ("70106", "Uprava")])
        try await held("DRUGA", [("70106", "Uprava")], from: 2)
        for (lsg, count) in [("70041", 1), ("70106", 2), ("Ada", 0)] {
            let asked = ReportParameters(lsg: lsg)
            let reach = try await centre.read { try ReachReport.make(asked, by: .clerk, in: $0) }
            #expect(reach.deliveries == count, "\(lsg)")
            #expect(try await rows(.deliveries, asked).count == count, "\(lsg)")
            for report in [Report.Name.months, .projects] {
                let sum = try await rows(report, asked).reduce(0) {
                    $0 + ($1["deliveries"]?.wholeNumber ?? 0)
                }
                #expect(sum == count, "\(report) \(lsg)")
            }
            let line = try await rows(.lsgs, asked).first
            #expect((line?["deliveries"]?.wholeNumber ?? 0) == count, "\(lsg)")
        }
        let whole = try await centre.read {
            try ReachReport.make(ReportParameters(), by: .clerk, in: $0)
        }
        #expect(whole.deliveries == 2)
    }
}
