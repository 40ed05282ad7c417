import ArgumentParser
import Postgres
import TrainingCentre

/// Who may be asked to teach, and who teaches which cohort.
struct TrainerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trainer",
        abstract: "The register of trainers, and the trainers of cohorts.",
        subcommands: [
            List.self, Show.self, Apply.self, Nominate.self, Decide.self, Evidence.self,
            Publish.self, Check.self, Assign.self, Dismiss.self, Engagements.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the register of trainers, or the trainers of a cohort."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The code of a cohort: who teaches it.") var cohort: String?
        @Option(help: "received, under-review, accepted, refused or withdrawn.")
        var state: TrainerProfile.State?

        func run(_ program: Program, as actor: Actor) async throws {
            guard let cohort else {
                let all = try await TrainerCommand.register(state, program, actor)
                return try out.write(list: all.map(\.json))
            }
            let trainers = try await program.centre.read { (transaction: borrowing Transaction) in
                try Trainer.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: trainers.map(\.json))
        }
    }

    struct Assign: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a cohort a trainer.",
            discussion: """
                With the role trainer the person's account records marks and results. Somebody \
                who has no right to teach it (“trainer check”) needs a reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The cohort's code.") var cohort: String
        @Option(help: "Why, where the right is lacking or the cohort is closed.")
        var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, cohort) = (email, cohort)
            let act = try Act(by: actor, because: reason)
            let (trainer, clashes) = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let trainer = try Trainer.assign(email, to: cohort, by: actor, in: transaction)
                return (trainer, try trainer.clashes(in: cohort, transaction))
            }
            try out.write(trainer.json(clashes: clashes))
            tell(clashes)
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
