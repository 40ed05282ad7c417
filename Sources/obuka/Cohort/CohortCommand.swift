import ArgumentParser
import TrainingCentre

/// Dated runs of courses.
struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Cohorts: dated runs of courses.",
        subcommands: [
            ListCommand<Cohort>.self, ShowCommand<Cohort>.self, CreateCommand<Cohort>.self,
            ChangeCommand<Cohort>.self, Publish.self, Confirm.self,
            Start.self, Close.self, Cancel.self, Overbook.self, Clashes.self, Seats.self,
            SeatRulesCommand.self, Quota.self, Promote.self,
        ]
    )
}
