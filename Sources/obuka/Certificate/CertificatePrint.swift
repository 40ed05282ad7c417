import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Draws the certificates of a cohort as one file.
struct CertificatePrint: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Write a cohort's certificates as one PDF for printing.",
        discussion: """
            In front stands a list. Both are ordered by municipality or city, then by name. The \
            file is not signed: whoever needs a signed one exports each certificate.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The cohort's code.") var cohort: String
    @Option(help: "completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion
    @Option(help: "sr-Cyrl, sr-Latn or en.") var language: Language = .serbianCyrillic
    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
    var path: String?

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, kind, language) = (cohort, kind, language)
        let (papers, signing) = (program.centre.papers, program.centre.signing)
        let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
            try CohortPaper.pdf(
                cohort: cohort,
                kind: kind,
                language,
                papers,
                signing,
                by: actor,
                in: transaction
            )
        }
        try WholeFile.write(bytes, to: path)
    }
}
