import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Which headers of somebody's files mean which columns, kept under a name.
struct ImportProfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Mappings of headers that are kept under a name.",
        subcommands: [List.self, Show.self, Save.self, Delete.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List the kept mappings.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Only those for this noun.", transform: ImportedNoun.argument)
        var noun: ImportedNoun?

        func run(_ program: Program, as actor: Actor) async throws {
            let noun = noun
            let profiles = try await program.centre.read { (transaction: borrowing Transaction) in
                try ImportProfile.list(noun: noun, by: actor, in: transaction)
            }
            try out.write(list: profiles.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one mapping.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its name.") var name: String

        func run(_ program: Program, as actor: Actor) async throws {
            let name = name
            let profile = try await program.centre.read { (transaction: borrowing Transaction) in
                try ImportProfile.find(name, by: actor, in: transaction)
            }
            try out.write(profile.json)
        }
    }

    struct Save: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a mapping under a name; one of this name is replaced."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its name.") var name: String
        @Argument(
            help: "What is imported with it: people, enrolments, …",
            transform: ImportedNoun.argument
        )
        var noun: ImportedNoun

        @Option(help: "A header and its column, as HEADER=COLUMN; again for more.")
        var map: [String] = []

        @Option(help: "Keep what is recognised in this file, too.")
        var file: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (name, noun) = (name, noun)
            let pairs = try pairs()
            let profile = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ImportProfile.save(
                    name,
                    noun: noun,
                    pairs: pairs,
                    by: Act(by: actor),
                    in: transaction
                )
            }
            try out.write(profile.json)
        }

        private func pairs() throws -> [(header: String, column: String)] {
            let given = try ImportRowsCommand.pairs(of: map)
            guard let file else { return given.map { ($0.0, $0.1) } }
            let read = try ImportFile.read(InputFile.bytes(file), as: noun, map: given)
            return read.headers.compactMap { pair in pair.column.map { (pair.header, $0) } }
        }
    }

    struct Delete: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "Forget a mapping.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its name.") var name: String
        @Option(help: "Why; it goes into the audit.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let name = name
            let act = try Act(by: actor, because: reason)
            let profile = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try ImportProfile.delete(name, by: act, in: transaction)
            }
            try out.write(profile.json)
        }
    }
}
