import ArgumentParser
import Postgres
import TrainingCentre

extension ReportCommand {
    /// How a report is written.
    enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
        case table, json, ndjson, csv, xlsx

        /// The file that was named, emptied, or standard output; a workbook needs one.
        static func destination(_ path: String?, as format: ReportFormat) throws -> ByteSink {
            if path == nil, format == .xlsx {
                throw ValidationError("a workbook is written to a file: name it with -o")
            }
            return try ByteSink(path)
        }
    }

    /// The flags of a report that is one object, which becomes rows in a workbook alone.
    struct ObjectOutput: ParsableArguments {
        @Option(help: "table, json, ndjson, csv or xlsx.") var format: ReportFormat = .table
        @Option(help: "Only these columns, separated by commas; not of a workbook.")
        var fields: String?
        @Option(name: [.customShort("o"), .long], help: "Write the workbook to this file.")
        var outputFile: String?

        func validate() throws {
            if format == .xlsx, outputFile == nil {
                throw ValidationError("a workbook is written to a file: name it with -o")
            }
            if format == .xlsx, fields != nil {
                throw ValidationError("a workbook has all columns: leave out --fields")
            }
            if format != .xlsx, outputFile != nil {
                throw ValidationError("-o is for a workbook: add --format xlsx")
            }
        }

        /// The same for everything but a workbook.
        var output: OutputOptions {
            var output = OutputOptions()
            output.format = Format(rawValue: format.rawValue) ?? .table
            output.fields = fields
            return output
        }

        /// Writes the rows of a report as a workbook.
        func writeWorkbook(
            of name: Report.Name,
            _ parameters: ReportParameters,
            _ program: Program,
            by actor: Actor
        ) async throws {
            try await program.centre.read { (transaction: borrowing Transaction) in
                let run = try ReportRun.prepare(name, parameters, by: actor, in: transaction)
                let file = try ReportFormat.destination(outputFile, as: .xlsx)
                try ReportStream.write(run, as: .xlsx, in: transaction) { try file.write($0) }
            }
        }
    }
}
