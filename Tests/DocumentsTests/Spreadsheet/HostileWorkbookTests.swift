import TestSupport
import Testing

@testable import Documents

@Suite("Workbooks that mean no good")
struct HostileWorkbookTests {
    private static let sheetPart = "xl/worksheets/sheet1.xml"

    private func refusal(_ bytes: [UInt8]) throws -> XLSXError? {
        do {
            _ = try XLSXWorkbook(bytes).sheet(0)
            return nil
        } catch let error as XLSXError {
            return error
        }
    }

    @Test("A part that unpacks to more than it says, or says more than is read, stays packed")
    func bombs() throws {
        let rest = try #require(Self.parts)
        for (claim, isTooLarge) in [(nil, false), (1_000, false), (300 << 20, true)] {
            var archive = rest
            // Deflate makes a thousandth of it.
            let spaces = [UInt8](repeating: 0x20, count: 20_000_000)
            let content =
                Array("<worksheet><sheetData>".utf8) + spaces + Array("</sheetData>".utf8)
            archive.add(Self.sheetPart, content, claiming: claim)
            let found = try refusal(archive.finished())
            switch found {
            case .malformed: #expect(claim == nil, "the root does not end")
            case .notAnArchive: #expect(claim == 1_000)
            case .tooLarge: #expect(isTooLarge)
            default: Issue.record("\(String(describing: found))")
            }
        }
    }

    /// All parts of a workbook but its sheet.
    private static var parts: SpreadsheetArchive? {
        var archive = SpreadsheetArchive()
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        archive.add(
            "_rels/.rels",
            Array(
                """
                <a><Relationship Id="a" Type="\(relation)/officeDocument" Target="w.xml"/></a>
                """.utf8
            )
        )
        archive.add(
            "w.xml",
            Array("<workbook xmlns:r=\"r\"><sheet name=\"a\" r:id=\"b\"/></workbook>".utf8)
        )
        archive.add(
            "_rels/w.xml.rels",
            Array(
                ("<a><Relationship Id=\"b\" Type=\"\(relation)/worksheet\" "
                    + "Target=\"\(sheetPart)\"/></a>")
                    .utf8
            )
        )
        return archive
    }

    @Test(
        "Entities, document types, foreign encodings and broken XML are refused",
        arguments: [
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><worksheet>&b;</worksheet>",
            "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><worksheet>&c;</worksheet>",
            "<worksheet>&b;</worksheet>", "<worksheet>&#0;</worksheet>",
            "<worksheet>&#xD800;</worksheet>", "<worksheet>&", "<worksheet", "<worksheet>", "",
            "<worksheet></worksheet><worksheet/>", "<a><b></a></b>", "text", "<a b=c/>",
            "<a b=\"<\"/>", "<a b=\"1\" b=\"2\"/>", "<a b=\"1\"c=\"2\"/>", "<a>\u{1}</a>",
            "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a/>", "<a><!-- -- --></a>",
            "<!-- a", "<![CDATA[a]]>", "<a></a>b", String(repeating: "<a>", count: 65),
        ]
    )
    func documents(text: String) throws {
        let found = try refusal(
            SpreadsheetArchive.workbook(sheet: "", replacing: [Self.sheetPart: text])
        )
        guard case .malformed(Self.sheetPart, _) = found else {
            Issue.record("\(String(describing: found))")
            return
        }
    }

    @Test("Too many columns, huge texts and numbers that are none are refused by their row")
    func cells() throws {
        let long = String(repeating: "ш", count: 40_000)
        #expect(
            try refusal(
                SpreadsheetArchive.workbook(
                    sheet: "<row r=\"3\"><c t=\"str\"><v>\(long)</v></c></row>"
                )
            ) == .textTooLong(sheet: "Лист", row: 3)
        )
        #expect(
            try refusal(
                SpreadsheetArchive.workbook(
                    sheet: "<row r=\"3\"><c r=\"XFD3\"><v>1</v></c></row>"
                )
            ) == .tooManyColumns(sheet: "Лист", row: 3, columnsMax: 500)
        )
        // A format that goes on to the right holds nothing.
        #expect(
            try refusal(
                SpreadsheetArchive.workbook(sheet: "<row r=\"3\"><c r=\"XFD3\" s=\"1\"/></row>")
            ) == nil
        )
        for cell in ["<v>nan</v>", "<v>1e999</v>", "<v>a</v>"] {
            #expect(
                try refusal(SpreadsheetArchive.workbook(sheet: "<row><c>\(cell)</c></row>")) != nil
            )
        }
        for index in ["-1", "0", "99999999999999999999"] {
            let cell = "<row><c t=\"s\"><v>\(index)</v></c></row>"
            #expect(try refusal(SpreadsheetArchive.workbook(sheet: cell)) != nil)
        }
    }

    @Test("What is no workbook is told apart: older files, archives of something else, no archive")
    func others() throws {
        #expect(throws: XLSXError.olderOrEncrypted) {
            try XLSXWorkbook([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])
        }
        var archive = SpreadsheetArchive()
        archive.add("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
        #expect(
            throws: XLSXError.notAWorkbook("it does not say where its workbook is")
        ) { try XLSXWorkbook(archive.finished()) }
        for bytes in [[], Array("a,b\n1,2\n".utf8), [0x50, 0x4B, 3, 4]] as [[UInt8]] {
            #expect(throws: XLSXError.self) { try XLSXWorkbook(bytes) }
        }
    }

    @Test("A workbook with any bytes changed or missing is read or refused, and never traps")
    func mutations() throws {
        var generator = SeededGenerator(seed: 29)
        let whole = SpreadsheetArchive.workbook(
            sheet: "<row><c t=\"s\"><v>0</v></c><c s=\"1\"><v>45351</v></c></row>",
            strings: "<si><t>a</t></si>"
        )
        var readable = 0
        for _ in 0..<3_000 {
            var bytes = whole
            if Bool.random(using: &generator) {
                bytes.removeLast(Int.random(in: 1..<200, using: &generator))
            }
            for _ in 0..<Int.random(in: 0..<4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
                    UInt8.random(in: 0...255, using: &generator)
            }
            if try refusal(bytes) == nil { readable += 1 }
        }
        #expect(0 < readable && readable < 2_000, "\(readable)")
    }
}
