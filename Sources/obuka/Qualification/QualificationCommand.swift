import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Who may train what, for good.
struct QualificationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "qualification",
        abstract: "Who may train what: earned by a training of trainers, and never lost.",
        subcommands: [List.self, Recognise.self, Qualify.self, QualifyByProgramme.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List qualifications.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only for this course.") var course: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let course = course
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Qualification.list(course: course, page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Recognise: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recognise a qualification on another basis than a training of ours."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The course's code.") var course: String
        @Option(help: "On what basis.") var basis: String
        @Option(help: "The day; today by default.") var on: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let form = Form([
                "email": email, "course": course, "basis": basis, "on": on?.description ?? "",
            ])
            let entered = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Qualification.recognise(form, by: actor, in: transaction)
            }
            try out.write(entered.json)
        }
    }

    struct Qualify: RehearsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "course",
            abstract: "Say or show what whoever passes a course may train.",
            discussion: """
                Counts from the next closing of a cohort on. Without --qualifies-for or --none \
                it shows what is said.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The code of the training of trainers.") var code: String
        @Option(help: "The code of a course; again for each of them.")
        var qualifiesFor: [String] = []
        @Flag(help: "It qualifies for nothing any more.") var none = false

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, courses) = (code, qualifiesFor)
            let codes =
                courses.isEmpty && !none
                ? try await program.centre.read { (transaction: borrowing Transaction) in
                    try Course.qualified(by: code, in: transaction)
                }
                : try await write.perform(Act(by: actor), on: program.centre) {
                    (transaction: borrowing Transaction) in
                    try Course.qualify(
                        by: code,
                        Form([:], lists: ["courses": courses]),
                        by: actor,
                        in: transaction
                    )
                }
            try out.write(list: codes.map { ["course": .string($0)] })
        }
    }
}
