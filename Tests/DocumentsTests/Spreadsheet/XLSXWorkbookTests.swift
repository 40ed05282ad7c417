import TestSupport
import Testing

@testable import Documents

@Suite("XLSXWorkbook")
struct XLSXWorkbookTests {
    private func rows(_ bytes: [UInt8]) throws -> [[SpreadsheetCell]] {
        try XLSXWorkbook(bytes).sheet(0).rows.map(\.cells)
    }

    @Test("What is written is read again")
    func roundTrip() throws {
        let day = try #require(SpreadsheetDate(year: 2024, month: 2, day: 29))
        let cells: [SpreadsheetCell] = [
            .text("Љ <&\"'> _x0041_ \u{7}"), .empty, .number(-0.25), .count(70_726), .date(day),
            .text(" =1+1 \nдруги ред "), .text("😀"),
        ]
        let bytes = try SpreadsheetFile.written {
            try $0.addSheet("Одзив", columns: [SpreadsheetColumn("општина")])
            try $0.append(cells)
            try $0.append([.empty])
            try $0.append([.text("крај")])
            try $0.addSheet("Друга", columns: [SpreadsheetColumn("a")])
        }
        let workbook = try XLSXWorkbook(bytes)
        #expect(workbook.sheetNames == ["Одзив", "Друга"])
        #expect(workbook.shownSheets == [0, 1])
        let sheet = try workbook.sheet(0)
        #expect(sheet.rows.map(\.cells) == [[.text("општина")], cells, [.text("крај")]])
        #expect(sheet.rows.map(\.number) == [1, 2, 4])
        #expect(try workbook.sheet(1).rows.count == 1)
    }

    @Test("Shared, inline, rich and formulas' texts, truth, failures and numbers")
    func kinds() throws {
        let bytes = SpreadsheetArchive.workbook(
            sheet: """
                <x:row r="2" xmlns:x="x"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is>\
                <t xml:space="preserve"> b </t></is></c><c r="C2" t="str"><f>A1&amp;"x"</f>\
                <v>_x0041_c</v></c><c r="E2" t="b"><v>1</v></c><c t="e"><v>#REF!</v></c>\
                <c><f>1+1</f></c><c s="3"><v>1.5</v></c><c/><c t="d"><v>2024-02-29</v></c></x:row>
                <row><c t="n"><v> 7 </v></c></row>
                """,
            strings: """
                <si><t>a</t></si><si><r><t>Презиме </t></r><r><rPr/><t>Име &#x416;</t></r>\
                <rPh><t>no</t></rPh></si>
                """
        )
        let day = try #require(SpreadsheetDate(year: 2024, month: 2, day: 29))
        #expect(
            try rows(bytes) == [
                [
                    .text("Презиме Име Ж"), .text(" b "), .text("Ac"), .empty, .text("TRUE"),
                    .failure("#REF!"), .failure("="), .number(1.5), .empty, .date(day),
                ], [.number(7)],
            ]
        )
    }

    @Test(
        "Days of both epochs, with the day of 1900 that never was",
        arguments: [
            ("1", "1900-01-01", "1904-01-02"), ("59", "1900-02-28", "1904-02-29"),
            ("60", "60", "1904-03-01"), ("61", "1900-03-01", "1904-03-02"),
            ("45351", "2024-02-29", "2028-03-01"),
            ("45351.999999", "2024-03-01", "2028-03-02"),
            ("45351.5", "2024-02-29 12:00", "2028-03-01 12:00"),
            ("2958465", "9999-12-31", "2958465"), ("-1", "-1", "-1"),
        ]
    )
    func days(number: String, since1900: String, since1904: String) throws {
        for (properties, expected) in [
            ("", since1900), ("<workbookPr date1904=\"1\"/>", since1904),
        ] {
            for style in ["1", "2"] {
                let bytes = SpreadsheetArchive.workbook(
                    sheet: "<row><c s=\"\(style)\"><v>\(number)</v></c></row>",
                    workbookProperties: properties
                )
                #expect(try rows(bytes).first?.first?.plain == expected, "\(properties)")
            }
        }
    }

    @Test(
        "A format shows what it holds outside of quotes, brackets and escapes",
        arguments: [
            ("dd.mm.yyyy", .day), ("[$-81A]d. mmmm yyyy.", .day), ("yyyy\\-mm\\-dd;@", .day),
            ("General", .number), ("0.00\" dana\"", .number), ("[Red]0", .number),
            ("h:mm", .timeOfDay), ("hh:mm:ss\\ AM/PM", .timeOfDay), ("[h]:mm", .number),
            ("dd.mm.yyyy hh:mm", .day), ("0%", .percent), ("0.00\\ %", .percent),
            ("0\" %\"", .number), ("\\d0", .number), ("#,##0;[Red]-d", .number), ("@", .number),
            ("mmm-yy", .day),
        ] as [(String, XLSXStyles.Form)]
    )
    func formats(format: String, form: XLSXStyles.Form) {
        #expect(XLSXStyles.form(of: format) == form)
    }

    @Test(
        "A number is read as it is shown: as a time of day, or in hundredths",
        arguments: [
            ("4", "0.375", "09:00"), ("4", "0.5625", "13:30"), ("4", "0", "00:00"),
            ("4", "1.5", "1.5"), ("4", "0.0001", "0.0001"), ("5", "0.85", "85"),
            ("5", "0.57", "57"), ("5", "0.125", "12.5"), ("5", "1", "100"),
        ]
    )
    func shown(style: String, number: String, plain: String) throws {
        let bytes = SpreadsheetArchive.workbook(
            sheet: "<row><c s=\"\(style)\"><v>\(number)</v></c></row>"
        )
        #expect(try rows(bytes).first?.first?.plain == plain)
    }

    @Test("Merged cells are told; rows and cells out of order are refused")
    func order() throws {
        let merged = SpreadsheetArchive.workbook(
            sheet: "<row><c t=\"str\"><v>a</v></c></row>",
            after:
                "<mergeCells><mergeCell ref=\"A1:C2\"/><mergeCell ref=\"nonsense\"/></mergeCells>"
        )
        #expect(
            try XLSXWorkbook(merged).sheet(0).merges
                == [XLSXSheet.Range(rows: 1...2, columns: 1...3)]
        )
        for sheet in [
            "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"0\"/>", "<row r=\"1048577\"/>",
            "<row><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"A2\"/></row>",
            "<c r=\"A1\"/>",
        ] {
            #expect(throws: XLSXError.self, "\(sheet)") {
                try rows(SpreadsheetArchive.workbook(sheet: sheet))
            }
        }
    }

    @Test("A hidden sheet is told from one that is shown")
    func hidden() throws {
        let bytes = SpreadsheetArchive.workbook(
            sheet: "",
            replacing: [
                "xl/workbook.xml": """
                <workbook xmlns:r="r"><sheets><sheet name="a" r:id="b" state="hidden"/>\
                <sheet name="b" r:id="b"/><sheet name="chart" r:id="none"/></sheets></workbook>
                """
            ]
        )
        let workbook = try XLSXWorkbook(bytes)
        #expect(workbook.sheetNames == ["a", "b"])
        #expect(workbook.shownSheets == [1])
    }
}
