import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Writes the rows of a noun to a file that its import reads.
struct ExportCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export projects, people, cohorts, enrolments, … as CSV or XLSX.",
        discussion: """
            The columns are those that import reads: what is exported here and imported elsewhere \
            says the same there, and imported here again it changes nothing. Certificates go \
            out as a register; no file brings them in.

              obuka export people -o people.csv
              obuka export enrolments --cohort LAP-2024-15 -o enrolments.xlsx
            """
    )

    @OptionGroup var options: SettingOptions

    @Argument(help: ArgumentHelp("\(ExportedNoun.words.joined(separator: ", ")).")) var noun: String

    @Option(name: .customShort("o"), help: "The file; standard output by default.")
    var file: String?

    @Option(help: "csv or xlsx; by the file's name, else csv.")
    var format: ExportWriter.Format?

    @Option(help: "Only the rows of this cohort.")
    var cohort: String?

    @Flag(help: "Begin with the mark that spreadsheets on Windows need to read Cyrillic in CSV.")
    var bom = false

    @Flag(help: "Put an apostrophe before what a spreadsheet might run; then it is no round trip.")
    var protectFormulas = false

    /// Errors are written as those of every command.
    var output: OutputOptions {
        var output = OutputOptions()
        output.format = .table
        output.fields = nil
        return output
    }

    func validate() throws {
        if chosenFormat == .xlsx, file == nil {
            throw ValidationError("a workbook goes to a file: name it with -o")
        }
    }

    private var chosenFormat: ExportWriter.Format {
        format ?? (file?.lowercased().hasSuffix(".xlsx") == true ? .xlsx : .csv)
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let table = try ExportedTable(ExportedNoun.named(noun), cohort: cohort)
        var writer = ExportWriter(table, as: chosenFormat)
        writer.hasByteOrderMark = bom
        writer.protectsFormulas = protectFormulas
        let (path, chosen) = (file, writer)
        let count = try await program.centre.read { (transaction: borrowing Transaction) in
            // Made when there is something to write: who is refused leaves the old file alone.
            var sink: ByteSink?
            let count = try chosen.write(by: actor, in: transaction) { piece in
                let open = try sink ?? ByteSink(path)
                sink = open
                try open.write(piece)
            }
            try sink?.close()
            return count
        }
        StandardError.write("\(count) rows")
    }
}
