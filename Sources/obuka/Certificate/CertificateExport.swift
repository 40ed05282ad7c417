import ArgumentParser
import Documents
import Foundation
import TrainingCentre

/// Gives a certificate away as a file.
struct CertificateExport: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate's file, byte for byte as it was signed.",
        usage: """
            obuka certificate export <id> --as json|jwt|pdf|svg|png|tlog-proof [-o <file>] \
            [--language <language>] [--as <email>]
            """,
        discussion: """
            --as names the form: json (the credential with its embedded proof), jwt, tlog-proof, \
            pdf (signed, with the credential and the proof attached), svg or png (a badge with the \
            credential baked in). With an e-mail address, --as names the account that acts. A PDF \
            is made once in each language and then stays as it is. To standard output unless -o \
            names a file.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The verification ID.") var id: String
    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
    var path: String?
    @Option(help: "The language of a PDF or badge: sr-Cyrl, sr-Latn or en.")
    var language: Language = .serbianCyrillic

    /// Here `--as` names a form as well as an account, and a form has no `@`.
    var account: String? { options.accounts.last { $0.contains("@") } }

    func validate() throws {
        let forms = options.accounts.filter { !$0.contains("@") }
        let known = CertificateFile.allCases.map(\.rawValue)
        if let wrong = forms.first(where: { !known.contains($0) }) {
            throw ValidationError("--as \(wrong): write one of \(known.joined(separator: ", "))")
        }
    }

    private var file: CertificateFile {
        options.accounts.lazy.compactMap(CertificateFile.init).first ?? .document
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let (id, file) = (try Certificate.id(typed: id), file)
        // What an earlier command could not take in is no reason to refuse now.
        if [.paper, .logProof].contains(file) { await program.settle() }
        try WholeFile.write(
            await program.centre.file(file, of: id, language: language, to: actor),
            to: path
        )
    }
}
