import Documents
import Foundation
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

    @Test("A directory that is not there cannot be written to, and nothing stays open")
    func notWritable() throws {
        #expect(throws: XLSXWriterError.self) {
            var writer = try XLSXWriter(path: "/nowhere/at/all.xlsx", createdAt: 0)
            try writer.addSheet("a", columns: [SpreadsheetColumn("a")])
            try writer.finish()
        }
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

    private static func fill(_ writer: inout XLSXWriter) throws {
        try writer.addSheet("Одзив", columns: [SpreadsheetColumn("општина"), .init("лица")])
        for count in 0..<1_000 { try writer.append([.text("=1+\(count)"), .count(count)]) }
        try writer.addSheet("Reach", columns: [SpreadsheetColumn("day", width: 20)])
        if let day = SpreadsheetDate(year: 2024, month: 2, day: 29) {
            try writer.append([.date(day), .empty, .text("после")])
        }
    }
}
