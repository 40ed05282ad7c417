import ArgumentParser
import Postgres
import TrainingCentre

/// Dated runs of courses.
struct CohortCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cohort",
        abstract: "Cohorts: dated runs of courses.",
        subcommands: [
            ListCommand<Cohort>.self, ShowCommand<Cohort>.self, Publish.self, Confirm.self,
            Start.self, Close.self, Cancel.self, Overbook.self, Clashes.self,
        ]
    )

    struct Publish: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let people ask for seats in a cohort.",
            aliases: ["open"]
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let cohort = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.publish(code, by: actor, in: transaction)
            }
            try out.write(cohort.json)
        }
    }

    struct Close: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a cohort: freezes its outcomes, for good.",
            discussion: "Says which marks and results are missing, and then closes nothing."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "The closing date that reports count; the last session's day by default.")
        var on: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, date) = (code, on)
            let cohort = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.close(code, on: date, by: actor, in: transaction)
            }
            try out.write(cohort.json)
        }
    }

    struct Overbook: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sell so many seats more than there are; 0 ends it."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "Seats beyond the capacity.") var seats: Int
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, seats) = (code, seats)
            let act = try Act(by: actor, because: reason)
            let cohort = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Cohort.overbook(code, seats: seats, by: act, in: transaction)
            }
            try out.write(cohort.json)
        }
    }
}
