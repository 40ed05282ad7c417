import ArgumentParser
import Postgres
import TrainingCentre

/// The means to sign in.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Accounts.",
        subcommands: [Create.self]
    )

    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account, or give an account a further role."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The e-mail address.") var email: String
        @Option(help: "administrator, staff, trainer, trainee, focal-point or auditor.")
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
