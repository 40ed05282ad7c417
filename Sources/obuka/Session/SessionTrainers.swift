import ArgumentParser
import Postgres
import TrainingCentre

extension SessionCommand {
    struct Trainers: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Who teaches a session.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The session's day, or day and beginning.") var session: String
        @Option(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (time, code) = (session, cohort)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Session.trainers(time, of: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Assign: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a session a trainer; nobody teaches two at once."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The session's day, or day and beginning.") var session: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(name: .member("email", or: "trainer"), help: "The trainer's e-mail address.")
        var trainer: String
        @Option(help: "Why, where the right to teach the cohort is lacking.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (time, code, email) = (session, cohort, trainer)
            let act = try Act(by: actor, because: reason)
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Session.assign(email, to: time, of: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Dismiss: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a trainer off a session; the cohort keeps the trainer."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The session's day, or day and beginning.") var session: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(name: .member("email", or: "trainer"), help: "The trainer's e-mail address.")
        var trainer: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (time, code, email) = (session, cohort, trainer)
            let act = try Act(by: actor, because: reason)
            let left = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Session.relieve(email, of: time, of: code, by: act, in: transaction)
            }
            try out.write(list: left.map(\.json))
        }
    }
}
