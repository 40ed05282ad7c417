import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Gives a course its tags.
struct CourseTags: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Give a course exactly these tags; without any it has none."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The course's code.") var code: String
    @Argument(help: "Codes of tags.") var tags: [String] = []

    func run(_ program: Program, as actor: Actor) async throws {
        let code = code
        let form = Form([:], lists: ["tags": tags])
        let given = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try Course.changeTags(of: code, form, by: actor, in: transaction)
        }
        try out.write(list: given.map { ["tag": .string($0)] })
    }
}
