import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// What people say about a training, and never who says what.
struct EvaluationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluation",
        abstract: "Evaluations: questionnaires put to cohorts, and what came of them.",
        subcommands: [
            Questionnaires.self, Import.self, OfCourse.self, Due.self, List.self, Plan.self,
            Move.self, Invite.self, Invitations.self, Results.self,
        ]
    )

    struct Questionnaires: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the newest versions of all questionnaires."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Questionnaire.list(by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a questionnaire from a JSON file, as its next version.",
            discussion: """
                The file is as “evaluation questionnaires --format json” writes one. One that says \
                what the newest version says changes nothing.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The file.") var file: String

        func run(_ program: Program, as actor: Actor) async throws {
            let bytes = try WholeFile.read(file)
            guard let json = try? JSON.parse(bytes) else {
                throw InvalidForm([FieldProblem(file, "is no JSON")])
            }
            let draft = try QuestionnaireDraft(json)
            let entered = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try draft.enter(by: actor, in: transaction)
            }
            try out.write(entered.json)
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the evaluations of a cohort, and how many answered."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Evaluation.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Plan: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the newest version of a questionnaire to a cohort."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "The questionnaire's code.") var questionnaire: String
        @Option(
            name: .member("opens-on", or: "from"),
            help: "The first day; the cohort's last, or half a year later for a follow-up."
        )
        var from: CalendarDate?
        @Option(name: .member("closes-on", or: "until"), help: "The last day.")
        var until: CalendarDate?
        @Flag(help: "Who does not answer does not pass.") var required = false

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            var values = ["questionnaire": questionnaire, "required": String(required)]
            values["opens_on"] = from?.description
            values["closes_on"] = until?.description
            let form = Form(values)
            let made = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Evaluation.create(cohort: cohort, form, by: actor, in: transaction)
            }
            try out.write(made.json)
        }
    }

    struct Move: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move the days of an evaluation that is not over."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its number.") var evaluation: Int
        @Option(name: .member("opens-on", or: "from"), help: "The first day.")
        var from: CalendarDate?
        @Option(
            name: .member("closes-on", or: "until"),
            help: "The last day; yesterday ends it now."
        )
        var until: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Evaluation>(evaluation)
            var values: [String: String] = [:]
            values["opens_on"] = from?.description
            values["closes_on"] = until?.description
            let form = Form(values)
            let moved = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Evaluation.move(id, form, by: actor, in: transaction)
            }
            try out.write(moved.json)
        }
    }
}
