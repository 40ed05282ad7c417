import ArgumentParser
import Postgres
import TrainingCentre

extension SessionCommand {
    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a session to a cohort.",
            discussion: FieldAssignments.about(Session.fields)
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Option(help: "The cohort's code.") var cohort: String
        @Argument(help: "FIELD=VALUE, each field once.") var fields: [String]

        func run(_ program: Program, as actor: Actor) async throws {
            let code = cohort
            let form = Form(try FieldAssignments.read(fields, of: Session.fields))
            let created = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Session.create(cohort: code, form: form, by: actor, in: transaction)
            }
            try out.write(created.json)
        }
    }

    struct Change: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Correct the day, the times, the length, the room or the place of a session.",
            discussion: """
                What is left out stays, and so do the marks of the session.

                \(FieldAssignments.about(Session.fields))
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The session's day, or day and beginning.") var session: String
        @Argument(help: "FIELD=VALUE, each field once; FIELD= empties it.") var fields: [String]
        @Option(help: "The cohort's code.") var cohort: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (time, code) = (session, cohort)
            let form = Form(try FieldAssignments.read(fields, of: Session.fields))
            let act = try Act(by: actor, because: reason)
            let changed = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Session.correct(time, of: code, form: form, by: act, in: transaction)
            }
            try out.write(changed.json)
        }
    }
}
