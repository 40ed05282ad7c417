import ArgumentParser
import Foundation
import Postgres
import TrainingCentre

/// Handbooks, and the files of their editions.
struct HandbookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handbook",
        abstract: "Handbooks.",
        discussion: """
            Their editions are “handbook-edition”: one for each language and version. Import a \
            file for an edition, then publish it.
            """,
        subcommands: [
            ListCommand<Handbook>.self, ShowCommand<Handbook>.self, CreateCommand<Handbook>.self,
            ChangeCommand<Handbook>.self, Search.self, Import.self, Publish.self, Withdraw.self,
            ReadAgain.self, Read.self, Used.self, Use.self, Readers.self, Acknowledge.self,
            Uses.self, Cover.self, DrawCover.self,
        ]
    )

    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a file as that of an edition that is not published yet.",
            discussion: """
                PDF, EPUB, HTML (one page in UTF-8 that brings its pictures with it), MP3, M4A or \
                Ogg. With --beside it is one more file of the edition, of another kind: also of \
                one that is published.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The file.") var file: String
        @Option(help: "The edition's code.") var edition: String
        @Flag(help: "It is one more file beside the first one.") var beside = false

        func run(_ program: Program, as actor: Actor) async throws {
            let (edition, isRehearsal, isBeside) = (edition, write.dryRun, beside)
            let incoming = try program.centre.blobs.receive()
            try WholeFile.readPieces(file) { try incoming.write($0) }
            let found = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                isBeside
                    ? try HandbookEdition.attachBeside(
                        incoming,
                        to: edition,
                        rehearse: isRehearsal,
                        by: actor,
                        in: transaction
                    )
                    : try HandbookEdition.attach(
                        incoming,
                        to: edition,
                        rehearse: isRehearsal,
                        by: actor,
                        in: transaction
                    )
            }
            if !isRehearsal { try await program.readHandbooks() }
            try out.write(found.json)
        }
    }

    struct Publish: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let people read an edition; it stays as it is from then on."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The edition's code.") var edition: String

        func run(_ program: Program, as actor: Actor) async throws {
            let edition = edition
            let found = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try HandbookEdition.publish(edition, by: actor, in: transaction)
            }
            try out.write(found.json)
        }
    }

    struct Withdraw: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let nobody read an edition any more, for good."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The edition's code.") var edition: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let edition = edition
            let act = try Act(by: actor, because: reason)
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try HandbookEdition.withdraw(edition, by: act, in: transaction)
            }
            try out.write(found.json)
        }
    }

    struct ReadAgain: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the text of an edition's file anew, so that it can be searched.",
            discussion: "For a file that could not be read before, after an update of poppler."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The edition's code.") var edition: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (edition, isRehearsal) = (edition, write.dryRun)
            let asked = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try HandbookEdition.readAgain(edition, by: actor, in: transaction)
            }
            guard !isRehearsal else { return try out.write(asked.json) }
            try await program.readHandbooks()
            let read = try await program.centre.read { (transaction: borrowing Transaction) in
                try HandbookEdition.find(edition, in: transaction)
            }
            try out.write(read.json)
        }
    }
}
