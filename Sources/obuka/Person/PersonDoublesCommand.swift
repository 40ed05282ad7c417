import ArgumentParser
import Postgres
import TrainingCentre

extension PersonCommand {
    /// Lists who was likely entered twice.
    struct Doubles: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List people who were likely entered twice.",
            discussion: """
                Each pair has one name, whatever its script and diacritics, and “shared” says what \
                else: an organisation, an institution, a municipality, or the address under which \
                one of them was nominated. Certainty “possible” is for a name that few have, \
                without anything else in common, and for names that are nearly the same, as \
                Donatela and Donatella (“name_alike”). “merge” makes one of the two; \
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
