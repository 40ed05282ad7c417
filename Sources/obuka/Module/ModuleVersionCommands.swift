import ArgumentParser
import EventLoop
import Foundation
import Postgres
import TrainingCentre

extension ModuleCommand {
    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a package or a film as a module's content.",
            discussion: """
                A package is SCORM, cmi5, xAPI, H5P or plain pages. Without --module the module is
                the one that has this package, or a new one that is called by its title. The first
                version is published with it, a later one by `obuka module publish`. `obuka package
                check` says what a package is before. A film is MP4 with H.264 and AAC, or WebM;
                with captions it is a folder or .zip of the film and of files such as
                film.sr-Cyrl.vtt. `obuka module watching` says how much of it has to be watched.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The package: .zip, .h5p, .mp4, .webm, cmi5.xml, or a folder to pack.")
        var file: String
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

    struct Watching: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say how the film of a module is watched from now on.",
            discussion: """
                Without any rules it may be skipped through, and 90 % have to be watched. What is
                left out stays; without anything it says the rules. A change has a reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The module's code.") var code: String
        @Option(help: "Whether it may be skipped through: yes or no.") var skipping: String?
        @Option(help: "How much has to be watched, from 1 to 100.") var percent: Int?
        @Option(help: "Why it changes.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            guard skipping != nil || percent != nil else {
                try actor.require(.manageCatalogue)
                let rules = try await program.centre.read { (transaction: borrowing Transaction) in
                    try WatchingRules.find(code, in: transaction)
                }
                return try out.write(rules.json)
            }
            let form = Form([
                "skipping": skipping ?? "", "watched_percent": percent.map(String.init) ?? "",
            ])
            let act = try Act(by: actor, because: reason)
            let rules = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try WatchingRules.enter(code, form, by: act, in: transaction)
            }
            try out.write(rules.json)
        }
    }

    struct Silence: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what becomes of a module whose content never reports.",
            discussion: """
                Some packages of SCORM and H5P never call the run-time: the log says so. Then \
                somebody enters the completion, or with `--done-when-left yes` a part is done when \
                it is left. Without anything it says the rule. A change has a reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The module's code.") var code: String
        @Option(help: "Whether a part is done when it is left: yes or no.")
        var doneWhenLeft: String?
        @Option(help: "Why it changes.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            guard let doneWhenLeft else {
                try actor.require(.manageCatalogue)
                let rule = try await program.centre.read { (transaction: borrowing Transaction) in
                    try SilenceRule.find(code, in: transaction)
                }
                return try out.write(rule.json)
            }
            let act = try Act(by: actor, because: reason)
            let rule = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try SilenceRule.enter(
                    code,
                    Form(["done_when_left": doneWhenLeft]),
                    by: act,
                    in: transaction
                )
            }
            try out.write(rule.json)
        }
    }
}
