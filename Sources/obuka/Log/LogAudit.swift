import ArgumentParser
import Documents
import Foundation
import TrainingCentre

/// Holds the register, the credentials and the log against each other.
struct LogAudit: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Rebuild the log and hold it, and the register, against what was published.",
        discussion: """
            Every certificate of the register is held against its signed document, its two \
            signatures and the entry that the log has of it; revocations, replacements, status \
            lists and keys against theirs, and stored PDFs against the documents in them. \
            Everything that differs is counted, and the first hundred are named. Exit code 7 when \
            something differs.

            With --checkpoint the log must also begin with a state that somebody outside has kept, \
            such as a witness: that shows a history that was rewritten whole.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "A checkpoint that somebody kept; may be given again.")
    var checkpoint: [String] = []
    @Flag(help: "Do not check the signatures of certificates: a quick look, not an audit.")
    var skipSignatures = false
    /// What an audit does anyway; a nightly job may still say it.
    @Flag(help: .hidden)
    var signatures = false

    func run(_ program: Program, as actor: Actor) async throws {
        try actor.require(.readAudit)
        let kept = try checkpoint.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw NotFound("file", path)
            }
            return Array(data)
        }
        let report = try await program.centre.auditLog(
            checkpoints: kept,
            signatures: !skipSignatures
        )
        try out.write(report.json, rowsIn: "findings")
        guard report.findingsCount == 0 else {
            let rest = report.findingsCount - report.findings.count
            StandardError.write(
                "\(report.findingsCount) differences" + (rest > 0 ? ", \(rest) not shown" : "")
            )
            throw Exit.findings.code
        }
        StandardError.write(
            "\(report.entries) entries and \(report.certificates) certificates agree"
        )
    }
}
