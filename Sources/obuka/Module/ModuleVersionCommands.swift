import ArgumentParser
import EventLoop
import Foundation
import Postgres
import TrainingCentre

extension ModuleCommand {
    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a package (SCORM, cmi5, xAPI, H5P, plain pages) as a module's content.",
            discussion: """
                Without --module the module is the one that has this package, or a new one that is \
                called by the package's title. The first version is published with it, a later one \
                by `obuka module publish`. `obuka package check` says what a package is before.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The package: .zip, .h5p, or a folder to pack.") var file: String
        @Option(help: "The module's code.") var module: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (module, isRehearsal) = (module, write.dryRun)
            let package = try PackageFile.read(file, for: program.centre)
            let version = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ModuleVersion.enter(
                    package,
                    into: module,
                    rehearse: isRehearsal,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(version.json, rowsIn: "parts")
        }
    }

    struct Versions: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of a module's content, the newest first."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The module's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            try actor.require(.manageCatalogue)
            let code = code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try ModuleVersion.list(of: code, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Publish: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have who begins a module from now on begin with a version of its content.",
            discussion: "Who has begun with another version goes on with that."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The module's code.") var code: String
        @Option(help: "The version; the newest by default.") var number: Int?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, number) = (code, number)
            let version = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ModuleVersion.publish(number, of: code, by: actor, in: transaction)
            }
            try out.write(version.json, rowsIn: "parts")
        }
    }
}
