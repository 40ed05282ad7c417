import ArgumentParser
import Postgres
import TrainingCentre

/// Lists or searches a noun that people know by its code.
struct ListCommand<Noun: CodedNoun>: CentreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "List or search \(Noun.path).")
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var list: ListOptions
    @Option(help: "Only those with this tag, by code (projects and courses).") var tag: String?

    func run(_ program: Program, as actor: Actor) async throws {
        let (list, tag) = (list, tag)
        guard tag == nil || Noun.takesTag else {
            throw ValidationError("\(Noun.path) have no tags to list them by")
        }
        try out.write(
            list: try await list.all { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Noun.list(matching: list.query, tag: tag, page: page, in: transaction)
                }
            }.map(\.json)
        )
    }
}

/// Shows one noun by its code.
struct ShowCommand<Noun: CodedNoun>: CentreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: "Show one \(Noun.spoken).")
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its code.") var code: String

    func run(_ program: Program, as actor: Actor) async throws {
        let code = code
        try out.write(
            try await program.centre.read { (transaction: borrowing Transaction) in
                try Noun.find(code, in: transaction)
            }.json
        )
    }
}
