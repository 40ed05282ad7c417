import ArgumentParser
import Credentials
import Documents
import Foundation
import Postgres
import TrainingCentre

/// The keys with which the centre signs.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Signing keys: their private halves are files in OBUKA_KEYS.",
        subcommands: [Create.self, List.self, Certificate.self, Revoke.self]
    )

    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a key that signs from now on.",
            discussion: "The one that signed before stays published: old certificates need it."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "proof, token, witness, document or authority; the log has one key for ever.")
        var purpose: SigningKey.Purpose
        @Option(help: "Of a token: ES256, or RS256, which more programs know and which is slow.")
        var algorithm: TokenAlgorithm = .es256

        func validate() throws {
            guard purpose == .token || algorithm == .es256 else {
                throw ValidationError("--algorithm is for --purpose token")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let code = try await program.makeKey(
                purpose,
                algorithm,
                by: Act(by: actor),
                isRehearsal: write.dryRun
            )
            try out.write(["key": .string(code), "purpose": .string(purpose.rawValue)])
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List all keys there ever were.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let keys = try await program.centre.read { (transaction: borrowing Transaction) in
                try SigningKey.list(in: transaction)
            }
            try out.write(list: keys.map(\.json))
        }
    }

    struct Certificate: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the certificates of the authorities that documents are checked with.",
            discussion: "PEM, the newest first: for readers of PDF, which ask whom to trust."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let signing = program.centre.signing
            let pem = try await program.centre.read { (transaction: borrowing Transaction) in
                try IssuerPublication.authorities(signing, in: transaction)
            }
            try StandardOutput.write(Array(pem))
        }
    }

    struct Revoke: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that somebody else may have a key.",
            discussion: """
                What it signed is then trusted only as far as the log shows that it is older. Make \
                a new key at once.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The key's code.") var code: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let act = try Act(by: actor, because: reason)
            let key = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try SigningKey.revoke(code, by: act, in: transaction)
            }
            try out.write(key.json)
        }
    }
}

extension SigningKey.Purpose: ExpressibleByArgument {}

extension TokenAlgorithm: ExpressibleByArgument {}
