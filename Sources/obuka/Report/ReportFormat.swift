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

    /// The flags of a report that is one object, for people and as JSON; as csv, ndjson and
    /// workbook it has rows, the same as the API gives.
    struct ObjectOutput: ParsableArguments {
        @Option(help: "table, json, ndjson, csv or xlsx.") var format: ReportFormat = .table
        @Option(help: "Only these members, separated by commas; of a table or json.")
        var fields: String?
        @Option(name: [.customShort("o"), .long], help: "Write the rows to this file.")
        var outputFile: String?

        /// As what its rows are written, where it is written as rows.
        var rows: ReportWriter.Format? {
            switch format {
            case .table, .json: nil
            case .ndjson: .ndjson
            case .csv: .csv
            case .xlsx: .xlsx
            }
        }

        func validate() throws {
            if format == .xlsx, outputFile == nil {
                throw ValidationError("a workbook is written to a file: name it with -o")
            }
            if rows != nil, fields != nil {
                throw ValidationError("as rows it has all columns: leave out --fields")
            }
            if rows == nil, outputFile != nil {
                throw ValidationError("-o is for rows: add --format csv, ndjson or xlsx")
            }
        }

        /// The same for everything but rows.
        var output: OutputOptions {
            var output = OutputOptions()
            output.format = Format(rawValue: format.rawValue) ?? .table
            output.fields = fields
            return output
        }

        /// Writes the rows of a report.
        func write(
            _ name: Report.Name,
            as format: ReportWriter.Format,
            _ parameters: ReportParameters,
            _ program: Program,
            by actor: Actor
        ) async throws {
            try await program.centre.read { (transaction: borrowing Transaction) in
                let run = try ReportRun.prepare(name, parameters, by: actor, in: transaction)
                let file = try ByteSink(outputFile)
                try ReportStream.write(run, as: format, in: transaction) { try file.write($0) }
            }
        }
    }
}
