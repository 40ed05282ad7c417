import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// What is measured in trainings, and how much people learned.
struct AssessmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assessment",
        abstract: "Assessments: tests, assignments, practical work.",
        discussion: "Results are entered and corrected with “import results”.",
        subcommands: [
            List.self, Plan.self, Exemptions.self, Exempt.self, Unexempt.self, Gain.self,
        ]
    )

    /// Either a cohort or a course.
    struct Subject: ParsableArguments {
        @Option(help: "A cohort's code.") var cohort: String?
        @Option(help: "A course's code.") var course: String?

        func validate() throws {
            guard (cohort == nil) != (course == nil) else {
                throw ValidationError("name a cohort or a course")
            }
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what a cohort or the newest version of a course measures."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var subject: Subject

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, course) = (subject.cohort, subject.course)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                guard let cohort else {
                    return try Assessment.list(course: course ?? "", in: transaction)
                }
                return try Assessment.list(cohort: cohort, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Plan: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Plan what is measured, from a JSON file, in the place of what was planned.",
            discussion: """
                The file is a list as “assessment list --format json” writes one. A course gets it \
                in its draft version, a cohort until somebody has a result.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var subject: Subject
        @Argument(help: "The file.") var file: String

        func run(_ program: Program, as actor: Actor) async throws {
            guard let list = try? JSON.parse(try WholeFile.read(file)).elements else {
                throw InvalidForm([FieldProblem(file, "is no JSON list")])
            }
            let (cohort, course) = (subject.cohort, subject.course)
            let plan = try AssessmentPlan(list)
            let planned = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                guard let cohort else {
                    return try plan.enter(course: course ?? "", by: actor, in: transaction)
                }
                return try plan.enter(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: planned.map(\.json))
        }
    }

    struct Gain: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compare the test before with the final one, over who has both."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var subject: Subject

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, course) = (subject.cohort, subject.course)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                guard let cohort else {
                    return try AssessmentGain.find(course: course ?? "", by: actor, in: transaction)
                }
                return try AssessmentGain.find(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(found.json, rowsIn: "cohorts")
        }
    }
}
