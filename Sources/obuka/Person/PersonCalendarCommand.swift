import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension PersonCommand {
    struct Calendar: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a secret address of a person's calendar, for a calendar program.",
            discussion: """
                It is shown now and never again: send it to the person alone. A new one ends the \
                one before it; --revoke ends it without a new one and needs --reason.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The person's e-mail address.") var email: String
        @Flag(help: "End the address.") var revoke = false
        @Option(help: "Why; it goes into the audit.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, revokes, chance) = (email, revoke, program.centre.chance)
            let act = try Act(by: actor, because: reason)
            let address = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) -> CalendarAddress? in
                if revokes {
                    try CalendarAddress.end(email, by: act, in: transaction)
                    return nil
                }
                return try CalendarAddress.make(email, chance: chance, by: actor, in: transaction)
            }
            let site = program.settings.publicURL
            try out.write(["calendar": JSON(address.map { site + $0.path })])
        }
    }
}
