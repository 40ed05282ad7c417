import ArgumentParser
import Postgres
import TrainingCentre

extension CourseCommand {
    struct Missing: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a person lacks for a course; nothing when the list is empty."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The course's code.") var code: String
        @Option(help: "The person's e-mail address.") var person: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, email) = (code, person)
            let missing = try await program.centre.read { (transaction: borrowing Transaction) in
                try MissingPrerequisite.list(
                    person: email,
                    course: code,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(list: missing.map(\.json))
        }
    }
}
