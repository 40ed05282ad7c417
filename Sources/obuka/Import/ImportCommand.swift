import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// Reads files of rows into the centre.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import projects, people, cohorts, enrolments, … from CSV or XLSX.",
        discussion: """
            A wrong row is reported with line, field, value and problem and stops no other; exit \
            code 3 then. Importing the same file again changes nothing. Encoding and delimiter are \
            detected; titles above the header and a signature below are left out. Headers are \
            recognised by name, by what people usually write, by --map or by a kept profile.

              obuka import cohorts cohorts.csv
              obuka import enrolments nominations.xlsx --cohort LAP-2024-15
              obuka import enrolments niš.xlsx --cohort LAP-2024-15 --organisation GU-NIS
              obuka import enrolments list.csv --map "Ime i prezime=name" --map "Odakle je=lsg_code"
              obuka import profile save "Niš" enrolments --map "Odakle je=lsg_code"
              obuka import enrolments list.csv --profile Niš
            """,
        subcommands: [ImportRowsCommand.self, ImportProfileCommand.self],
        defaultSubcommand: ImportRowsCommand.self
    )
}

/// Imports a file of rows: a workbook, or CSV in any usual encoding and delimiter.
struct ImportRowsCommand: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows",
        abstract: "Import a file; the word rows may be left out."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions

    @Argument(
        help:
            ArgumentHelp(
                "\(ImportedNoun.inOrder.map(\.rawValue).joined(separator: ", "))."
            ),
        transform: ImportedNoun.argument
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

    @Option(help: "The organisation that nominates all rows, for a file without that column.")
    var organisation: String?

    @Option(
        help: "Another header for a column, as HEADER=COLUMN; again for more, or with commas."
    )
    var map: [String] = []

    @Option(help: "A kept mapping of headers; see import profile.")
    var profile: String?

    @Option(help: "The sheet of a workbook in which several have rows.")
    var sheet: String?

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
        if preview, profile == nil {
            return try await CommandRun.run(format: output.format) {
                try showPreview(try read(map: pairs()))
            }
        }
        try await withProgram()
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let (noun, profile) = (noun, profile)
        let kept = try await program.centre.read { (transaction: borrowing Transaction) in
            try profile.map {
                [try ImportProfile.find($0, by: actor, in: transaction)]
            } ?? ImportProfile.list(noun: noun, by: actor, in: transaction)
        }
        let file = try read(map: pairs() + (profile == nil ? [] : kept.flatMap(\.map)))
        if preview { return try showPreview(file) }
        file.describe()
        let unknown = file.unknownHeaders
        if !unknown.isEmpty {
            StandardError.write("not understood and left out: \(unknown.joined(separator: ", "))")
        }
        if profile == nil, let proposed = ImportProfile.proposed(for: file, among: kept) {
            StandardError.write("its headers are those of --profile \"\(proposed.name)\"")
        }
        let total = file.rows.count
        let report = try await program.centre.importRows(
            file.rows,
            as: noun,
            options: ImportOptions(cohort: cohort, organisation: organisation) { done in
                if StandardError.isWatched { StandardError.write("\(done) of \(total) rows") }
            },
            act: try Act(by: actor, because: reason),
            rehearse: write.dryRun
        )
        let isTable = out.options.format == .table
        // Rejected rows are lines of their own in front of a person.
        try out.write(isTable ? report.counts : report.json, rowsIn: isTable ? nil : "rejected")
        if isTable {
            for remark in report.warnings {
                for sentence in remark.sentences(in: file) {
                    StandardError.write("note: \(sentence)")
                }
            }
            for remark in report.rejected {
                for sentence in remark.sentences(in: file) { StandardError.write(sentence) }
            }
        }
        if !report.rejected.isEmpty { throw Exit.someRowsFailed.code }
    }

    private func read(map: [(String, String)]) throws -> ImportFile {
        try ImportFile.read(
            InputFile.bytes(file ?? ""),
            as: noun,
            map: map,
            encoding: encoding,
            sheet: sheet
        )
    }

    private func pairs() throws -> [(String, String)] { try Self.pairs(of: map) }

    /// The pairs of `--map`, each as HEADER=COLUMN.
    static func pairs(of map: [String]) throws -> [(String, String)] {
        try map.flatMap { value in
            guard let pairs = ImportFile.pairs(value) else {
                throw ValidationError("--map \(value): write HEADER=COLUMN")
            }
            return pairs
        }
    }

    private func showPreview(_ file: ImportFile) throws {
        file.describe()
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

extension ImportFile {
    /// Says on standard error how the file was understood.
    func describe() {
        let unit = rows.count == 1 ? "row" : "rows"
        StandardError.write("\(encoding), \(delimiter), \(rows.count) \(unit)")
        guard let first = leftOut.first, let last = leftOut.last else { return }
        StandardError.write(
            first == last
                ? "row \(first) stands below the table and is left out"
                : "rows \(first) to \(last) stand below the table and are left out"
        )
    }
}

extension ImportReport.Remark {
    /// What is wrong with the row, a sentence for each field.
    fileprivate func sentences(in file: ImportFile) -> [String] {
        problems.map { "row \(line): \($0.sentence(in: file))" }
    }
}

extension ImportReport.Remark.Problem {
    /// The column under the sender's own header, what stands there and what is wrong.
    fileprivate func sentence(in file: ImportFile) -> String {
        let header = file.headers.first { $0.column == field }?.header
        let place = header.map { $0 == field ? field : "\(field) (“\($0)”)" } ?? field
        // Many problems quote the value themselves.
        let shown = value.flatMap { value in
            value.isEmpty || value == field || problem.contains(value)
                ? nil : " “\(value.prefix(60))”"
        }
        return "\(place)\(shown ?? "") \(problem)"
    }
}

extension ImportedNoun {
    /// The noun of an argument, or the sentence of the refusal.
    static func argument(_ word: String) throws -> ImportedNoun {
        do {
            return try named(word)
        } catch {
            throw (error as? any Refusal).map { ValidationError($0.message) } ?? error
        }
    }
}
