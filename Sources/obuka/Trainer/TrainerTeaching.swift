import ArgumentParser
import Postgres
import TrainingCentre

extension TrainerCommand {
    struct Check: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check whether somebody may teach a cohort, day by day.",
            discussion: """
                Qualified for the course for good, accredited on the day, and in the pool. \
                Says what is lacking; assigning all the same needs a reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(help: "Only on this day; on all days of the cohort by default.")
        var on: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, cohort, day) = (email, cohort, on)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try TrainerCheck.make(email, for: cohort, on: day, by: actor, in: transaction)
            }
            try out.write(found.json)
            tell(found.clashes)
        }
    }

    struct Engagements: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who taught what, when, for how many hours and by which right.",
            discussion: "The record of people engaged; of a period those whose last day is in it."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only in this cohort.") var cohort: String?
        @Option(help: "Only of this person, by e-mail address.") var person: String?
        @Option(help: "Whose last day is not before this date.") var from: CalendarDate?
        @Option(help: "Whose last day is not after this date.") var to: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let filter = Engagement.Filter(cohort: cohort, person: person, from: from, to: to)
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Engagement.list(filter, page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: all.map(\.json))
        }
    }
}

extension CentreCommand {
    /// Says for people which cohorts want a trainer at the same time.
    func tell(_ clashes: [String]) {
        guard out.options.format == .table, !clashes.isEmpty else { return }
        StandardError.write("note: at that time wanted in \(clashes.joined(separator: ", ")) too")
    }
}
