import ArgumentParser
import Postgres
import TrainingCentre

/// Who of a cohort gets a certificate, and why each other does not.
struct CertificateEligible: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "eligible",
        abstract: "Who gets a certificate, and why each other does not."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The cohort's code.") var cohort: String
    @Option(help: "completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, kind) = (cohort, kind)
        let list = try await program.centre.read { (transaction: borrowing Transaction) in
            try Eligibility.list(cohort: cohort, kind: kind, by: actor, in: transaction)
        }
        try out.write(list: list.map(\.json))
        let eligible = list.count(where: \.isEligible)
        StandardError.write("\(eligible) of \(list.count) are eligible")
        adviseOnNames(
            list.count { $0.isEligible && !$0.isNameConfirmed },
            "are written in one script by the program and nobody has confirmed them: before you "
                + "issue, read and confirm them",
            of: cohort
        )
    }
}

/// Issues certificates to everybody of a closed cohort who is eligible and has none.
struct CertificateIssue: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "issue",
        abstract: "Issue certificates to a closed cohort.",
        discussion: "Repeating it issues nothing new. Either all are issued or none."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The cohort's code.") var cohort: String
    @Option(help: "completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion
    @Option(help: "The date of issue; today by default.") var on: CalendarDate?

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, kind, date) = (cohort, kind, on)
        let (chance, signing) = (program.centre.chance, program.centre.signing)
        let batch = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.issue(
                cohort: cohort,
                kind: kind,
                on: date,
                chance: chance,
                signing: signing,
                by: actor,
                in: transaction
            )
        }
        try out.write(batch.json, rowsIn: "issued")
        StandardError.write("\(batch.issued.count) issued, \(batch.skipped.count) skipped")
        if out.options.format != .json {
            for skipped in batch.skipped {
                StandardError.write(
                    "skipped \(skipped.email): \(skipped.reasons.joined(separator: ", "))"
                )
            }
        }
        adviseOnNames(
            batch.unconfirmed.count,
            "were written in one script by the program and nobody had confirmed them: where one is "
                + "wrong, replace the certificate; read them",
            of: cohort
        )
    }
}

/// Says what to do about names that a certificate freezes and nobody confirmed.
private func adviseOnNames(_ count: Int, _ advice: String, of cohort: String) {
    guard count > 0 else { return }
    StandardError.write(
        "\(count) names \(advice) with “obuka person confirm --cohort \(cohort) --dry-run”"
    )
}
