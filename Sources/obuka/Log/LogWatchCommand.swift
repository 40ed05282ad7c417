import ArgumentParser
import Credentials
import Documents
import Postgres
import TrainingCentre

/// Logs of others that this centre is a witness of.
struct LogWatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Be a witness of another log, at POST /add-checkpoint.",
        discussion: """
            “obuka log watch ORIGIN --vkey KEY” cosigns what that log sends from now on, as long \
            as it only grows. “obuka log witness-key” prints the key that its readers need.
            """,
        subcommands: [Add.self, List.self, Remove.self],
        defaultSubcommand: Add.self
    )

    struct Add: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cosign a log's checkpoints from now on."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The first line of its checkpoints.") var origin: String
        @Option(help: "The key that signs them (C2SP vkey).") var vkey: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (origin, vkey) = (origin, vkey)
            if !write.dryRun { try await program.makeWitnessKey(by: Act(by: actor)) }
            let logs = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try WatchedLog.watch(origin, vkey: vkey, by: actor, in: transaction)
                return try WatchedLog.list(in: transaction)
            }
            let added = logs.filter { $0.key.description == vkey }
            try out.write(list: added.map(\.json))
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the logs, and how far each was cosigned."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let logs = try await program.centre.read { (transaction: borrowing Transaction) in
                try WatchedLog.list(in: transaction)
            }
            try out.write(list: logs.map(\.json))
        }
    }

    struct Remove: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cosign a log no more; what was cosigned is remembered."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The log's origin.") var origin: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let origin = origin
            let act = try Act(by: actor, because: reason)
            try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try WatchedLog.unwatch(origin, by: act, in: transaction)
            }
            try out.write(["origin": .string(origin), "watched": false])
        }
    }
}

extension Program {
    /// Makes the key of a witness, unless there is one.
    func makeWitnessKey(by act: Act) async throws {
        try act.actor.require(.manageAccounts)
        let making = try keys.lock()
        defer { making.unlock() }
        let hasKey = try await centre.read { (transaction: borrowing Transaction) in
            try SigningKey.list(in: transaction).contains { $0.purpose == .witness && $0.isLive }
        }
        if !hasKey { _ = try await makeKey(.witness, by: act) }
    }
}
