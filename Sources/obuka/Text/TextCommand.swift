import ArgumentParser
import SerbianText

/// Reads lines and writes them in another script, or folded for search.
struct TextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Transliterate or fold lines of text.",
        subcommands: [Latin.self, Cyrillic.self, Fold.self]
    )

    private static func each(_ transform: (String) -> String) {
        while let line = readLine() { print(transform(line)) }
    }

    struct Latin: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Cyrillic to Latin.")
        func run() { TextCommand.each(SerbianText.latin) }
    }

    struct Cyrillic: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Latin to Cyrillic.")
        func run() { TextCommand.each { SerbianText.cyrillic($0) } }
    }

    struct Fold: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "One form for search.")
        func run() { TextCommand.each(SerbianText.fold) }
    }
}
