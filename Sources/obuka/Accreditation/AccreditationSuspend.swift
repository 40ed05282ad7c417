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
            try await suspend(true, accreditation, try Act(by: actor, because: reason), program)
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
            try await suspend(false, accreditation, try Act(by: actor, because: reason), program)
        }
    }
}

extension RehearsableCommand {
    /// Suspends an accreditation, or reinstates it.
    fileprivate func suspend(
        _ isSuspended: Bool,
        _ accreditation: Int,
        _ act: Act,
        _ program: Program
    ) async throws {
        let id = ID<Accreditation>(accreditation)
        let changed = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Accreditation.suspend(id, isSuspended, by: act, in: transaction)
        }
        try out.write(changed.json)
    }
}
