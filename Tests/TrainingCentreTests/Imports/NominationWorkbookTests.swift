import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Nominations as municipalities send them in workbooks", .centre)
struct NominationWorkbookTests {
    private let centre = TrainingCentre.ofTest

    /// Titles, a header of two merged rows, an empty column, numbers, merged data, a signature.
    private static let form: [String] = [
        "Република Србија", "ОПШТИНА ПЛАНДИШТЕ", "", "Пријава за обуку: 12. март 2024.", "",
        "Р.бр.|Презиме и ме|Пол||Општна/град|Подаци о раду||Е-маил адреса|Напомена",
        "|||||Установа|Радно место||", "1|2|3|4|5|6|7|8|9",
        "1.|Ирић Вуксан|м||општина Пландиште|Општинска управа|повереник| vuksan.iric @a.example |",
        "2.|Tominčić Ana|ž||Grad Niš|Dom zdravlja|lekar|ANA@A.EXAMPLE;|dolazi kasnije",
        "3.|Куси Живанко|м||Нема Такве|Управа|службеник|kusi@a.example|",
        "4.|Ралић Мира|ж||Bajna Bašta|Управа|службеник|mira@a.example|",
        "5.|Pelagić Višnja|ž||71170|Savet|član saveta|mailto:visnja@a.example|",
        "6.||||||||", "7.||||||||", "", "|У Пландишту, 12.3.2024.||||||Председник општине|",
        "|||||||Јован Јовановић|", "|||||||е-пошта: kabinet@plandiste.example|",
    ]

    private func workbook() throws -> [UInt8] {
        try TestWorkbook.bytes(
            sheets: [("Упутство", ["Попуните пријаву"]), ("Пријава", Self.form)],
            merges: ["A6:A7", "B6:B7", "C6:C7", "E6:E7", "F6:G6", "H6:H7", "I6:I7"]
        )
    }

    private func openCohort() async throws {
        try await Sample.cohort("LAP-2024-15", in: centre)
        _ = try await centre.write(.clerk) {
            try Cohort.publish("LAP-2024-15", by: .clerk, in: $0)
        }
    }

    @Test("Titles, merged headers with typing errors, empty columns and a signature are understood")
    func form() async throws {
        try await openCohort()
        let file = try ImportFile.read(workbook(), as: .enrolments)
        #expect(file.encoding == "xlsx")
        #expect(file.delimiter == "sheet “Пријава”")
        #expect(file.rows.map(\.line) == [9, 10, 11, 12, 13])
        #expect(file.leftOut == [17, 18, 19])
        #expect(
            file.headers.compactMap(\.column) == [
                "name_family_first", "sex", "lsg_code", "institution", "function", "email",
            ]
        )
        let report = try await centre.importFile(
            workbook(),
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(report.created == 3)
        #expect(report.rejected.map(\.line) == [11, 12])
        #expect(report.rejected.map(\.field) == ["lsg_code", "lsg_code"])
        #expect(report.rejected.map(\.value) == ["Нема Такве", "Bajna Bašta"])
        #expect(report.rejected.last?.problem.hasSuffix("is it Bajina Bašta?") == true)
        let page = try await centre.read {
            try Enrolment.list(cohort: "LAP-2024-15", page: PageRequest(), by: .clerk, in: $0)
        }
        let emails = ["vuksan.iric@a.example", "ana@a.example", "visnja@a.example"]
        #expect(page.items.map(\.email) == emails)
        #expect(page.items.map(\.name.latin) == ["Vuksan Irić", "Ana Tominčić", "Višnja Pelagić"])
        #expect(page.items.map(\.facts.institution).first == "Општинска управа")
        #expect(page.items.map(\.facts.targetGroup).first == .commissioner)
        let again = try await centre.importFile(
            workbook(),
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(again.unchanged == 3)
    }

    @Test("The list as received says the same as a workbook and as CSV")
    func asReceived() async throws {
        try await openCohort()
        let text = try TextEncodingDetector.decode(
            CheckoutFiles.demo("nominations-as-received.csv")
        ).text
        let rows = text.split(whereSeparator: \.isNewline).map {
            String($0).replacing("|", with: "/").replacing(";", with: "|")
        }
        let report = try await centre.importFile(
            TestWorkbook.bytes(sheets: [("Sheet1", rows)]),
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(report.created == 8)
        #expect(report.rejected.map(\.line) == [11])
        let csv = try await centre.importFile(
            CheckoutFiles.demo("nominations-as-received.csv"),
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(csv.unchanged == 9)
    }

    @Test("Of several sheets with rows one has to be named; a formula that failed is a wrong row")
    func sheets() throws {
        let rows = ["email|name", "a@a.example|Ana Anić"]
        let bytes = try TestWorkbook.bytes(sheets: [("Први", rows), ("Drugi", rows + rows)])
        let refused = #expect(throws: ImportFile.Defect.self) {
            try ImportFile.read(bytes, as: .people)
        }
        #expect(refused?.message == "several sheets have rows: name one of “Први”, “Drugi”")
        #expect(try ImportFile.read(bytes, as: .people, sheet: "prvi").rows.count == 1)
        // The header again, as on the next page, is no row.
        #expect(try ImportFile.read(bytes, as: .people, sheet: "Drugi").rows.map(\.line) == [2, 4])
        #expect(throws: ImportFile.Defect.self) {
            try ImportFile.read(bytes, as: .people, sheet: "Трећи")
        }
        #expect(throws: ImportFile.Defect.self) {
            try ImportFile.read(TestWorkbook.bytes(sheets: [("a", ["b|c", "d|e"])]), as: .people)
        }
    }

    @Test("Cells merged downwards say the same in every row")
    func mergedRows() throws {
        let bytes = try TestWorkbook.bytes(
            sheets: [
                (
                    "a",
                    [
                        "Установа|Име и презиме||Имејл", "Центар|Ана|Анић|a@a.example",
                        "|Ива|Ивић|b@a.example", "|Ена|Енић|c@a.example",
                    ]
                )
            ],
            merges: ["A2:A3", "B1:C1"]
        )
        let rows = try ImportFile.read(bytes, as: .enrolments).rows
        #expect(rows.map { $0.values["institution"] } == ["Центар", "Центар", ""])
        #expect(rows.map { $0.values["name"] } == ["Ана Анић", "Ива Ивић", "Ена Енић"])
    }

    @Test("Titles above the header of a text, and a signature below, are left out too")
    func text() throws {
        let text =
            "Општина Ириг;;\n;;\nИме и презиме;Е-пошта;Место\nАна Анић;a@a.example;Ириг\n;;М.П.\n"
        let file = try ImportFile.read(Array(text.utf8), as: .people)
        #expect(file.rows.map(\.line) == [4])
        #expect(file.rows.first?.values == ["name": "Ана Анић", "email": "a@a.example"])
    }

    @Test(
        "Headers are understood in both scripts, with typing errors and around what says nothing",
        arguments: [
            ("Имe и презиме", "name"), ("PREZIME I IME POLAZNIKA", "name_family_first"),
            ("Ime i preizme", "name"), ("E – mail adresa:", "email"), ("Е-маил", "email"),
            ("Adresa elektronske pošte", "email"), ("Opšttina/grad", "lsg_code"),
            ("Назив институције", "institution"), ("Радно место / функција", "function"),
            ("lsg_code", "lsg_code"), ("LSG code", "lsg_code"), ("Контакт телефон", nil),
            ("Напомена", nil), ("Р. бр.", nil), ("", nil), ("Датум рођења", nil), ("Ми", nil),
        ]
    )
    func headers(header: String, column: String?) throws {
        let names = try HeaderNames(of: "enrolments", ImportedNoun.enrolments.columns, map: [])
        #expect(names.columns([header]) == [column])
    }

    @Test(
        "Days are read as people write them, and never guessed",
        arguments: [
            ("12. 3. 2024.", "2024-03-12"), ("12.03.2024. године", "2024-03-12"),
            ("12. март 2024.", "2024-03-12"), ("1 avgusta 2023", "2023-08-01"),
            ("5. дец 2023", "2023-12-05"), ("2024-02-29", "2024-02-29"), ("29.2.2023.", nil),
            ("3/4/2024", nil), ("12. mar 24", nil), ("12. ma 2024", nil), ("x", nil), ("", nil),
        ]
    )
    func days(text: String, day: String?) {
        #expect(CalendarDate(written: text)?.description == day)
    }

    @Test("A mapping is kept under a name, proposed for files with its headers, and forgotten")
    func profiles() async throws {
        let text = "Ко долази;Одакле;Мејл\nАна Анић;Ниш;a@a.example\n"
        let plain = try ImportFile.read(Array(text.utf8), as: .enrolments)
        #expect(plain.headers.map(\.column) == [nil, nil, "email"])
        let saved = try await centre.write(.clerk) {
            try ImportProfile.save(
                "Ниш",
                noun: .enrolments,
                pairs: [("Ko dolazi", "name"), ("Odakle", "lsg_code")],
                by: .clerk,
                in: $0
            )
        }
        let list = try await centre.read { try ImportProfile.list(by: .clerk, in: $0) }
        #expect(list.map(\.name) == ["Ниш"])
        #expect(ImportProfile.proposed(for: plain, among: list)?.name == "Ниш")
        let mapped = try ImportFile.read(Array(text.utf8), as: .enrolments, map: saved.map)
        #expect(mapped.headers.map(\.column) == ["name", "lsg_code", "email"])
        #expect(ImportProfile.proposed(for: mapped, among: list) == nil)
        await #expect(throws: ImportFile.Defect.self) {
            try await centre.write(.clerk) {
                _ = try ImportProfile.save(
                    "a",
                    noun: .people,
                    pairs: [("a", "lsg_code")],
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try ImportProfile.delete("Ниш", by: .clerk, in: $0)
                }
            } == "reason_missing"
        )
        let act = try Act.clerk(because: "не шаљу више")
        _ = try await centre.write(act) { try ImportProfile.delete("Ниш", by: act, in: $0) }
        #expect(try await centre.count("import_profiles") == 0)
    }
}
