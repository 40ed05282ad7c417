import ArgumentParser
import Postgres
import TrainingCentre

/// Who teaches which cohort.
struct TrainerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trainer",
        abstract: "Trainers of cohorts.",
        subcommands: [List.self, Assign.self, Dismiss.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List the trainers of a cohort.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let trainers = try await program.centre.read { (transaction: borrowing Transaction) in
                try Trainer.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: trainers.map(\.json))
        }
    }

    struct Assign: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a cohort a trainer.",
            discussion: "With the role trainer the person's account records marks and results."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, cohort) = (email, cohort)
            let trainer = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Trainer.assign(email, to: cohort, by: actor, in: transaction)
            }
            try out.write(trainer.json)
        }
    }

    struct Dismiss: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a trainer from a cohort.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The trainer's e-mail address.") var email: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, cohort) = (email, cohort)
            let act = try Act(by: actor, because: reason)
            let trainer = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Trainer.dismiss(email, from: cohort, by: act, in: transaction)
            }
            try out.write(trainer.json)
        }
    }
}
