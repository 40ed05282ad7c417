import ArgumentParser
import Postgres
import TrainingCentre

/// Says when and where a batch is handed out.
struct CertificateCeremony: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceremony",
        abstract: "Say when and where a batch is handed out; again to change it."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The number of the batch.") var batch: Int
    @Option(help: "The day.") var on: CalendarDate
    @Option(help: "Where.") var place: String
    @Option(help: "Anything else that the hosts should know.") var note: String?

    func run(_ program: Program, as actor: Actor) async throws {
        let id = ID<CertificateBatch>(batch)
        let form = Form(["on": on.description, "place": place, "note": note ?? ""])
        let arranged = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try CertificateBatch.arrangeCeremony(id, form, by: actor, in: transaction)
        }
        try out.write(arranged.json)
    }
}

/// Lists who gets a paper of a batch, by LSG.
struct CertificateCeremonyList: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceremony-list",
        abstract: "List who gets a paper of a batch: by LSG, then by family name."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The number of the batch.") var batch: Int

    func run(_ program: Program, as actor: Actor) async throws {
        let id = ID<CertificateBatch>(batch)
        let entries = try await program.centre.read { (transaction: borrowing Transaction) in
            try CertificateBatch.ceremonyList(id, by: actor, in: transaction)
        }
        try out.write(list: entries.map(\.json))
    }
}

/// Enters that a certificate was handed over.
struct CertificateHandOver: RehearsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hand-over",
        abstract: "Enter that a certificate was handed over, or that it was not after all."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The verification ID.") var id: String
    @Option(help: "The day.") var on: CalendarDate?
    @Flag(help: "It was not handed over: take back what was entered; needs --reason.")
    var undo = false
    @Option(help: "Why, when an entry is taken back.") var reason: String?

    func validate() throws {
        guard (on != nil) != undo else { throw ValidationError("say --on DATE, or --undo") }
    }

    func run(_ program: Program, as actor: Actor) async throws {
        let (id, day) = (try Certificate.id(typed: id), on)
        let act = try Act(by: actor, because: reason)
        let handover = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Certificate.handOver(id, on: day, by: act, in: transaction)
        }
        try out.write(handover.json)
    }
}
