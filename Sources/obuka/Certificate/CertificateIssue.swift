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
    @OptionGroup var cohort: CohortArgument
    @Option(help: "completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, kind) = (cohort.code, kind)
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
        discussion: """
            Repeating it issues nothing new. Either all are issued or none. With --batch a draft \
            is issued; where a second person has to approve, only one that was approved.
            """
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The cohort's code.") var cohort: String?
    @Option(help: "The number of a draft to be issued.") var batch: Int?
    @Option(help: "The number of an accreditation whose certificate is to be issued.")
    var accreditation: Int?
    @Option(help: "completion or participation; completion by default.")
    var kind: Certificate.Kind?
    @Option(help: "The date of issue; today by default.") var on: CalendarDate?

    func validate() throws {
        guard [cohort != nil, batch != nil, accreditation != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("name a cohort, --batch N or --accreditation N")
        }
        if batch != nil, kind != nil || on != nil {
            throw ValidationError("a draft has its kind and its date already: leave them out")
        }
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let centre = program.centre
        let (command, actor) = (self, actor)
        let batch = try await write.perform(Act(by: actor), on: centre) {
            (transaction: borrowing Transaction) in
            try command.issue(centre.chance, centre.signing, by: actor, in: transaction)
        }
        try out.write(batch.json, rowsIn: "issued")
        StandardError.write("\(batch.issued.count) issued, \(batch.skipped.count) skipped")
        if out.options.format != .json { sayWhoIsSkipped(batch.skipped) }
        adviseOnNames(
            batch.unconfirmed.count,
            "were written in one script by the program and nobody had confirmed them: where one is "
                + "wrong, replace the certificate; read them",
            of: cohort
        )
    }
}

extension CertificateIssue {
    fileprivate func issue(
        _ chance: Chance,
        _ signing: Signing,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> IssuedBatch {
        if let batch {
            return try CertificateBatch.issue(
                ID(batch),
                chance: chance,
                signing: signing,
                by: actor,
                in: transaction
            )
        }
        if let accreditation {
            return try Certificate.issue(
                accreditation: ID(accreditation),
                on: on,
                chance: chance,
                signing: signing,
                by: actor,
                in: transaction
            )
        }
        return try Certificate.issue(
            cohort: cohort ?? "",
            kind: kind ?? .completion,
            on: on,
            chance: chance,
            signing: signing,
            by: actor,
            in: transaction
        )
    }
}

/// Names those who are passed over, in front of a person.
func sayWhoIsSkipped(_ skipped: [IssuedBatch.Skipped]) {
    for skipped in skipped {
        StandardError.write("skipped \(skipped.email): \(skipped.reasons.joined(separator: ", "))")
    }
}

/// Says what to do about names that a certificate freezes and nobody confirmed.
func adviseOnNames(_ count: Int, _ advice: String, of cohort: String?) {
    guard count > 0 else { return }
    let cohort = cohort ?? "COHORT"
    StandardError.write(
        "\(count) names \(advice) with “obuka person confirm --cohort \(cohort) --dry-run”"
    )
}
