import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// How papers and badges look.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "How certificates and badges look: data that can be changed.",
        discussion: """
            certificate holds words and layout, badge those of badges, letterhead the place, who \
            signs and the logos. Export one, change it, look at it with preview, import it:

              obuka template export letterhead -o letterhead.json
              obuka template preview letterhead letterhead.json -o preview.pdf
              obuka template import letterhead letterhead.json --logo centre.png --logo donor.png

            What was signed before stays as it is, and names the version that it was made of.
            """,
        subcommands: [List.self, Show.self, Export.self, Import.self, TemplatePreview.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the templates, each in the version that counts."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let papers = program.centre.papers
            let parts = try await program.centre.read { (transaction: borrowing Transaction) in
                try PaperPart.allCases.map { try papers.present($0, in: transaction) }
            }
            try out.write(list: parts.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the versions of a template, the newest first."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "certificate, badge or letterhead.") var template: PaperPart

        func run(_ program: Program, as actor: Actor) async throws {
            let template = template
            let versions = try await program.centre.read { (transaction: borrowing Transaction) in
                try PaperVersion.list(template, in: transaction)
            }
            try out.write(list: versions.map(\.json))
        }
    }

    struct Export: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a template's file: the one that counts, or an older version."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "certificate, badge or letterhead.") var template: PaperPart
        @Option(help: "A version that “obuka template show” lists.") var version: Int?
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
        var path: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (template, version, papers) = (template, version, program.centre.papers)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                guard let version else { return try papers.present(template, in: transaction) }
                return try PaperVersion.find(template, version: version, in: transaction)
            }
            try WholeFile.write(found.content, to: path)
        }
    }

    struct Import: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a new version of a template, which counts from now on.",
            discussion: "One that could not be printed is refused with the place of the mistake."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "certificate, badge or letterhead.") var template: PaperPart
        @Argument(help: "The file.") var file: String
        @Option(help: "A PNG image in the place of the letterhead's logos; again for more.")
        var logo: [String] = []

        func run(_ program: Program, as actor: Actor) async throws {
            let (template, papers) = (template, program.centre.papers)
            let (content, logos) = (try WholeFile.read(file), try logo.map(WholeFile.read))
            let act = Act(by: actor)
            let version = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try PaperVersion.enter(
                    template,
                    content,
                    logos: logos,
                    papers: papers,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(version.json)
        }
    }
}

/// Draws a certificate or a badge, without signing or storing it.
struct TemplatePreview: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Write a certificate as PDF, or a badge as SVG, without signing or storing it.",
        discussion: "With FILE in the place of the template that counts."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "certificate, badge or letterhead.") var template: PaperPart
    @Argument(help: "A file to try.") var file: String?
    @Option(help: "A certificate of the register instead of a sample.") var id: String?
    @Option(help: "Of the sample: completion, participation or accreditation.")
    var kind: Certificate.Kind = .completion
    @Option(help: "sr-Cyrl, sr-Latn or en.") var language: Language = .serbianCyrillic
    @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
    var path: String?

    func run(_ program: Program, as actor: Actor) async throws {
        let preview = PaperPreview(
            part: template,
            draft: try file.map(WholeFile.read),
            kind: kind,
            language: language,
            id: try id.map { try Certificate.id(typed: $0) }
        )
        let (papers, signing) = (program.centre.papers, program.centre.signing)
        let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
            try preview.bytes(papers, signing, by: actor, in: transaction)
        }
        try WholeFile.write(bytes, to: path)
    }
}

extension PaperPart: ExpressibleByArgument {}
