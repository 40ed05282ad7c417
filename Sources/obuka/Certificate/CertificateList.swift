import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Lists the register.
struct CertificateList: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the register."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Only this cohort's.") var cohort: String?
    @Option(help: "Only those that are valid, expired, revoked or replaced.")
    var status: VerificationStatus?

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, status) = (cohort, status)
        let all = try await ListOptions.everything { page in
            try await program.centre.read { (transaction: borrowing Transaction) in
                try Certificate.list(
                    cohort: cohort,
                    status: status,
                    page: page,
                    by: actor,
                    in: transaction
                )
            }
        }
        try out.write(
            ["certificates": .array(all.map(\.json))],
            rowsIn: "certificates"
        )
    }
}
