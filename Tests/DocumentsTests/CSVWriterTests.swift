import TestSupport
import Testing

@testable import Documents

@Suite("Writing tables")
struct CSVWriterTests {
    private func line(_ fields: [String], _ writer: CSVWriter = CSVWriter()) -> String {
        var output: [UInt8] = []
        writer.append(fields, to: &output)
        return String(decoding: output, as: UTF8.self)
    }

    @Test("Quotes only where a reader needs them")
    func quoting() {
        #expect(line(["a", "Љ b", "", "1.5"]) == "a,Љ b,,1.5\r\n")
        #expect(
            line(["a,b", "c;d", "e\tf", "g\nh", "i\rj", "k\"l"])
                == "\"a,b\",\"c;d\",\"e\tf\",\"g\nh\",\"i\rj\",\"k\"\"l\"\r\n"
        )
        #expect(line(["", ""]) == "\"\",\r\n")
        #expect(line([" "]) == "\" \"\r\n")
        #expect(line([]) == "")
        #expect(line(["sep=;"]) == "\"sep=;\"\r\n")
        #expect(line(["a", "b"], CSVWriter(delimiter: .semicolon)) == "a;b\r\n")
    }

    @Test(
        "Fields that a spreadsheet would run get an apostrophe",
        arguments: [
            ("=1+1", "'=1+1"), ("+381641", "'+381641"), ("-5", "'-5"), ("@SUM", "'@SUM"),
            ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("=A,B", "\"'=A,B\""), ("＝1", "'＝1"),
            ("a=b", "a=b"), ("", ""), ("'=1", "'=1"),
        ]
    )
    func formulas(field: String, expected: String) {
        let writer = CSVWriter(protectsFormulas: true)
        #expect(line(["x", field], writer) == "x,\(expected)\r\n")
        #expect(!line(["x", field]).contains("'=") || field.hasPrefix("'"))
    }

    @Test("Whatever is written is read back, the encoding and delimiter found")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 42)
        let parts = [
            "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", " ", "a", "Ђ", "ž", "=", "sep=;", "'",
            "🙂", "\u{FEFF}", "\u{A0}", "123", "c\u{301}", "\u{1}", "",
        ]
        for _ in 0..<1500 {
            let delimiter = CSVDelimiter.allCases.randomElement(using: &generator) ?? .comma
            let width = Int.random(in: 1...6, using: &generator)
            func field() -> String {
                (0..<Int.random(in: 0...4, using: &generator))
                    .compactMap { _ in parts.randomElement(using: &generator) }.joined()
            }
            let header = (0..<width).map { "column \($0) \(["\"", ",", "ž", "\n"][$0 % 4])x" }
            let records = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                (0..<width).map { _ in field() }
            }
            let bytes = CSVWriter(delimiter: delimiter).table(header: header, records: records)
            for start in [[], CSVWriter.byteOrderMark] {
                let table = try CSVTable(start + bytes, rowsMax: 10)
                #expect(table.header.names == header)
                #expect(table.problems.isEmpty)
                let utf8 = table.records.map { $0.values.map { Array($0.utf8) } }
                #expect(utf8 == records.map { $0.map { Array($0.utf8) } })
            }
        }
    }
}
