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
        subcommands: [VKey.self, Checkpoint.self, Audit.self]
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
            FileHandle.standardOutput.write(Data(bytes))
        }
    }

    struct Audit: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Rebuild the log and hold it, and the register, against what was published.",
            discussion: "Exit code 7 for the first difference."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            do {
                let count = try await program.centre.auditLog()
                try out.write(["entries": .integer(count), "difference": nil])
            } catch {
                guard let difference = LogDifference.sentence(of: error) else { throw error }
                try out.write(["entries": nil, "difference": .string(difference)])
                throw Exit.findings.code
            }
        }
    }
}

extension LogDifference {
    /// What an audit found, as a sentence; nil for an error that is none.
    fileprivate static func sentence(of error: any Error) -> String? {
        switch error {
        case let error as LogDifference: error.description
        case let error as CertificateDifference: error.description
        case let error as LogRefusal: error.message
        case let error as NoteError: error.description
        case let error as LogFormatError: error.description
        default: nil
        }
    }
}
