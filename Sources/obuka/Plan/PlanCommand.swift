import ArgumentParser
import Postgres
import TrainingCentre

/// Plans of capacity building.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plans of capacity building.",
        discussion: "Their areas are “plan-area”, what led to them “needs-assessment”.",
        subcommands: [
            ListCommand<Plan>.self, ShowCommand<Plan>.self, CreateCommand<Plan>.self,
            ChangeCommand<Plan>.self, Coverage.self,
        ]
    )

    struct Coverage: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Courses, deliveries and persons passed in each area, 0 where none."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The plan's code.") var code: String
        @Option(help: "What was so on this date; today by default.") var asOf: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, day) = (code, asOf)
            let coverage = try await program.centre.read { (transaction: borrowing Transaction) in
                try PlanCoverage.make(code, asOf: day, in: transaction)
            }
            try out.write(coverage.json, rowsIn: "areas")
        }
    }
}
