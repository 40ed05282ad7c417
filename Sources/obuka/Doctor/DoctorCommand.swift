import ArgumentParser
import Postgres
import TrainingCentre

/// Looks for states that the rules forbid; changes nothing.
struct DoctorCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look for states that the rules forbid; changes nothing.",
        discussion: """
            Exit code 7 when something was found. What staff may do with a reason is no finding: \
            --exceptions lists those who came in past a cohort's state, past approval or past what \
            a course asks for, who let them in, and why.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "List who came in past what a cohort asks, instead of looking for findings.")
    var exceptions = false

    func run(_ program: Program, as actor: Actor) async throws {
        try actor.require(.readAudit)
        if exceptions {
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try SeatException.list(page: page, by: actor, in: transaction)
                }
            }
            return try out.write(list: all.map(\.json))
        }
        let findings = try await Doctor.examine(program.centre)
        try out.write(list: findings.map(\.json))
        guard findings.isEmpty else {
            StandardError.write("\(findings.count) findings")
            throw Exit.findings.code
        }
        StandardError.write("\(Doctor.checkNames.count) checks, nothing found")
    }
}
