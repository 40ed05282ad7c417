import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// Imports a file of rows: CSV in any usual encoding and delimiter.
struct ImportCommand: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import projects, people, cohorts, enrolments, … from CSV.",
        discussion: """
            A wrong row is reported with its line, field and problem and stops no other; exit code \
            3 then. Importing the same file again changes nothing. Encoding and delimiter are \
            detected; headers are recognised by name, by what people usually write, or by --map.

              obuka import cohorts cohorts.csv
              obuka import enrolments nominations.csv --cohort LAP-2024-15 --map "Ime i prezime=name"
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions

    @Argument(
        help: "What its rows are: \(ImportedNoun.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var noun: ImportedNoun

    @Argument(help: "The file; - reads standard input.")
    var file: String?

    @Flag(help: "Print the columns that this import reads.")
    var columns = false

    @Flag(help: "Show how the file is understood and its first rows; changes nothing.")
    var preview = false

    @Option(help: "The cohort of all rows, for a file without that column.")
    var cohort: String?

    @Option(
        help: "Another header for a column, as HEADER=COLUMN; again for more, or with commas."
    )
    var map: [String] = []

    @Option(help: "utf-8, utf-16le, utf-16be, windows-1250 or windows-1251; detected by default.")
    var encoding: String?

    @Option(help: "Why, when rows correct what is recorded already.")
    var reason: String?

    /// Neither needs a database.
    func run() async throws {
        if columns { return print(noun.columns.joined(separator: ",")) }
        let path = file
        guard path != nil else {
            throw ValidationError("name the file to import, or - for standard input")
        }
        if preview { return try await CommandRun.run(format: output.format) { try showPreview() } }
        try await withProgram()
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let file = try read()
        StandardError.write(
            "\(file.encoding), \(file.delimiter), \(file.rows.count) rows"
        )
        let total = file.rows.count
        let report = try await program.centre.importRows(
            file.rows,
            as: noun,
            options: ImportOptions(cohort: cohort) { done in
                if StandardError.isWatched { StandardError.write("\(done) of \(total) rows") }
            },
            act: try Act(by: actor, because: reason),
            rehearse: write.dryRun
        )
        let isTable = out.options.format == .table
        // Rejected rows are lines of their own in front of a person.
        try out.write(isTable ? report.counts : report.json, rowsIn: isTable ? nil : "rejected")
        for rejection in report.rejected where out.options.format == .table {
            StandardError.write(
                "row \(rejection.line): \(rejection.field) \(rejection.problem)"
            )
        }
        if !report.rejected.isEmpty { throw Exit.someRowsFailed.code }
    }

    private func read() throws -> ImportFile {
        try ImportFile.read(
            InputFile.bytes(file ?? ""),
            as: noun,
            map: try pairs(),
            encoding: encoding
        )
    }

    private func pairs() throws -> [(String, String)] {
        // Several pairs may stand in one value; a header may have commas of its own.
        try map.flatMap { value in
            value.count { $0 == "=" } == 1
                ? [value[...]] : value.split(separator: /,(?=[^,=]*=)/)
        }.map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 2 else {
                throw ValidationError("--map \(pair): write HEADER=COLUMN")
            }
            return (parts[0], parts[1])
        }
    }

    private func showPreview() throws {
        let file = try read()
        StandardError.write("\(file.encoding), \(file.delimiter), \(file.rows.count) rows")
        for (header, column) in file.headers {
            StandardError.write("\(header) → \(column ?? "ignored")")
        }
        let shown = file.rows.prefix(5).map { row in
            JSON.object(
                [JSON.Member("row", .integer(row.line))]
                    + file.headers.compactMap { pair in
                        pair.column.map { JSON.Member($0, JSON(row.values[$0])) }
                    }
            )
        }
        try out.write(list: Array(shown))
        StandardError.write("nothing was changed")
    }
}
