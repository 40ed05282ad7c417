import Documents
import Testing

@Suite("XLSXWriter")
struct XLSXWriterTests {
    @Test("The same calls make the same bytes, whose texts are no formulas")
    func deterministic() throws {
        let first = try SpreadsheetFile.written { try Self.fill(&$0) }
        let second = try SpreadsheetFile.written { try Self.fill(&$0) }
        #expect(first == second)
        #expect(first.starts(with: [0x50, 0x4B]))
        #expect(first.count > 1_000)
    }

    @Test("What the format does not hold is refused and named by its place")
    func refusals() throws {
        #expect(throws: XLSXWriterError.textNotHeld(row: 2, column: 2)) {
            try Self.append([.text("a"), .text(String(repeating: "ш", count: 32_768))])
        }
        #expect(throws: XLSXWriterError.textNotHeld(row: 2, column: 1)) {
            try Self.append([.text("a\0b")])
        }
        #expect(throws: XLSXWriterError.numberNotHeld(row: 2, column: 1)) {
            try Self.append([.number(.infinity)])
        }
        for name in ["", "a/b", "'a'", "History", String(repeating: "a", count: 32), "Одзив"] {
            #expect(throws: XLSXWriterError.sheetName(name)) {
                try SpreadsheetFile.written {
                    try $0.addSheet("ОДЗИВ", columns: [SpreadsheetColumn("a")])
                    try $0.addSheet(name, columns: [])
                }
            }
        }
    }

    @Test("A sheet that is full goes on in another, and what is read is what was written")
    func full() throws {
        var writer = try XLSXWriter(createdAt: 0, rowsMax: 3)
        var bytes: [UInt8] = []
        try writer.addSheet("Одзив", columns: [SpreadsheetColumn("a")], to: &bytes)
        for row in 1...5 { try writer.append([.count(row)], to: &bytes) }
        try writer.finish(to: &bytes)
        let workbook = try XLSXWorkbook(bytes)
        #expect(workbook.sheetNames == ["Одзив", "Одзив (2)", "Одзив (3)"])
        let rows = try [0, 1, 2].map { try workbook.sheet($0).rows.map { $0.cells.map(\.plain) } }
        #expect(rows == [[["a"], ["1"], ["2"]], [["a"], ["3"], ["4"]], [["a"], ["5"]]])
    }

    @Test("Bytes come while rows are written, before the workbook is whole")
    func streams() throws {
        var writer = try XLSXWriter(createdAt: 0)
        var bytes: [UInt8] = []
        try writer.addSheet("a", columns: [SpreadsheetColumn("a")], to: &bytes)
        #expect(bytes.starts(with: Array("PK".utf8)))
        var waiting = 0
        for row in 0..<100_000 {
            bytes.removeAll()
            try writer.append([.text("row \(row)")], to: &bytes)
            waiting = max(waiting, bytes.count)
        }
        #expect(1...(256 << 10) ~= waiting, "in pieces, none of which is large")
    }

    @Test("Every character that a cell can hold comes back")
    func characters() throws {
        let texts = [
            " <&>\"' ", "_x0041_", "_x005F_x0041_", "\u{1}\u{8}\t\n\u{B}\r\u{1F}", "a\r\nb",
            "\u{FFFD}\u{FFFE}\u{FFFF}", "Ђ😀", "=1+1", "\n", "__x00e9_ _xÿ", "e\u{301}",
        ]
        let bytes = try SpreadsheetFile.written {
            try $0.addSheet("a", columns: texts.map { SpreadsheetColumn($0) })
            try $0.append(texts.map { .text($0) })
        }
        let rows = try XLSXWorkbook(bytes).sheet(0).rows
        #expect(rows.count == 2)
        for row in rows {
            for (read, text) in zip(row.cells, texts) {
                #expect(Array(read.plain.utf8) == Array(text.utf8), "\(text.debugDescription)")
            }
        }
    }

    @Test("Days are what they were, those before the day that never was too")
    func serials() throws {
        let days = [(1900, 1, 1), (1900, 2, 28), (1900, 3, 1), (2000, 2, 29), (9999, 12, 31)]
            .compactMap { SpreadsheetDate(year: $0.0, month: $0.1, day: $0.2) }
        let bytes = try SpreadsheetFile.written {
            try $0.addSheet("a", columns: [SpreadsheetColumn("a")])
            try $0.append(days.map { .date($0) })
        }
        #expect(try XLSXWorkbook(bytes).sheet(0).rows[1].cells == days.map { .date($0) })
    }

    @Test("A date is a day of the calendar")
    func dates() {
        #expect(SpreadsheetDate(year: 2023, month: 2, day: 29) == nil)
        #expect(SpreadsheetDate(year: 2024, month: 2, day: 29) != nil)
        #expect(SpreadsheetDate(year: 2100, month: 2, day: 29) == nil)
        #expect(SpreadsheetDate(year: 1899, month: 12, day: 31) == nil)
        #expect(SpreadsheetDate(year: 2024, month: 13, day: 1) == nil)
    }

    private static func append(_ cells: [SpreadsheetCell]) throws {
        _ = try SpreadsheetFile.written {
            try $0.addSheet("a", columns: [SpreadsheetColumn("a")])
            try $0.append(cells)
        }
    }

    private static func fill(_ writer: inout SpreadsheetFile) throws {
        try writer.addSheet("Одзив", columns: [SpreadsheetColumn("општина"), .init("лица")])
        for count in 0..<1_000 { try writer.append([.text("=1+\(count)"), .count(count)]) }
        try writer.addSheet("Reach", columns: [SpreadsheetColumn("day", width: 20)])
        if let day = SpreadsheetDate(year: 2024, month: 2, day: 29) {
            try writer.append([.date(day), .empty, .text("после")])
        }
    }
}
