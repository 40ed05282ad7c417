import ArgumentParser
import Postgres
import TrainingCentre

extension PersonCommand {
    /// Lists who was likely entered twice.
    struct Doubles: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List people who were likely entered twice.",
            discussion: """
                Each pair has one name, whatever its script and diacritics, and an organisation, \
                an institution or a municipality in common. “merge” makes one of the two; \
                “unmerge” afterwards says that they are two, and they are not listed again.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "At most this many pairs.") var limit: Int?

        func run(_ program: Program, as actor: Actor) async throws {
            let found = try await ListOptions.everything(limit: limit) { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try LikelyDouble.list(page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: found.map(\.json))
        }
    }
}
