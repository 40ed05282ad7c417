import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

extension ReportCommand {
    /// The factual sentences of a document, from stored rows.
    struct Document: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "The factual sentences of a published document, with computed numbers.",
            discussion: """
                The templates lie in sql/demo/documents: S0 the first meeting of a steering board, \
                S1 the closing event of a project, S2 new trainings, S3 the description of a \
                project, S4 a study visit; a server has them at /reports/documents/S0 too. What a \
                sentence says and the stored rows do not is refused, with exit code 6.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "S0, S1, S2, S3 or S4, or the path of a template of your own.")
        var document: String
        @Option(help: "sr-Cyrl, sr-Latn or en; the document's own otherwise.")
        var language: Language?
        @Option(help: "What was so on this date; by default the document's own.")
        var asOf: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let documents = Resources.documentsDirectory(
                in: program.settings.resourcesDirectory
            )
            let own = "\(documents)/\(document.uppercased()).txt"
            let path = FileManager.default.fileExists(atPath: own) ? own : document
            let template = String(decoding: try WholeFile.read(path), as: UTF8.self)
            let read = try ReportDocument(name: document, template: template)
            let written = try await program.centre.read {
                [language, asOf] (transaction: borrowing Transaction) in
                try read.write(in: language, asOf: asOf, by: actor, in: transaction)
            }
            switch output.format {
            case .json:
                try out.write([
                    "document": .string(document),
                    "language": .string(written.language.rawValue),
                    "as_of": .string(written.asOf.description),
                    "sentences": .array(written.sentences.map(JSON.string)),
                ])
            case .ndjson, .csv:
                try out.write(list: written.sentences.map { ["sentence": .string($0)] })
            case .table:
                for sentence in written.sentences { print(sentence) }
                StandardError.write("computed from the stored rows as of \(written.asOf)")
            }
        }
    }
}
