import Documents
import HTTPServer
import HTTPTypes
import Postgres
import Testing

@testable import TrainingCentre
@testable import Web

/// Reports to print in tests.
extension Sample {
    /// A report of every kind that a page shows differently.
    static func reports(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        let isCyrillic = language == .serbianCyrillic
        let lsg = isCyrillic ? "Бајина Башта" : "Bajina Bašta"
        let district = isCyrillic ? "Златиборски управни округ" : "Zlatiborski upravni okrug"
        let other = isCyrillic ? "Београд" : "Beograd"
        let city = isCyrillic ? "Град Београд" : "Grad Beograd"
        let coverage: [[String?]] = [
            ["70068", lsg, district, "RS-16", "sent", "1", "7", "6", "6", "2024-02-02"],
            ["79014", other, city, "RS-00", "never", "0", "0", "0", "0", nil],
        ]
        let institution = isCyrillic ? "Центар за социјални рад" : "Centar za socijalni rad"
        let tables: [(Report.Name, [[String?]], Bool)] = [
            (.reach, [["14", "162", "149", "151", "70", "74", "75", "0"]], false),
            (.coverage, coverage, false),
            (.months, [["2024-01", "2", "20", "20"], ["2024-02", "2", "27", "27"]], false),
            (.targetGroups, [["council-member", "13", "13", "13"]], false),
            (.donorSheet, [[lsg, institution, nil, "5", "0"]], true),
            (.deliveries, [], false),
        ]
        return try tables.map { name, rows, isCut in
            let table = table(name, rows, isCut: isCut, in: language)
            let request = Request(.get, "/reports/\(name.rawValue)?from=2024-01-01")
            let asked = try ReportRequest(.named(name), request)
            return ("report \(name)", pages.report(table, asked: asked, language: language))
        } + [("reports", pages.reports(Report.all, language: language))]
    }

    private static func table(
        _ name: Report.Name,
        _ rows: [[String?]],
        isCut: Bool,
        in language: Language
    ) -> ReportTable {
        let run = ReportRun(
            report: .named(name),
            language: language,
            asOf: today,
            parameters: [
                ReportRun.Parameter(
                    name: "project",
                    title: Titles(sr: "Пројекат", en: "Project"),
                    value: "SDC-CAP",
                    text: project
                )
            ],
            sentence: name == .reach ? Titles(sr: "Реализовано је 14 обука.", en: "14.") : nil,
            statement: ""
        )
        return ReportTable(run: run, rows: rows, isCut: isCut)
    }
}
