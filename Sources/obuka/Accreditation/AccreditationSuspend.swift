import ArgumentParser
import Postgres
import TrainingCentre

extension AccreditationCommand {
    struct Suspend: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Suspend an accreditation: its certificate says so until it is reinstated."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its number.") var accreditation: Int
        @Option(help: "Why, for the records of the centre.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Accreditation>(accreditation)
            let act = try Act(by: actor, because: reason)
            let suspended = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Accreditation.suspend(id, true, by: act, in: transaction)
            }
            try out.write(suspended.json)
        }
    }

    struct Reinstate: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End the suspension of an accreditation."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its number.") var accreditation: Int
        @Option(help: "Why, for the records of the centre.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Accreditation>(accreditation)
            let act = try Act(by: actor, because: reason)
            let reinstated = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Accreditation.suspend(id, false, by: act, in: transaction)
            }
            try out.write(reinstated.json)
        }
    }
}
