import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension EvaluationCommand {
    struct Invite: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make codes for everybody of the cohort who is not invited yet.",
            discussion: "The codes are shown now and never again: send each to its person."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The evaluation's number.") var evaluation: Int
        @Flag(help: "New codes also for who is invited and has not answered.")
        var renew = false

        func run(_ program: Program, as actor: Actor) async throws {
            let (id, renews, chance) = (ID<Evaluation>(evaluation), renew, program.centre.chance)
            let made = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try EvaluationInvitation.make(
                    id,
                    renews: renews,
                    chance: chance,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(list: made.map(\.json))
        }
    }

    struct Invitations: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who is invited and who answered; nobody can tell what."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The evaluation's number.") var evaluation: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Evaluation>(evaluation)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try EvaluationInvitation.list(id, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Results: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what came of an evaluation that is over, or of all of a course.",
            discussion: "Counts under five are left out, and others from which they would follow."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The evaluation's number.") var evaluation: Int?
        @Option(help: "A course's code, with --questionnaire.") var course: String?
        @Option(help: "A questionnaire's code.") var questionnaire: String?
        @Option(help: "Its version; the newest by default.") var version: Int?

        func validate() throws {
            guard (evaluation == nil) == (course != nil), (course == nil) == (questionnaire == nil)
            else {
                throw ValidationError("name an evaluation, or a course and a questionnaire")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let (evaluation, course) = (evaluation, course)
            let (questionnaire, version) = (questionnaire, version)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                guard let course, let questionnaire else {
                    let id = ID<Evaluation>(evaluation ?? 0)
                    return try EvaluationResults.find(id, by: actor, in: transaction)
                }
                return try EvaluationResults.find(
                    course: course,
                    questionnaire: questionnaire,
                    version: version,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(found.json, rowsIn: "questions")
        }
    }
}
