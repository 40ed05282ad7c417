import ArgumentParser
import TrainingCentre

/// What trainers know and courses belong to.
struct FieldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "field",
        abstract: "Fields of training; “import fields” enters them.",
        subcommands: [ListCommand<Field>.self, ShowCommand<Field>.self]
    )
}
