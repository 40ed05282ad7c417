import ArgumentParser
import Postgres
import TrainingCentre

/// Institutions.
struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation",
        abstract: "Organisations.",
        subcommands: [List.self, Show.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List or search organisations.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var list: ListOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let list = list
            try out.write(
                list: try await list.all { page in
                    try await program.centre.read { (transaction: borrowing Transaction) in
                        try Organisation.list(matching: list.query, page: page, in: transaction)
                    }
                }.map(\.json)
            )
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one organisation.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The organisation's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            try out.write(
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Organisation.find(code, in: transaction)
                }.json
            )
        }
    }
}
