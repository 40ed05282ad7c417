import ArgumentParser
import Postgres
import TrainingCentre

extension ModuleCommand {
    /// Completions elsewhere, as statements tell of them.
    struct Stated: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show who has completed a module on another platform, by its statements.",
            discussion: """
                The statements came to /xapi/; people are known by their address. As csv the rows
                are a file for `obuka import module-completions`, which enters them.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The module's code.") var module: String
        @Option(help: "What the other platform calls the module, an IRI.") var activity: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (module, activity) = (module, activity)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try StatedCompletion.list(module, activity: activity, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }
}
