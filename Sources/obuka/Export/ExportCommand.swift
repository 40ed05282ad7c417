import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// Writes the rows of a noun to a file that its import reads.
struct ExportCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export projects, people, cohorts, enrolments, … as CSV or XLSX.",
        discussion: """
            The columns are those that import reads: what is exported here and imported elsewhere \
            says the same there, and imported here again it changes nothing.

              obuka export people -o people.csv
              obuka export enrolments --cohort LAP-2024-15 -o enrolments.xlsx
            """
    )

    @OptionGroup var options: SettingOptions

    @Argument(
        help:
            ArgumentHelp(
                "\(ImportedNoun.allCases.map(\.rawValue).joined(separator: ", "))."
            )
    )
    var noun: ImportedNoun

    @Option(name: .customShort("o"), help: "The file; standard output by default.")
    var file: String?

    @Option(help: "csv or xlsx; by the file's name, else csv.")
    var format: TableForm?

    @Option(help: "Only the rows of this cohort.")
    var cohort: String?

    @Flag(help: "Begin with the mark that spreadsheets on Windows need to read Cyrillic in CSV.")
    var bom = false

    @Flag(help: "Put an apostrophe before what a spreadsheet might run; then it is no round trip.")
    var protectFormulas = false

    /// How a table is written.
    enum TableForm: String, ExpressibleByArgument, CaseIterable {
        case csv, xlsx
    }

    /// Errors are written as those of every command.
    var output: OutputOptions {
        var output = OutputOptions()
        output.format = .table
        output.fields = nil
        return output
    }

    func validate() throws {
        if chosenForm == .xlsx, file == nil {
            throw ValidationError("a workbook goes to a file: name it with -o")
        }
    }

    private var chosenForm: TableForm {
        format ?? (file?.lowercased().hasSuffix(".xlsx") == true ? .xlsx : .csv)
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let table = try ExportedTable(noun, cohort: cohort)
        let count =
            switch chosenForm {
            case .csv: try await writeText(table, program, actor)
            case .xlsx: try await writeWorkbook(table, program, actor)
            }
        StandardError.write("\(count) rows")
    }

    private func writeText(
        _ table: ExportedTable,
        _ program: Program,
        _ actor: Actor
    ) async throws -> Int {
        let writer = CSVWriter(protectsFormulas: protectFormulas)
        let (path, begins) = (file, bom ? CSVWriter.byteOrderMark : [])
        return try await program.centre.read { (transaction: borrowing Transaction) in
            let sink = try ByteSink(path)
            var chunk = begins
            var count = 0
            writer.append(table.columns, to: &chunk)
            try table.forEachRow(by: actor, in: transaction) { row in
                writer.append(row, to: &chunk)
                count += 1
                if chunk.count > 1 << 16 {
                    try sink.write(chunk)
                    chunk.removeAll(keepingCapacity: true)
                }
            }
            try sink.write(chunk)
            try sink.close()
            return count
        }
    }

    private func writeWorkbook(
        _ table: ExportedTable,
        _ program: Program,
        _ actor: Actor
    ) async throws -> Int {
        let path = file ?? ""
        let now = Int(Clock.unixNanoseconds() / 1_000_000_000)
        return try await program.centre.read { (transaction: borrowing Transaction) in
            var count = 0
            var writer = try XLSXWriter(path: path, createdAt: now)
            try writer.addSheet(table.noun.rawValue, columns: table.sheetColumns)
            try table.forEachRow(by: actor, in: transaction) { row in
                try writer.append(table.cells(row))
                count += 1
            }
            try writer.finish()
            return count
        }
    }
}

/// Where bytes go one chunk after another: a file, or standard output.
private struct ByteSink {
    private let handle: FileHandle
    private let isFile: Bool

    init(_ path: String?) throws {
        isFile = path != nil
        guard let path else {
            handle = .standardOutput
            return
        }
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw ValidationError("\(path) cannot be written") }
        self.handle = handle
    }

    func write(_ bytes: [UInt8]) throws { try handle.write(contentsOf: Data(bytes)) }

    func close() throws { if isFile { try handle.close() } }
}
