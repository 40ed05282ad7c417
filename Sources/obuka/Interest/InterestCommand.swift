import ArgumentParser
import Postgres
import TrainingCentre

/// Who wants a course before there is a date.
struct InterestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interest",
        abstract: "Interest lists: who wants a course before there is a date.",
        subcommands: [List.self, Add.self, Withdraw.self, Take.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Who is interested in a course, the first first."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The course's code.") var course: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = course
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Interest.list(course: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Add: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter that a person, or an organisation, wants a course."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The course's code.") var course: String
        @Option(
            name: .member("email", or: "person"),
            help: "The person's e-mail address; or --organisation."
        )
        var person: String?
        @Option(help: "The organisation's code; or --email.") var organisation: String?
        @Option(
            name: .member("people-count", or: "people"),
            help: "For how many people of the organisation."
        )
        var people: Int?
        @Option(help: "What else they said.") var note: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let code = course
            let form = Form([
                "email": person ?? "", "organisation": organisation ?? "",
                "people_count": people.map(String.init) ?? "", "note": note ?? "",
            ])
            let interest = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Interest.express(course: code, form, by: actor, in: transaction)
            }
            try out.write(interest.json)
        }
    }

    struct Withdraw: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take an interest back.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The interest's number, from `interest list`.") var interest: Int
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Interest>(interest)
            let act = try Act(by: actor, because: reason)
            let withdrawn = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Interest.withdraw(id, by: act, in: transaction)
            }
            try out.write(withdrawn.json)
        }
    }

    struct Take: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for a seat in a cohort for everybody who waits for its course.",
            discussion: "Who gets none stays in the list; organisations are to be asked for names."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, chance) = (cohort, program.centre.chance)
            let taken = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Interest.take(into: code, chance: chance, by: actor, in: transaction)
            }
            try out.write(taken.json)
        }
    }
}
