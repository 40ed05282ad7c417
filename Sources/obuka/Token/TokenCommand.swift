import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Keys for programs.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tokens for programs.",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token; it is shown once."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(
            name: [.customLong("account"), .customLong("email")],
            help: "The e-mail address of the account."
        )
        var email: String
        @Option(help: "What the token is for.") var name = "token"
        @Option(help: "Days until it expires.") var days = Token.Limits.lifetimeDaysDefault

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, name, days) = (email, name, days)
            let chance = program.centre.chance
            let token = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Token.create(
                    account: email,
                    name: name,
                    lifetimeDays: days,
                    chance: chance,
                    by: actor,
                    in: transaction
                )
            }
            // One that was taken back is none.
            if !write.dryRun { try out.write(["token": .string(token)]) }
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List tokens, without their text."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let tokens = try await program.centre.read { (transaction: borrowing Transaction) in
                try Token.list(by: actor, in: transaction)
            }
            try out.write(list: tokens.map(\.json))
        }
    }

    struct Revoke: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token at once.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The token's number, as the list shows it.") var id: Int
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = id
            let act = try Act(by: actor, because: reason)
            let token = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Token.revoke(id, by: actor, in: transaction)
            }
            try out.write(token.json)
        }
    }
}
