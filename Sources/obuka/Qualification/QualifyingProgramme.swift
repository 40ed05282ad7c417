import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension QualificationCommand {
    struct QualifyByProgramme: RehearsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "programme",
            abstract: "Say or show what whoever completes a training of trainers may train.",
            discussion: """
                Counts from the next closing of a cohort on, for whoever has passed every course \
                of the programme then. Without --qualifies-for or --none it shows what is said.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The code of the programme.") var code: String
        @Option(help: "The code of a course; again for each of them.")
        var qualifiesFor: [String] = []
        @Flag(help: "It qualifies for nothing any more.") var none = false

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, courses) = (code, qualifiesFor)
            let codes =
                courses.isEmpty && !none
                ? try await program.centre.read { (transaction: borrowing Transaction) in
                    try Programme.qualified(by: code, in: transaction)
                }
                : try await write.perform(Act(by: actor), on: program.centre) {
                    (transaction: borrowing Transaction) in
                    try Programme.qualify(
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
