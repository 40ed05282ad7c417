import ArgumentParser
import TrainingCentre

/// Institutions.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Organisations.",
        subcommands: [
            ListCommand<Organisation>.self, ShowCommand<Organisation>.self,
            CreateCommand<Organisation>.self, ChangeCommand<Organisation>.self,
            MergeCommand<Organisation>.self, UnmergeCommand<Organisation>.self,
            MergesCommand<Organisation>.self,
        ]
    )
}
