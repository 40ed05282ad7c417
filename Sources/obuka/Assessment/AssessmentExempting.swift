import ArgumentParser
import Postgres
import TrainingCentre

extension AssessmentCommand {
    struct Exemptions: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who need not be assessed in a cohort, and on what evidence."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try AssessmentExemption.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Exempt: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Exempt somebody from an assessment for what was learned before."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Argument(help: "The person's e-mail address.") var email: String
        @Option(help: "The assessment's code.") var assessment: String
        @Option(help: "What proves it.") var evidence: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let form = Form(["email": email, "assessment": assessment, "evidence": evidence])
            let act = try Act(by: actor, because: reason)
            let granted = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try AssessmentExemption.grant(cohort: cohort, form, by: act, in: transaction)
            }
            try out.write(granted.json)
        }
    }

    struct Unexempt: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take an exemption back.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Argument(help: "The person's e-mail address.") var email: String
        @Option(help: "The assessment's code.") var assessment: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort
            let form = Form(["email": email, "assessment": assessment])
            let act = try Act(by: actor, because: reason)
            let ended = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try AssessmentExemption.end(cohort: cohort, form, by: act, in: transaction)
            }
            try out.write(ended.json)
        }
    }
}
