import ArgumentParser
import Postgres
import TrainingCentre

/// Dated meetings of cohorts.
struct SessionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "session",
        abstract: "Sessions: dated meetings of cohorts.",
        discussion: """
            A session is named by its day, or by day and beginning where a day has several: \
            2024-02-01T09:00. `obuka import sessions` enters and changes many.
            """,
        subcommands: [
            List.self, Create.self, Change.self, Cancel.self, Trainers.self, Assign.self,
            Dismiss.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's sessions.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var cohort: CohortArgument

        func run(_ program: Program, as actor: Actor) async throws {
            let code = cohort.code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Session.list(cohort: code, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Cancel: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take out a session of which no mark was recorded."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The session's day, or day and beginning.") var session: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (time, code) = (session, cohort)
            let act = try Act(by: actor, because: reason)
            let cancelled = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Session.cancel(time, of: code, by: act, in: transaction)
            }
            try out.write(cancelled.json)
        }
    }
}
