import ArgumentParser
import Postgres
import TrainingCentre

/// The humans known to the centre.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "People.",
        subcommands: [
            List.self, Show.self, Create.self, Change.self, Confirm.self, Privacy.self,
            Calendar.self, MergeCommand<Person>.self, UnmergeCommand<Person>.self,
            MergesCommand<Person>.self, Doubles.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List or search people.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var list: ListOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let list = list
            try out.write(
                list: try await list.all { page in
                    try await program.centre.read { (transaction: borrowing Transaction) in
                        try Person.list(
                            matching: list.query,
                            page: page,
                            by: actor,
                            in: transaction
                        )
                    }
                }.map(\.json)
            )
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one person.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The e-mail address.") var email: String

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let person = try await program.centre.read { (transaction: borrowing Transaction) in
                try Person.find(email: email, by: actor, in: transaction)
            }
            try out.write(person.json)
        }
    }

    struct Confirm: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm the names of a cohort that were proposed in one script.",
            discussion: """
                A certificate freezes the name as it stands. Read the list with --dry-run, correct \
                what is wrong with “person change”, then confirm the rest.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var cohort: CohortArgument

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort.code
            let people = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Person.confirmNames(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: people.map(\.json))
            StandardError.write("\(people.count) names confirmed")
        }
    }
}
