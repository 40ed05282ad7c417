import TestSupport
import Testing

@testable import Documents

@Suite("Files that mean no good")
struct HostileFileTests {
    @Test("Random bytes are read or refused, and never trap")
    func randomBytes() {
        var generator = SeededGenerator(seed: 13)
        let likely = Array("\",;\t\r\n aЂž=\u{0}\u{FEFF}".utf8) + [0xFF, 0xFE, 0xD8, 0xDC, 0x98]
        var readable = 0
        for _ in 0..<4000 {
            let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
                Int.random(in: 0..<4, using: &generator) > 0
                    ? likely.randomElement(using: &generator) ?? 0
                    : UInt8.random(in: 0...255, using: &generator)
            }
            for name in [nil] + TextEncoding.allCases.map(\.rawValue) {
                guard let table = try? CSVTable(bytes, encoding: name, rowsMax: 5) else { continue }
                readable += 1
                for record in table.records {
                    #expect(record.values.count == table.header.names.count)
                }
                #expect(table.problems.allSatisfy { $0.row > 1 })
            }
        }
        #expect(readable > 200)
    }

    @Test("An unclosed quote at the start of a large file is found in one pass")
    func unclosedQuote() {
        let lines = String(repeating: "1,2,3\n", count: 200_000)
        #expect(throws: CSVError.tooManyRows(line: 12, rowsMax: 10)) {
            try CSVTable(Array("a,b,c\n\"x,2,3\n\(lines)".utf8), rowsMax: 10)
        }
    }
}
