import ArgumentParser
import Postgres
import TrainingCentre

extension CourseCommand {
    struct Versions: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "The versions of a course, the newest first.",
            discussion: "`obuka import course-versions` changes the draft, or begins a version."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The course's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            try out.write(
                list: try await program.centre.read { (transaction: borrowing Transaction) in
                    try CourseVersion.list(course: code, in: transaction)
                }.map(\.json)
            )
        }
    }

    struct Revise: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a new version: a draft that says what the newest one says."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let version = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try CourseVersion.revise(code, by: actor, in: transaction)
            }
            try out.write(version.json)
        }
    }

    struct Publish: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish the draft of a course, for good.",
            discussion: """
                The first version is published with the first cohort as well. The draft of a later \
                one is published here alone, before a cohort opens with it.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let version = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try CourseVersion.publish(nil, of: code, by: actor, in: transaction)
            }
            try out.write(version.json)
        }
    }

    struct Accredit: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter that a body has accredited a version of a course."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var code: String
        @Option(help: "The version's number; the newest by default.") var version: Int?
        @Option(
            name: .member("register-number", or: "register"),
            help: "Its number in the body's register."
        )
        var register: String
        @Option(name: .member("accredited-on", or: "on"), help: "The day of the decision.")
        var on: CalendarDate
        @Option(
            name: .member("starts-on", or: "from"),
            help: "From when it counts; the day of the decision by default."
        )
        var from: CalendarDate?
        @Option(
            name: .member("ends-on", or: "until"),
            help: "Until when it counts; without an end by default."
        )
        var until: CalendarDate?
        @Option(help: "Who accredited it, in Cyrillic; or --body-latn.") var bodyCyrl: String?
        @Option(help: "Who accredited it, in Latin; or --body-cyrl.") var bodyLatn: String?
        @Option(help: "Who accredited it, in English.") var bodyEn: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, number) = (code, version)
            let form = Form([
                "register_number": register, "accredited_on": on.description,
                "starts_on": from?.description ?? "", "ends_on": until?.description ?? "",
                "body_sr_cyrl": bodyCyrl ?? "", "body_sr_latn": bodyLatn ?? "",
                "body_en": bodyEn ?? "",
            ])
            let accredited = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try CourseVersion.accredit(number, of: code, form, by: actor, in: transaction)
            }
            try out.write(accredited.json)
        }
    }
}
