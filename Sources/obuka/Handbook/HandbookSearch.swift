import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension HandbookCommand {
    struct Search: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look for words inside of published handbooks, in both scripts.",
            discussion: """
                All words are looked for, in whatever form; words in quotes stand next to each \
                other, just so. The last word may be the beginning of one. A table marks what was \
                found with [brackets]; --format json has the places.

                  obuka handbook search 'migracije "lokalni akcioni plan"'
                  obuka handbook search trening --handbook VODIC --language sr
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "What to look for.") var words: [String]
        @Option(help: "The code of one handbook.") var handbook: String?
        @Option(help: "The tag of a language; sr is both scripts.") var language: String?
        @Flag(help: "Search editions too that a newer one has taken the place of.")
        var superseded = false
        @Option(help: "At most this many rows.") var limit = PageRequest.Limits.rowsDefault

        func run(_ program: Program, as actor: Actor) async throws {
            let search = try PassageSearch(
                query: words.joined(separator: " "),
                handbook: handbook,
                language: language,
                includesSuperseded: superseded
            )
            var unsearched: [SearchedEdition] = []
            let found = try await ListOptions.everything(limit: limit) { page in
                let found = try await program.centre.read { (transaction: borrowing Transaction) in
                    try HandbookPassage.search(search, page: page, by: actor, in: transaction)
                }
                unsearched = found.unsearched
                return found.page
            }
            try out.write(list: found.map { output.format == .table ? row($0) : $0.json })
            for edition in unsearched {
                StandardError.write(
                    "not searched: \(edition.code): \(edition.text.message ?? "")"
                )
            }
        }

        private func row(_ found: HandbookPassage) -> JSON {
            let place = found.edition.mediaType == .pdf ? "page" : "chapter"
            let text = found.passage.pieces.map { $0.isMarked ? "[\($0.text)]" : $0.text }
            return [
                "edition_code": .string(found.edition.code),
                "place": .string("\(place) \(found.number)"),
                "text": .string(text.joined()),
            ]
        }
    }
}
