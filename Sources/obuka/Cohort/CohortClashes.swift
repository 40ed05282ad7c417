import ArgumentParser
import Postgres
import TrainingCentre

extension CohortCommand {
    struct Clashes: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Whom or which room another cohort wants; small rooms; sessions that overlap."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var cohort: CohortArgument

        func run(_ program: Program, as actor: Actor) async throws {
            let code = cohort.code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try CohortClash.list(cohort: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }
}
