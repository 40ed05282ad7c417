import ArgumentParser
import Postgres
import TrainingCentre

extension ShownName: ExpressibleByArgument {}

extension PersonCommand {
    struct Privacy: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter how much of a holder's name the public sees.",
            discussion: """
                For all certificates of the person, from now on. Files that somebody has already \
                stay as they are.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The person's e-mail address.") var email: String
        @Option(help: "full, initials or hidden.") var show: ShownName
        @Option(help: "Why; it goes into the audit.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, show) = (email, show)
            let act = try Act(by: actor, because: reason)
            let chosen = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try PersonPrivacy.choose(show, of: email, by: actor, in: transaction)
            }
            try out.write(chosen.json)
        }
    }
}
