import ArgumentParser
import Postgres
import TrainingCentre

/// Lets one record stand for another that was entered twice.
struct MergeCommand<Noun: Mergeable>: RehearsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "merge",
            abstract: "Merge two records of one \(Noun.noun); “unmerge” gives back what was.",
            discussion: """
                Lists, searches and counts of distinct ones then show the second for both. What \
                was certified and counted before stays as it is.
                """
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The record that is stood for: a code, or a person's e-mail address or id.")
    var merged: String
    @Argument(help: "The one that stands for both, named alike.") var into: String
    @Option(help: "How it is known that the two are one.") var reason: String

    func run(_ program: Program, as actor: Actor) async throws {
        let (merged, into) = (merged, into)
        let act = try Act(by: actor, because: reason)
        let entered = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Merge<Noun>.enter(merged, into: into, by: act, in: transaction)
        }
        try out.write(entered.json)
    }
}

/// Undoes a merge.
struct UnmergeCommand<Noun: Mergeable>: RehearsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "unmerge",
            abstract: "Undo the merge of a \(Noun.noun): everything is again what it was."
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The record that is stood for: a code, or a person's e-mail address or id.")
    var merged: String
    @Option(help: "How it is known that the two are not one.") var reason: String

    func run(_ program: Program, as actor: Actor) async throws {
        let merged = merged
        let act = try Act(by: actor, because: reason)
        let undone = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Merge<Noun>.undo(merged, by: act, in: transaction)
        }
        try out.write(undone.json)
    }
}

/// Shows what was merged and undone.
struct MergesCommand<Noun: Mergeable>: CentreCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "merges",
            abstract: "List every merge that a \(Noun.noun) had a part in, the newest first."
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "A code, or a person's e-mail address or id.") var name: String

    func run(_ program: Program, as actor: Actor) async throws {
        let name = name
        let found = try await program.centre.read { (transaction: borrowing Transaction) in
            try Merge<Noun>.history(of: name, by: actor, in: transaction)
        }
        try out.write(list: found.map(\.json))
    }
}
