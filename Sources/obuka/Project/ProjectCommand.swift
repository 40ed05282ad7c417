import ArgumentParser
import Postgres
import TrainingCentre

/// What pays for trainings.
struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Projects.",
        subcommands: [List.self, Show.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List or search projects.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var list: ListOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let list = list
            try out.write(
                list: try await list.all { page in
                    try await program.centre.read { (transaction: borrowing Transaction) in
                        try Project.list(matching: list.query, page: page, in: transaction)
                    }
                }.map(\.json)
            )
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one project.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The project's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            try out.write(
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Project.find(code, in: transaction)
                }.json
            )
        }
    }
}
