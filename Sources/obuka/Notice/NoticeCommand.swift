import ArgumentParser
import Postgres
import TrainingCentre

/// What people are to be told.
struct NoticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "What people are to be told.",
        subcommands: [List.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List notices with their texts; nothing sends them yet."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Notice.list(page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: all.map(\.json))
        }
    }
}
