import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension EvaluationCommand {
    struct OfCourse: RehearsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "course",
            abstract: "Say or show which questionnaires a course asks in its cohorts.",
            discussion: """
                Without --asks or --none it shows what the newest version asks. What is said goes \
                into the draft version, which is begun if there is none; a confirmed cohort of it \
                is asked by itself, on days that follow its own.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var course: String
        @Option(
            help: """
                CODE, CODE:MONTHS or CODE:MONTHS:DAYS of a questionnaire: how long after the last \
                day, and for how many days; again for each of them.
                """
        )
        var asks: [String] = []
        @Flag(help: "It asks nothing any more.") var none = false

        func run(_ program: Program, as actor: Actor) async throws {
            let course = course
            guard none || !asks.isEmpty else {
                let asked = try await program.centre.read { (transaction: borrowing Transaction) in
                    try CourseQuestionnaire.list(course: course, in: transaction)
                }
                return try out.write(list: asked.map(\.json))
            }
            let plan = try QuestionnairePlan(asks.map(OfCourse.json))
            let asked = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try plan.enter(course: course, by: actor, in: transaction)
            }
            try out.write(list: asked.map(\.json))
        }

        private static func json(_ written: String) throws -> JSON {
            let parts = written.split(separator: ":", omittingEmptySubsequences: false)
                .map(String.init)
            guard (1...3).contains(parts.count) else {
                throw ValidationError("“\(written)” is not CODE, CODE:MONTHS or CODE:MONTHS:DAYS")
            }
            let names = ["questionnaire", "after_months", "open_days"]
            return .object(zip(names, parts).map { JSON.Member($0, .string($1)) })
        }
    }

    struct Due: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is due today: questionnaires to put to cohorts, people to invite."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let due = try await program.centre.read { (transaction: borrowing Transaction) in
                try DueEvaluation.list(by: actor, in: transaction)
            }
            try out.write(list: due.map(\.json))
        }
    }
}
