import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// The name of a report as a type, so that each is a command of its own.
protocol NamedReport: Sendable {
    static var name: Report.Name { get }
}

enum Coverage: NamedReport { static let name = Report.Name.coverage }
enum Deliveries: NamedReport { static let name = Report.Name.deliveries }
enum Months: NamedReport { static let name = Report.Name.months }
enum TargetGroups: NamedReport { static let name = Report.Name.targetGroups }
enum Sexes: NamedReport { static let name = Report.Name.sexes }
enum LSGs: NamedReport { static let name = Report.Name.lsgs }
enum Institutions: NamedReport { static let name = Report.Name.institutions }
enum Projects: NamedReport { static let name = Report.Name.projects }
enum Areas: NamedReport { static let name = Report.Name.areas }
enum Targets: NamedReport { static let name = Report.Name.targets }
enum Cascades: NamedReport { static let name = Report.Name.cascades }
enum DeliveryLog: NamedReport { static let name = Report.Name.deliveryLog }
enum Learners: NamedReport { static let name = Report.Name.learners }
enum DonorSheet: NamedReport { static let name = Report.Name.donorSheet }

extension ReportCommand {
    /// A report as rows, which are written while they come.
    struct Rows<Named: NamedReport>: CentreCommand {
        static var configuration: CommandConfiguration {
            let report = Report.named(Named.name)
            return CommandConfiguration(
                commandName: report.name.rawValue,
                abstract: report.title.en + ".",
                discussion: report.definition.en
            )
        }

        @OptionGroup var options: SettingOptions
        @OptionGroup var asked: ReportOptions
        @Option(help: "table, json, ndjson, csv or xlsx.") var format: ReportFormat = .table
        @Option(name: [.customShort("o"), .long], help: "Write to this file.")
        var outputFile: String?
        @Option(help: "sr-Cyrl, sr-Latn or en.") var language: Language = .serbianLatin
        @Flag(help: "List the 29 LSGs in Kosovo and Metohija too (coverage).") var kosovo = false
        @Option(
            help: "donor: a project up to the end of a year, no numbers under five; centre: any."
        )
        var edition: ReportParameters.Edition = .donor
        @Option(help: "Only what came of this training of trainers, by its cohort (cascades).")
        var training: String?

        /// The same for errors and whatever else every command writes.
        var output: OutputOptions {
            var output = OutputOptions()
            output.format = Format(rawValue: format.rawValue) ?? .table
            output.fields = nil
            return output
        }

        func run(_ program: Program, as actor: Actor) async throws {
            var parameters = asked.parameters
            parameters.language = language
            parameters.includesKosovo = kosovo
            parameters.edition = edition
            parameters.training = training
            let centre = program.centre
            let file = try ReportFormat.destination(outputFile, as: format)
            let written = ReportWriter.Format(rawValue: format.rawValue)
            try await centre.read { [parameters] (transaction: borrowing Transaction) in
                let run = try ReportRun.prepare(
                    Named.name,
                    parameters,
                    by: actor,
                    in: transaction
                )
                guard let written else { return try Self.table(run, to: file, in: transaction) }
                try ReportStream.write(run, as: written, in: transaction) { try file.write($0) }
            }
        }

        /// Rows separated by tabs, under their titles; what they mean goes to standard error.
        private static func table(
            _ run: ReportRun,
            to file: ByteSink,
            in transaction: borrowing Transaction
        ) throws {
            let language = run.language
            func write(_ cells: [String]) throws {
                try file.write(Array((cells.joined(separator: "\t") + "\n").utf8))
            }
            for note in run.notes { StandardError.write(note) }
            try write(run.report.columns.map { $0.title[language] })
            try run.forEachRow(in: transaction) { cells in
                try write(
                    zip(run.report.columns, cells).map { $0.words($1, in: language) }
                )
            }
        }
    }
}
