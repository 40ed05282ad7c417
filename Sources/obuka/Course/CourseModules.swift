import ArgumentParser
import Postgres
import TrainingCentre

extension CourseCommand {
    struct Modules: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the modules of a course's newest version, in order."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The course's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try VersionModule.list(course: code, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }
}
