import ArgumentParser
import TrainingCentre

/// Courses in an order.
struct ProgrammeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme",
        abstract: "Programmes: courses in an order that is enforced or advised.",
        subcommands: [
            ListCommand<Programme>.self, ShowCommand<Programme>.self,
            CreateCommand<Programme>.self, ChangeCommand<Programme>.self,
        ]
    )
}
