import ArgumentParser
import Postgres
import TrainingCentre

/// Who did what to which row, when and why.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The audit trail.",
        subcommands: [List.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List entries, newest first.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only this table, for example certificates.") var noun: String?
        @Option(help: "At most this many entries.") var limit = 50

        func run(_ program: Program, as actor: Actor) async throws {
            let noun = noun
            let entries = try await ListOptions.everything(limit: limit) { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try AuditEntry.list(noun: noun, page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: entries.map(\.json))
        }
    }
}
