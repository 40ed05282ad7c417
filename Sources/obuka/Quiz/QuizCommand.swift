import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Quizzes: modules of questions that the centre asks itself.
struct QuizCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quiz",
        abstract: "Quizzes: modules of questions that the centre asks itself.",
        discussion: """
            `obuka module create kind=quiz` makes the module, `obuka module publish` lets people \
            begin with a later version.
            """,
        subcommands: [Import.self, Show.self, Rules.self, Export.self, Attempt.self]
    )

    /// How a quiz is gone through; what is left out stays as it is.
    struct RuleOptions: ParsableArguments {
        @Option(
            name: .member("attempts-max", or: "attempts"),
            help: "How often one may begin: a number, or any."
        )
        var attempts: String?
        @Option(
            name: .member("pass-percent", or: "pass"),
            help: "Of the points, from which it is passed; 60 at first."
        )
        var pass: String?
        @Option(help: "Whether questions stand in an order of chance: true or false.")
        var shuffle: String?
        @Option(help: "When it is told what was right: after-each, after-last, never.")
        var feedback: String?
        @Option(help: "How many are drawn from a category, NAME=3 or NAME=all; repeat it.")
        var draw: [String] = []

        var form: Form {
            let values = [
                "attempts_max": attempts, "pass_percent": pass, "shuffle": shuffle,
                "feedback": feedback,
            ].compactMapValues(\.self)
            return Form(values, lists: draw.isEmpty ? [:] : ["draw": draw])
        }
    }

    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a file of questions (GIFT, Moodle XML) as the next version of a quiz.",
            discussion: """
                Categories become the pools from which questions are drawn. One wrong question, \
                and nothing is taken; all that is wrong is said with its line. The first version \
                is published with it, a later one by `obuka module publish`.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var rules: RuleOptions
        @Argument(help: "The module's code.") var module: String
        @Argument(help: "The file: .gift or .txt for GIFT, .xml for Moodle XML.") var file: String

        func validate() throws {
            guard QuizFile.Format(name: file) != nil else {
                throw ValidationError("\(file) is no .gift, .txt or .xml")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let read = try questions()
            let (module, form) = (module, rules.form)
            let blobs = write.dryRun ? nil : program.centre.blobs
            let quiz = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Quiz.enter(
                    read,
                    into: module,
                    rules: form,
                    keepingIn: blobs,
                    by: actor,
                    in: transaction
                )
            }
            for warning in quiz.json["warnings"]?.elements ?? [] {
                StandardError.write("warning: \(warning["message"]?.text ?? "")")
            }
            try out.write(quiz.json, rowsIn: "pools")
        }

        /// The questions of the file; what is wrong is said to people line by line, and to programs
        /// with the refusal.
        private func questions() throws -> QuizFile {
            do {
                return try QuizFile(
                    try WholeFile.read(file),
                    as: QuizFile.Format(name: file) ?? .gift
                )
            } catch {
                if let refused = error as? QuizFileRefused, output.format == .table {
                    for field in refused.fields { StandardError.write(field.problem) }
                }
                throw error
            }
        }
    }

    struct Rules: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a quiz other rules, as the next version with the same questions."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var rules: RuleOptions
        @Argument(help: "The module's code.") var module: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (module, form) = (module, rules.form)
            let quiz = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Quiz.change(module, rules: form, by: actor, in: transaction)
            }
            try out.write(quiz.json, rowsIn: "pools")
        }
    }
}
