import ArgumentParser
import Postgres
import TrainingCentre

/// Batches: drafts, and what was issued together.
struct CertificateBatches: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches",
        abstract: "Batches of certificates: drafts, and what was issued together.",
        subcommands: [List.self, Show.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List batches.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only this cohort's.") var cohort: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try CertificateBatch.list(
                        cohort: cohort,
                        page: page,
                        by: actor,
                        in: transaction
                    )
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one batch.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its number.") var batch: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<CertificateBatch>(batch)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try CertificateBatch.find(id, by: actor, in: transaction)
            }
            try out.write(found.json)
        }
    }
}

/// Drafts a batch: the list of those who would get a certificate.
struct CertificateDraft: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Draft a batch: freeze the list of those who would get a certificate.",
        discussion: "Another person approves it, then it is issued by its number."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The cohort's code.") var cohort: String
    @Option(help: "completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion
    @Option(help: "The date of issue, which may lie ahead; today by default.")
    var on: CalendarDate?

    func run(_ program: Program, as actor: Actor) async throws {
        let (cohort, kind, date) = (cohort, kind, on)
        let draft = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try CertificateBatch.draft(
                cohort: cohort,
                kind: kind,
                on: date,
                by: actor,
                in: transaction
            )
        }
        try out.write(draft.json, rowsIn: "candidates")
        StandardError.write(
            "batch \(draft.batch.id.value): \(draft.candidates.count) on the draft, "
                + "\(draft.skipped.count) skipped"
        )
        if out.options.format != .json { sayWhoIsSkipped(draft.skipped) }
        adviseOnNames(
            draft.unconfirmed.count,
            "are written in one script by the program and nobody has confirmed them: before the "
                + "batch is issued, read and confirm them",
            of: cohort
        )
    }
}

/// Approves a draft that somebody else made.
struct CertificateApprove: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approve a draft that somebody else made."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The number of the draft.") var batch: Int

    func run(_ program: Program, as actor: Actor) async throws {
        let (id, act) = (ID<CertificateBatch>(batch), Act(by: actor))
        let decided = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try CertificateBatch.decide(.approved, id, by: act, in: transaction)
        }
        try out.write(decided.json)
    }
}

/// Rejects a draft, one's own too: it is never issued.
struct CertificateReject: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Reject a draft: it is never issued."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The number of the draft.") var batch: Int
    @Option(help: "Why, for the records of the centre.") var reason: String

    func run(_ program: Program, as actor: Actor) async throws {
        let id = ID<CertificateBatch>(batch)
        let act = try Act(by: actor, because: reason)
        let decided = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try CertificateBatch.decide(.rejected, id, by: act, in: transaction)
        }
        try out.write(decided.json)
    }
}
