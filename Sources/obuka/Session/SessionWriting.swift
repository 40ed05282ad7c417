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
            let (session, remarks) = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                let session = try Session.create(
                    cohort: code,
                    form: form,
                    by: actor,
                    in: transaction
                )
                return (session, try session.remarks(cohort: code, in: transaction))
            }
            try tell(session, remarks)
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
            let (session, remarks) = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let session = try Session.correct(
                    time,
                    of: code,
                    form: form,
                    by: act,
                    in: transaction
                )
                return (session, try session.remarks(cohort: code, in: transaction))
            }
            try tell(session, remarks)
        }
    }
}

extension RehearsableCommand {
    /// Writes a session, and for people what is to be said of it in a sentence.
    fileprivate func tell(_ session: Session, _ remarks: [SessionRemark]) throws {
        try out.write(session.json(remarks))
        guard out.options.format == .table else { return }
        for remark in remarks { StandardError.write("note: \(remark.problem.problem)") }
    }
}
