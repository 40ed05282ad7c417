import Documents
import Foundation

// Writes a workbook, or says what stands in one, for programs of others to compare:
//
//     SpreadsheetSamples write FILE [ROWS]
//     SpreadsheetSamples read FILE...
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count >= 2 else {
    FileHandle.standardError.write(Data("SpreadsheetSamples write|read FILE\n".utf8))
    exit(2)
}
if arguments[0] == "write" {
    try write(to: arguments[1], rows: arguments.count > 2 ? Int(arguments[2]) ?? 10 : 10)
} else {
    for path in arguments.dropFirst() {
        FileHandle.standardOutput.write(Data(describe(path) + [0x0A]))
    }
}

func write(to path: String, rows: Int) throws {
    try Data().write(to: URL(filePath: path))
    let file = try FileHandle(forWritingTo: URL(filePath: path))
    var writer = try XLSXWriter(createdAt: 1_700_000_000)
    var bytes: [UInt8] = []
    try writer.addSheet(
        "Odziv po opštinama",
        columns: [
            SpreadsheetColumn("opština", width: 30), SpreadsheetColumn("лица"),
            SpreadsheetColumn("dan"), SpreadsheetColumn("napomena", width: 50),
        ],
        to: &bytes
    )
    for row in 0..<rows {
        let cells: [SpreadsheetCell] = [
            .text("Општина \(row)"), .number(Double(row) + 0.25),
            SpreadsheetDate(dayNumber: 19_000 + row % 20_000).map { .date($0) } ?? .empty,
            .text(["=1+1", " <&\"'> ", "_x0041_ i \u{7}", "red\nred", "Ђ😀"][row % 5]),
        ]
        try writer.append(cells, to: &bytes)
        if bytes.count > 1 << 16 {
            try file.write(contentsOf: Data(bytes))
            bytes.removeAll(keepingCapacity: true)
        }
    }
    try writer.addSheet("Друга", columns: [SpreadsheetColumn("a")], to: &bytes)
    try writer.finish(to: &bytes)
    try file.write(contentsOf: Data(bytes))
}

/// All cells of all sheets as JSON, or why they are not read.
func describe(_ path: String) -> [UInt8] {
    do {
        let workbook = try XLSXWorkbook(Array(Data(contentsOf: URL(filePath: path))))
        let shown = Set(workbook.shownSheets)
        let sheets = try workbook.sheetNames.indices.map { index in
            let sheet = try workbook.sheet(index)
            return JSON.object([
                JSON.Member("name", .string(sheet.name)),
                JSON.Member("shown", .bool(shown.contains(index))),
                JSON.Member("rows", .array(sheet.rows.map(describe))),
                JSON.Member(
                    "merges",
                    .array(
                        sheet.merges.map { merge in
                            .array(
                                [
                                    merge.rows.lowerBound, merge.columns.lowerBound,
                                    merge.rows.upperBound, merge.columns.upperBound,
                                ].map { .integer($0) }
                            )
                        }
                    )
                ),
            ])
        }
        return JSON.array(sheets).bytes
    } catch {
        return JSON.object([JSON.Member("refused", .string("\(error)"))]).bytes
    }
}

func describe(_ row: XLSXSheet.Row) -> JSON {
    .array([.integer(row.number)] + row.cells.map { .string($0.plain) })
}
