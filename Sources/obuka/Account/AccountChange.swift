import ArgumentParser
import Postgres
import TrainingCentre

extension AccountCommand {
    struct RevokeRole: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a role from an account, at once for its tokens too."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The e-mail address.") var email: String
        @Option(
            help: "administrator, staff, trainer, trainee, focal-point, auditor or xapi-client."
        )
        var role: Role
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, role) = (email, role)
            let act = try Act(by: actor, because: reason)
            let account = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Account.revoke(role, from: email, by: act, in: transaction)
            }
            try out.write(account.json)
        }
    }

    struct Disable: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disable an account: its tokens end at once and it gets no others."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The e-mail address.") var email: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let act = try Act(by: actor, because: reason)
            let account = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Account.disable(email, by: act, in: transaction)
            }
            try out.write(account.json)
        }
    }

    struct Enable: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a disabled account act again; its old tokens stay ended."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The e-mail address.") var email: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let act = try Act(by: actor, because: reason)
            let account = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Account.enable(email, by: act, in: transaction)
            }
            try out.write(account.json)
        }
    }
}
