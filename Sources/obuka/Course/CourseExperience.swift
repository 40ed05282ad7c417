import ArgumentParser
import Postgres
import TrainingCentre

extension CourseCommand {
    struct Recognise: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Recognise months of work, which stand for the courses that are asked for."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var code: String
        @Option(name: .member("email", or: "person"), help: "The person's e-mail address.")
        var person: String
        @Option(help: "How many months.") var months: Int
        @Option(help: "On what: a letter of the employer, its number and day.") var basis: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let form = Form(["email": person, "months": String(months), "basis": basis])
            let recognised = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Experience.recognise(course: code, form, by: actor, in: transaction)
            }
            try out.write(recognised.json)
        }
    }

    struct Experiences: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "What was recognised of people's experience for a course."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The course's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Experience.list(course: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }
}
