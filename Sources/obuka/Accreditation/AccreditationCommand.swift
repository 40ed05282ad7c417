import ArgumentParser
import Postgres
import TrainingCentre

/// Who may teach what.
struct AccreditationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accreditation",
        abstract: "Accreditations of trainers.",
        subcommands: [
            List.self, Show.self, Grant.self, Suspend.self, Reinstate.self, Renew.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List accreditations.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Only of this course.") var course: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let course = course
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Accreditation.list(course: course, page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one accreditation.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its number.") var accreditation: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Accreditation>(accreditation)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Accreditation.find(id, by: actor, in: transaction)
            }
            try out.write(found.json)
        }
    }

    struct Grant: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Grant a person the right to teach a course, or the courses of a field.",
            discussion: "Its certificate is issued with “certificate issue --accreditation N”."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The course's code.") var course: String?
        @Option(help: "The field's code, instead of a course.") var field: String?
        @Option(help: "The number of the complete candidacy that it comes of.")
        var candidacy: Int?
        @Option(name: .member("starts-on", or: "from"), help: "The first day.")
        var from: CalendarDate
        @Option(name: .member("ends-on", or: "until"), help: "The last day.")
        var until: CalendarDate
        @Option(help: "On what basis: a decision, an examination.") var basis: String

        func run(_ program: Program, as actor: Actor) async throws {
            let form = Form([
                "email": email, "course": course ?? "", "field": field ?? "",
                "candidacy": candidacy.map(String.init) ?? "", "starts_on": from.description,
                "ends_on": until.description, "basis": basis,
            ])
            let granted = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Accreditation.grant(form, by: actor, in: transaction)
            }
            try out.write(granted.json)
        }
    }

    struct Renew: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Renew an accreditation by a new one that is linked to it."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The number of the old one.") var accreditation: Int
        @Option(
            name: .member("starts-on", or: "from"),
            help: "The first day; the one after the old one's last by default."
        )
        var from: CalendarDate?
        @Option(name: .member("ends-on", or: "until"), help: "The last day.")
        var until: CalendarDate
        @Option(help: "On what basis.") var basis: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Accreditation>(accreditation)
            var values = ["ends_on": until.description, "basis": basis]
            values["starts_on"] = from?.description
            let form = Form(values)
            let renewed = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Accreditation.renew(id, form, by: actor, in: transaction)
            }
            try out.write(renewed.json)
        }
    }
}
