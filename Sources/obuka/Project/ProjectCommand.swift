import ArgumentParser
import TrainingCentre

/// What pays for trainings.
struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Projects.",
        subcommands: [ListCommand<Project>.self, ShowCommand<Project>.self]
    )
}
