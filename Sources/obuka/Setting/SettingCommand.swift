import ArgumentParser
import Postgres
import TrainingCentre

/// What an administrator decides for the whole centre.
struct SettingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setting",
        abstract: "What is decided for the whole centre.",
        subcommands: [List.self, Set.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List the settings.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let settings = try await program.centre.read { (transaction: borrowing Transaction) in
                try CentreSetting.list(by: actor, in: transaction)
            }
            try out.write(list: settings.map(\.json))
        }
    }

    struct Set: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a setting.",
            discussion: """
                certificates.second-person on: nothing is issued that a second person has not \
                approved. reports.city-municipalities on: a city municipality counts by itself \
                and not as its city. reports.public on: the pages of the reports reach and \
                coverage are public. Switching one off needs --reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The setting, as “setting list” names it.") var setting: String
        @Argument(help: "on or off.") var value: OnOrOff
        @Option(help: "Why; it goes into the audit.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, value) = (try CentreSetting.code(typed: setting), value)
            let act = try Act(by: actor, because: reason)
            let changed = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try CentreSetting.change(code, to: value == .on, by: act, in: transaction)
            }
            try out.write(changed.json)
        }
    }

    /// A setting's value.
    enum OnOrOff: String, ExpressibleByArgument {
        case on, off
    }
}
