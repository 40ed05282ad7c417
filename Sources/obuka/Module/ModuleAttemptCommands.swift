import ArgumentParser
import Postgres
import TrainingCentre

extension ModuleCommand {
    struct Attempts: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List somebody's attempts at a module, the newest first."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The enrolment, by its code or id.") var enrolment: String
        @Argument(help: "The module's code.") var module: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (enrolment, module) = (enrolment, module)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try ModuleAttempt.list(at: module, of: enrolment, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Log: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a module's content called, opening by opening.",
            discussion: """
                So that whoever asks why a module says “in progress” can read it: a content that \
                never says that it is completed, or calls nothing at all, is told so.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The enrolment, by its code or id.") var enrolment: String
        @Argument(help: "The module's code.") var module: String
        @Option(help: "The attempt; the last one by default.") var attempt: Int?

        func run(_ program: Program, as actor: Actor) async throws {
            let (enrolment, module, attempt) = (enrolment, module, attempt)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try ModuleLogEntry.list(
                    of: module,
                    by: enrolment,
                    attempt: attempt,
                    for: actor,
                    in: transaction
                )
            }
            try out.write(list: found.map(\.json))
        }
    }
}
