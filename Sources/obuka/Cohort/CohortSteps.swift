import ArgumentParser
import Postgres
import TrainingCentre

extension CohortCommand {
    struct Confirm: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a published cohort takes place."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let cohort = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.confirm(code, by: actor, in: transaction)
            }
            try out.write(cohort.json)
        }
    }

    struct Start: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a confirmed cohort is under way."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let cohort = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.start(code, by: actor, in: transaction)
            }
            try out.write(cohort.json)
        }
    }

    struct Cancel: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call a cohort off, for good; its enrolments stay on record."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let act = try Act(by: actor, because: reason)
            let cohort = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.cancel(code, by: act, in: transaction)
            }
            try out.write(cohort.json)
        }
    }
}
