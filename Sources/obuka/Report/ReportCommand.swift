import ArgumentParser
import Postgres
import TrainingCentre

/// Reports, each with its definition and its parameters.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports.",
        subcommands: [Reach.self]
    )

    struct Reach: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deliveries, persons, participations and LSGs reached."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only this project, by code or any of its names.") var project: String?
        @Option(help: "Only this course.") var course: String?
        @Option(help: "Deliveries whose last day is not before this date.") var from: CalendarDate?
        @Option(help: "Deliveries whose last day is not after this date.") var to: CalendarDate?
        @Option(help: "What was so on this date; today by default.") var asOf: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let parameters = ReachReport.Parameters(
                project: project,
                course: course,
                from: from,
                to: to,
                asOf: asOf
            )
            let report = try await program.centre.read { (transaction: borrowing Transaction) in
                try ReachReport.make(parameters, by: actor, in: transaction)
            }
            try out.write(report.json)
        }
    }
}
