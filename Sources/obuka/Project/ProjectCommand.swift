import ArgumentParser
import TrainingCentre

/// What pays for trainings.
struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Projects.",
        discussion: "Their outputs are “project-output”, their targets “project-target”.",
        subcommands: [
            ListCommand<Project>.self, ShowCommand<Project>.self, CreateCommand<Project>.self,
            ChangeCommand<Project>.self, ProjectTargets.self, MergeCommand<Project>.self,
            UnmergeCommand<Project>.self, MergesCommand<Project>.self,
        ]
    )
}
