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
            (.donorSheet, [[lsg, institution, nil, "5", "0", "12", nil, nil]], true),
            (.deliveries, [], false),
            (
                .targets,
                [["SDC-CAP", "CILJ", "lsgs", "LAP", "60", "70", "exact", "116.67"]],
                false
            ),
            (
                .areas,
                [["PLAN-1", "focus", "PLAN-1-F", lsg, "1", "14", "162", "149", "151", "70"]],
                false
            ),
            (.cascades, [], false),
        ]
        return try tables.map { name, rows, isCut in
            let table = table(name, rows, isCut: isCut, in: language)
            let query = name == .cascades ? "training=TOT-2022" : "from=2024-01-01"
            let request = Request(.get, "/reports/\(name.rawValue)?\(query)")
            let asked = try ReportRequest(.named(name), request)
            return ("report \(name)", pages.report(table, asked: asked, language: language))
        } + [
            (
                "reports",
                pages.reports(
                    Report.all,
                    documents: ["S0", "S1"],
                    offersSignIn: true,
                    language: language
                )
            ), ("report again", try again(pages, in: language)),
            ("document", pages.document(document(in: language), named: "S2")),
        ]
    }

    /// The form of a report that was filled in wrongly.
    private static func again(_ pages: Pages, in language: Language) throws -> [UInt8] {
        let problems = [
            FieldProblem("from", "is no date", .noDate),
            FieldProblem("to", "lies before from", .beforeStart),
        ]
        let page = ReportAgainPage(
            .named(.donorSheet),
            given: ["from": "31.02.<b>2024", "edition": "centre"],
            InvalidForm(problems),
            in: language
        )
        return pages.reportAgain(try #require(page), language: language)
    }

    private static func document(in language: Language) -> ReportDocument.Written {
        ReportDocument.Written(language: language, asOf: today, sentences: [lead[language]])
    }

    private static let lead = Titles(
        sr: "Обука је реализована 14 пута.",
        en: "The training was given 14 times."
    )

    private static func table(
        _ name: Report.Name,
        _ rows: [[String?]],
        isCut: Bool,
        in language: Language
    ) -> ReportTable {
        let run = ReportRun(
            report: .named(name).naming([
                TargetGroup(
                    code: "council-member",
                    name: Titles("чланови савета", "članovi saveta", "members of councils")
                )
            ]),
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
            rows: .known([])
        )
        return ReportTable(
            run: run,
            rows: rows,
            isCut: isCut,
            cascade: name == .cascades ? cascade() : nil
        )
    }
}
