import ArgumentParser
import Postgres
import TrainingCentre

extension HandbookCommand {
    struct Used: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the editions that a cohort used."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try CohortEdition.list(
                    cohort: cohort,
                    publicOnly: !actor.seesDrafts,
                    in: transaction
                )
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Use: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Record that a cohort used an edition, or take that back.",
            discussion: "Many at once: `obuka import cohort-editions`."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The edition's code.") var edition: String
        @Option(help: "The cohort's code.") var cohort: String
        @Flag(help: "Take it back.") var not = false
        @Option(help: "Why; a closed cohort needs it.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (edition, cohort, isBack) = (edition, cohort, not)
            let act = try Act(by: actor, because: reason)
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                isBack
                    ? try CohortEdition.remove(edition, cohort: cohort, by: act, in: transaction)
                    : try CohortEdition.record(edition, cohort: cohort, by: act, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Readers: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who of a cohort says to have read which of its editions.",
            discussion: "As a file for another centre: `obuka export edition-acknowledgements`."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try EditionAcknowledgement.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Acknowledge: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that one has read an edition that the own cohort used; for good.",
            discussion: "Of others, from a signed list: `obuka import edition-acknowledgements`."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The enrolment, by its code or id.") var enrolment: String
        @Argument(help: "The edition's code.") var edition: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (edition, enrolment) = (edition, enrolment)
            let found = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try OwnEdition.acknowledge(edition, of: enrolment, by: actor, in: transaction)
            }
            try out.write(found.json)
        }
    }
}
