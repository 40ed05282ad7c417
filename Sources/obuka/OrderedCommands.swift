import ArgumentParser
import Postgres
import TrainingCentre

/// Lets two that stand in one order change places.
struct SwapCommand<Noun: OrderedNoun>: RehearsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "swap",
            abstract: "Let \(Noun.spokenOfOne) and another one of the same order change places."
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The code of one of them.") var code: String
    @Argument(help: "The code of the other.") var other: String

    func run(_ program: Program, as actor: Actor) async throws {
        let (code, other) = (code, other)
        let swapped = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try Noun.swap(code, with: other, by: actor, in: transaction)
        }
        try out.write(list: swapped.map(\.json))
    }
}

/// What can be done with a noun whose rows stand in an order.
struct OrderedNounCommand<Noun: OrderedNoun>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Noun.noun.replacing("_", with: "-"),
            abstract: NounCommand<Noun>.configuration.abstract,
            subcommands: NounCommand<Noun>.configuration.subcommands + [SwapCommand<Noun>.self]
        )
    }
}
