import ArgumentParser
import Postgres
import TrainingCentre

/// People's places in cohorts.
struct EnrolmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enrolment",
        abstract: "Enrolments: people's places in cohorts.",
        subcommands: [
            List.self, History.self, Apply.self, Nominate.self, Endorse.self, Approve.self,
            Decline.self, Offer.self, Accept.self, Substitute.self, Move.self, Withdraw.self,
            NoShow.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List a cohort's enrolments.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var cohort: CohortArgument
        @Option(help: "Only those in this state; waiting is the waiting list.")
        var status: Enrolment.Status?

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, status) = (cohort.code, status)
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Enrolment.list(
                        cohort: cohort,
                        status: status,
                        page: page,
                        by: actor,
                        in: transaction
                    )
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Withdraw: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a seat back, or an application up."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The enrolment's private code or its id.") var code: String
        @Option(help: "Why; it goes into the audit.") var reason: String
        @Option(help: "The day that reports count; today by default.") var on: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, date) = (code, on)
            let act = try Act(by: actor, because: reason)
            let enrolment = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Enrolment.withdraw(code, on: date, by: act, in: transaction)
            }
            try out.write(enrolment.json)
        }
    }
}
