import ArgumentParser
import Postgres
import TrainingCentre

extension QuizCommand {
    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a quiz with its questions and what is right."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The module's code.") var module: String
        @Option(help: "The version; the newest by default.") var number: Int?

        func run(_ program: Program, as actor: Actor) async throws {
            let (module, number) = (module, number)
            let quiz = try await program.centre.read { (transaction: borrowing Transaction) in
                try Quiz.find(number, of: module, by: actor, in: transaction)
            }
            try out.write(quiz.json, rowsIn: "questions")
        }
    }

    struct Export: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the questions of a quiz as Moodle XML, with their pictures."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The module's code.") var module: String
        @Option(help: "The version; the newest by default.") var number: Int?
        @Option(
            name: [.customShort("o"), .customLong("output")],
            help: "The file to write; standard output by default."
        )
        var path: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (module, number, blobs) = (module, number, program.centre.blobs)
            let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
                try Quiz.export(number, of: module, from: blobs, by: actor, in: transaction)
            }
            try WholeFile.write(bytes, to: path)
        }
    }

    struct Attempt: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an attempt at a quiz: what was asked, answered, and how it is marked.",
            discussion: "`obuka module attempts` lists somebody's attempts with their scores."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The enrolment, by its code or id.") var enrolment: String
        @Argument(help: "The module's code.") var module: String
        @Argument(help: "The number of the attempt.") var attempt: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let place = QuizPlace(enrolment: enrolment, module: module, attempt: attempt)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try place.find(by: actor, in: transaction)
            }
            try out.write(found.json, rowsIn: "questions")
        }
    }
}
