import ArgumentParser
import Foundation
import Postgres
import TrainingCentre

/// Gives a certificate away as a file.
struct CertificateExport: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate's file, byte for byte as it was signed.",
        discussion: """
            --as names the form: json (the credential with its embedded proof), jwt, tlog-proof. \
            To standard output unless -o names a file.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The verification ID.") var id: String
    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
    var path: String?

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
        let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
            try file.checkDisclosure(of: id, to: actor, in: transaction)
            return try file.content(id, in: transaction)
        }
        guard let path else { return FileHandle.standardOutput.write(Data(bytes)) }
        do {
            try Data(bytes).write(to: URL(filePath: path))
        } catch {
            throw ValidationError("\(path) cannot be written")
        }
    }
}
