import ArgumentParser
import Credentials
import Documents
import Postgres
import TrainingCentre

/// Who is asked to cosign our log.
struct LogWitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Witnesses of the log: who signs that it only grows.",
        discussion: """
            The server asks every witness after each new checkpoint. “obuka log witness URL” asks \
            one now, and with --vkey adds it first.
            """,
        subcommands: [Ask.self, Add.self, List.self, Remove.self],
        defaultSubcommand: Ask.self
    )

    struct Ask: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a witness now to cosign the newest checkpoint.",
            discussion: "Exit code 1 when it does not."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The witness's address or name.") var witness: String
        @Option(help: "Its key, to add it when it is not there yet.") var vkey: String?

        func run(_ program: Program, as actor: Actor) async throws {
            try actor.require(.manageAccounts)
            let (name, vkey) = (witness, vkey)
            if let vkey {
                try await program.centre.write(Act(by: actor)) {
                    (transaction: borrowing Transaction) in
                    try LogWitness.add(name, vkey: vkey, by: actor, in: transaction)
                }
            }
            let witness = try await program.centre.read { (transaction: borrowing Transaction) in
                try LogWitness.find(vkey ?? name, in: transaction)
            }
            let outcome = try await Witnessing(program.centre, ask: WitnessClient.ask).run(witness)
            let asked = try await program.centre.read { (transaction: borrowing Transaction) in
                try LogWitness.find(witness.key.description, in: transaction)
            }
            try out.write(asked.json)
            if let problem = outcome?.problem {
                StandardError.write("the witness \(problem)")
                throw Exit.failure.code
            }
        }
    }

    struct Add: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a witness asked from now on."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its address, before “/add-checkpoint”.") var url: String
        @Option(help: "Its key (C2SP vkey).") var vkey: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (url, vkey) = (url, vkey)
            let witness = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try LogWitness.add(url, vkey: vkey, by: actor, in: transaction)
                return try LogWitness.find(vkey, in: transaction)
            }
            try out.write(witness.json)
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the witnesses, and how far each has followed."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let witnesses = try await program.centre.read { (transaction: borrowing Transaction) in
                try LogWitness.list(in: transaction)
            }
            try out.write(list: witnesses.map(\.json))
        }
    }

    struct Remove: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask a witness no more; what it has cosigned stays."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its name, address or key.") var witness: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let name = witness
            let act = try Act(by: actor, because: reason)
            let witness = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try LogWitness.remove(name, by: act, in: transaction)
            }
            try out.write(witness.json)
        }
    }
}
