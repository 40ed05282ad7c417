import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Workshops, visits, meetings, ceremonies: what is no training.
struct ActivityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activity",
        abstract: "Activities that are no trainings.",
        discussion: "Their items are “activity-item”, their speakers “activity-speaker”.",
        subcommands: [
            ListCommand<Activity>.self, ShowCommand<Activity>.self, CreateCommand<Activity>.self,
            ChangeCommand<Activity>.self, Summary.self, Participants.self, Participant.self,
            Ceremony.self,
        ]
    )

    struct Summary: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say in a few sentences what an activity was; in JSON with its programme."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its code.") var code: String
        @Option(help: "sr-Cyrl, sr-Latn or en.") var language = Language.serbianLatin

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let summary = try await program.centre.read { (transaction: borrowing Transaction) in
                try ActivitySummary.make(code, in: transaction)
            }
            if output.format == .table { return print(summary.text[language]) }
            try out.write(summary.json)
        }
    }

    struct Participants: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who took part, as far as they are known by name."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The activity's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try ActivityParticipant.list(of: code, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }

    struct Participant: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a known person as a participant; again with other facts changes them.",
            discussion: "Users of a centre are counted and never entered by name."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The activity's code.") var code: String
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "What they were then.") var function: String?
        @Option(help: "employee or engaged.") var employment: String?
        @Flag(
            name: .member("is-presenter", or: "presenter"),
            help: "They also presented something."
        )
        var presenter = false

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            var values = ["email": email, "is_presenter": presenter ? "true" : "false"]
            values["function"] = function
            values["employment"] = employment
            let form = Form(values)
            let all = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ActivityParticipant.enter(code, form, by: actor, in: transaction)
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Ceremony: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who gets a certificate at a ceremony: by LSG, then by family name."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The activity's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let entries = try await program.centre.read { (transaction: borrowing Transaction) in
                try Activity.ceremonyList(code, by: actor, in: transaction)
            }
            try out.write(list: entries.map(\.json))
        }
    }
}
