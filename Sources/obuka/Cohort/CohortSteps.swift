import ArgumentParser
import Postgres
import TrainingCentre

/// What every step of a cohort is given.
struct CohortStepOptions: ParsableArguments {
    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The cohort's code.") var code: String
}

/// A command that changes one cohort and shows it as it is then.
protocol CohortStepCommand: RehearsableCommand {
    var given: CohortStepOptions { get }
    var why: String? { get }
    func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort
}

extension CohortStepCommand {
    var options: SettingOptions { given.options }
    var output: OutputOptions { given.output }
    var write: WriteOptions { given.write }
    var why: String? { nil }

    func run(_ program: Program, as actor: Actor) async throws {
        let act = try Act(by: actor, because: why)
        let cohort = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try step(by: act, in: transaction)
        }
        try out.write(cohort.json)
    }
}

extension CohortCommand {
    struct Publish: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let people ask for seats in a cohort.",
            aliases: ["open"]
        )

        @OptionGroup var given: CohortStepOptions

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.publish(given.code, by: act.actor, in: transaction)
        }
    }

    struct Confirm: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a published cohort takes place."
        )

        @OptionGroup var given: CohortStepOptions

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.confirm(given.code, by: act.actor, in: transaction)
        }
    }

    struct Start: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a confirmed cohort is under way."
        )

        @OptionGroup var given: CohortStepOptions

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.start(given.code, by: act.actor, in: transaction)
        }
    }

    struct Close: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Close a cohort: freezes its outcomes, for good.",
            discussion: "Says which marks and results are missing, and then closes nothing."
        )

        @OptionGroup var given: CohortStepOptions
        @Option(help: "The closing date that reports count; the last session's day by default.")
        var on: CalendarDate?

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.close(given.code, on: on, by: act.actor, in: transaction)
        }
    }

    struct Cancel: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Call a cohort off, for good; its enrolments stay on record."
        )

        @OptionGroup var given: CohortStepOptions
        @Option(help: "Why; it goes into the audit.") var reason: String
        var why: String? { reason }

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.cancel(given.code, by: act, in: transaction)
        }
    }

    struct Overbook: CohortStepCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sell so many seats more than there are; 0 ends it."
        )

        @OptionGroup var given: CohortStepOptions
        @Option(help: "Seats beyond the capacity.") var seats: Int
        @Option(help: "Why; it goes into the audit.") var reason: String
        var why: String? { reason }

        func step(by act: Act, in transaction: borrowing Transaction) throws -> Cohort {
            try Cohort.overbook(given.code, seats: seats, by: act, in: transaction)
        }
    }
}
