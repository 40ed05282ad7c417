import ArgumentParser
import Credentials
import Documents
import Foundation
import Postgres
import TrainingCentre

/// The transparency log of what was certified.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "The transparency log.",
        subcommands: [
            VKey.self, Checkpoint.self, LogAudit.self, LogWitnessCommand.self,
            LogWatchCommand.self, WitnessKey.self,
        ]
    )

    struct VKey: CentreCommand {
        static let configuration = CommandConfiguration(
            commandName: "vkey",
            abstract: "Print the key that verifies the log's signatures."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let signing = program.centre.signing
            let key = try await program.centre.read { (transaction: borrowing Transaction) in
                try PublishedLog.key(signing, in: transaction)
            }
            print(key.description)
        }
    }

    struct WitnessKey: CentreCommand {
        static let configuration = CommandConfiguration(
            commandName: "witness-key",
            abstract: "Print the key that verifies our cosignatures of other logs."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let signing = program.centre.signing
            let key = try await program.centre.read { (transaction: borrowing Transaction) in
                try WatchedLog.witnessKey(signing, in: transaction)
            }
            print(key.description)
        }
    }

    struct Checkpoint: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the newest signed checkpoint."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
                try PublishedLog.checkpoint(in: transaction)
            }
            guard let bytes else { throw NotFound("checkpoint", "yet: the log is empty") }
            try StandardOutput.write(bytes)
        }
    }
}
