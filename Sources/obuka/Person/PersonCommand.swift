import ArgumentParser
import Postgres
import TrainingCentre

/// The humans known to the centre.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "People.",
        subcommands: [List.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List or search people.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var list: ListOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let list = list
            try out.write(
                list: try await list.all { page in
                    try await program.centre.read { (transaction: borrowing Transaction) in
                        try Person.list(
                            matching: list.query,
                            page: page,
                            by: actor,
                            in: transaction
                        )
                    }
                }.map(\.json)
            )
        }
    }
}
