import ArgumentParser
import Postgres
import TrainingCentre

/// Revokes a certificate: its ID answers “revoked” from now on.
struct CertificateRevoke: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a certificate.",
        discussion: """
            The class of the reason is public, its text is not. Revoking twice gives the first \
            record and changes nothing.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The verification ID.") var id: String
    @Option(help: "Why, for the records of the centre.") var reason: String
    @Option(
        name: .customLong("class"),
        help: "issued-in-error, requirements-not-met, misconduct, holder-request or other."
    )
    var reasonClass: Revocation.ReasonClass = .other

    func run(_ program: Program, as actor: Actor) async throws {
        let id = try Certificate.id(typed: id)
        let reasonClass = reasonClass
        let act = try Act(by: actor, because: reason)
        let revocation = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.revoke(id, class: reasonClass, by: act, in: transaction)
        }
        try out.write(revocation.json)
        if !revocation.isNew {
            StandardError.write("was revoked on \(revocation.revokedOn) already")
        }
    }
}

/// Replaces a certificate by one with a corrected name.
struct CertificateReplace: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace",
        abstract: "Replace a certificate by one with a corrected name.",
        discussion: "The new one has its own number and ID; the old one answers “replaced”."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The verification ID of the certificate that is wrong.") var id: String
    @Option(help: "The full name in Cyrillic, given name first.") var nameCyrl: String
    @Option(help: "The full name in Latin letters, given name first.") var nameLatn: String
    @Option(help: "Why, for the records of the centre.") var reason: String

    func run(_ program: Program, as actor: Actor) async throws {
        let id = try Certificate.id(typed: id)
        let form = Form(["name_cyrl": nameCyrl, "name_latn": nameLatn])
        let (chance, signing) = (program.centre.chance, program.centre.signing)
        let act = try Act(by: actor, because: reason)
        let replacement = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.replace(
                id,
                form: form,
                chance: chance,
                signing: signing,
                by: act,
                in: transaction
            )
        }
        try out.write(replacement.json)
    }
}
