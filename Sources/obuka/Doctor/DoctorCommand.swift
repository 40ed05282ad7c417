import ArgumentParser
import TrainingCentre

/// Looks for states that the rules forbid; changes nothing.
struct DoctorCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for states that the rules forbid; changes nothing.",
        discussion: "Exit code 7 when something was found."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions

    func run(_ program: Program, as actor: Actor) async throws {
        try actor.require(.readAudit)
        let findings = try await Doctor.examine(program.centre)
        try out.write(list: findings.map(\.json))
        guard findings.isEmpty else {
            StandardError.write("\(findings.count) findings")
            throw Exit.findings.code
        }
        StandardError.write("\(Doctor.checkNames.count) checks, nothing found")
    }
}
