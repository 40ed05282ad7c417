import ArgumentParser
import Postgres
import TrainingCentre

/// The means to sign in.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Accounts.",
        subcommands: [
            List.self, Show.self, Create.self, RevokeRole.self, Disable.self, Enable.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List accounts with their roles and how many tokens of theirs work."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "At most this many rows.") var limit: Int?

        func run(_ program: Program, as actor: Actor) async throws {
            let accounts = try await ListOptions.everything(limit: limit) { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Account.list(page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: accounts.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one account.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The e-mail address, or the number as the audit writes it: account 12.")
        var account: [String]

        func run(_ program: Program, as actor: Actor) async throws {
            let name = account.joined(separator: " ")
            let account = try await program.centre.read { (transaction: borrowing Transaction) in
                try Account.find(name, by: actor, in: transaction)
            }
            try out.write(account.json)
        }
    }

    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account, or give an account a further role."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The e-mail address.") var email: String
        @Option(
            help: "administrator, staff, trainer, trainee, focal-point, auditor or xapi-client."
        )
        var role: Role
        @Option(help: "The code of the organisation that a focal point acts for.")
        var organisation: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, role, organisation) = (email, role, organisation)
            let account = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Account.create(
                    email: email,
                    role: role,
                    organisation: organisation,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(account.json)
        }
    }
}
