import ArgumentParser
import Credentials
import Postgres
import TrainingCentre

/// Revokes certificates: their IDs answer “revoked” from now on.
struct CertificateRevoke: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke a certificate, a batch, or those that a file names.",
        discussion: """
            The class of the reason is public, its text is not. Revoking twice gives the first \
            record and changes nothing. A file has a column id, and may have class and reason of \
            its own for each row; a wrong row stops no other, and the exit code is 3 then.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The verification ID.") var id: String?
    @Option(help: "The number of a batch: all of it, and what replaced some of it.")
    var batch: Int?
    @Option(help: "A CSV file with a column id; - reads standard input.") var file: String?
    @Option(help: "Why, for the records of the centre.") var reason: String
    @Option(
        name: .customLong("class"),
        help: "issued-in-error, requirements-not-met, misconduct, holder-request or other."
    )
    var reasonClass: Revocation.ReasonClass = .other

    func validate() throws {
        guard [id != nil, batch != nil, file != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("name one certificate, --batch N or --file FILE")
        }
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let act = try Act(by: actor, because: reason)
        if let batch {
            try await revoke(batch: ID(batch), program, act)
        } else if let file {
            try await revoke(file: file, program, act)
        } else {
            try await revoke(id: try Certificate.id(typed: id ?? ""), program, act)
        }
    }

    private func revoke(id: VerificationID, _ program: Program, _ act: Act) async throws {
        let (reasonClass, signing) = (reasonClass, program.centre.signing)
        let revocation = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.revoke(
                id,
                class: reasonClass,
                signing: signing,
                by: act,
                in: transaction
            )
        }
        try out.write(revocation.json)
        if !revocation.isNew {
            StandardError.write("was revoked on \(revocation.revokedOn) already")
        }
    }

    private func revoke(
        batch: ID<CertificateBatch>,
        _ program: Program,
        _ act: Act
    ) async throws {
        let (reasonClass, signing) = (reasonClass, program.centre.signing)
        try report(
            try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try CertificateBatch.revoke(
                    batch,
                    class: reasonClass,
                    signing: signing,
                    by: act,
                    in: transaction
                )
            }
        )
    }

    private func revoke(file: String, _ program: Program, _ act: Act) async throws {
        let rows = try InputFile.read(
            file,
            of: "revocations",
            columns: Certificate.revocationColumns
        ).rows
        let (reasonClass, signing) = (reasonClass, program.centre.signing)
        let done = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.revoke(
                rows,
                class: reasonClass,
                signing: signing,
                by: act,
                in: transaction
            )
        }
        try report(done)
        if !done.rejected.isEmpty { throw Exit.someRowsFailed.code }
    }

    private func report(_ done: RevokedCertificates) throws {
        try out.write(done.json, rowsIn: "revoked")
        StandardError.write(
            "\(done.revoked.count) revoked, \(done.unchanged) unchanged, "
                + "\(done.rejected.count) rejected"
        )
        guard out.options.format != .json else { return }
        for rejection in done.rejected {
            StandardError.write(
                "row \(rejection.line): \(rejection.field) \(rejection.problem)"
            )
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
    @Flag(help: "The two are spelt differently on purpose, as a foreign name may be.")
    var namesDiffer = false
    @Option(help: "Why, for the records of the centre.") var reason: String

    func run(_ program: Program, as actor: Actor) async throws {
        let id = try Certificate.id(typed: id)
        let form = Form([
            "name_cyrl": nameCyrl, "name_latn": nameLatn, "names_differ": "\(namesDiffer)",
        ])
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
