import ArgumentParser
import Credentials
import Documents
import Foundation
import TrainingCentre

/// Answers what a verifier is told about an ID.
struct VerifyCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "What a verifier is told about an ID.",
        discussion: "Exit code 0 valid, 5 unknown, 1 otherwise."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The ID, however it is typed.") var id: String

    func run(_ program: Program, as actor: Actor) async throws {
        let answer = try await program.centre.verify(id)
        try out.write(try JSON.parse(answer.jsonBytes))
        switch answer.status {
        case .valid: return
        case .unknown: throw Exit.notFound.code
        default: throw Exit.failure.code
        }
    }
}
