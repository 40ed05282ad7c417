import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Sets what a project promised beside what it achieved.
struct ProjectTargets: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "What a project promised beside what it achieved, which is counted now."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The project's code or any of its names.") var project: String
    @Option(help: "What was so on this date; today by default.") var asOf: CalendarDate?

    func run(_ program: Program, as actor: Actor) async throws {
        let (project, day) = (project, asOf)
        let targets = try await program.centre.read { (transaction: borrowing Transaction) in
            try TargetProgress.list(of: project, asOf: day, in: transaction)
        }
        try out.write(list: targets.map(\.json))
    }
}
