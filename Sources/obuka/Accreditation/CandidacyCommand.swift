import ArgumentParser
import Postgres
import TrainingCentre

/// The way to an accreditation.
struct CandidacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "candidacy",
        abstract: "The way to an accreditation: four stages, by named examiners.",
        discussion: """
            tot-passed, practice-observed, assessed, verified. Assessor and verifier are two \
            people, neither of them the candidate. Then “accreditation grant --candidacy N”.
            """,
        subcommands: [
            List.self, Show.self, Open.self, Enter.self, Extend.self, End.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List candidacies.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Flag(help: "Only those that have not ended.") var open = false

        func run(_ program: Program, as actor: Actor) async throws {
            let open = open
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try Candidacy.list(onlyOpen: open, page: page, by: actor, in: transaction)
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one candidacy with its stages."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its number.") var candidacy: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Candidacy>(candidacy)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try Candidacy.find(id, by: actor, in: transaction)
            }
            try out.write(found.json)
        }
    }

    struct Open: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin somebody's way to an accreditation."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address of a known person.") var email: String
        @Option(help: "The course's code.") var course: String?
        @Option(help: "The field's code, instead of a course.") var field: String?
        @Option(
            name: .member("deadline-on", or: "deadline"),
            help: "The last day; in 90 days by default."
        )
        var deadline: CalendarDate?

        func run(_ program: Program, as actor: Actor) async throws {
            let form = Form([
                "email": email, "course": course ?? "", "field": field ?? "",
                "deadline_on": deadline?.description ?? "",
            ])
            let opened = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Candidacy.open(form, by: actor, in: transaction)
            }
            try out.write(opened.json)
        }
    }

    struct Enter: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a verdict on a stage; a later one counts instead of it."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The number of the candidacy.") var candidacy: Int
        @Argument(help: "tot-passed, practice-observed, assessed or verified.") var stage: String
        @Argument(help: "pass, fail, asked-to-repeat or not-evaluated.") var verdict: String
        @Option(help: "The e-mail address of the examiner, a known person.") var examiner: String?
        @Option(help: "The day; today by default.") var on: CalendarDate?
        @Option(help: "Anything more.") var note: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Candidacy>(candidacy)
            let form = Form([
                "stage": stage, "verdict": verdict, "examiner": examiner ?? "",
                "on": on?.description ?? "", "note": note ?? "",
            ])
            let changed = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Candidacy.enter(form, on: id, by: actor, in: transaction)
            }
            try out.write(changed.json)
        }
    }

    struct Extend: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a candidate time until another day."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The number of the candidacy.") var candidacy: Int
        @Option(name: .member("deadline-on", or: "deadline"), help: "The last day.")
        var deadline: CalendarDate
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (id, day) = (ID<Candidacy>(candidacy), deadline)
            let act = try Act(by: actor, because: reason)
            let changed = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Candidacy.extend(id, until: day, by: act, in: transaction)
            }
            try out.write(changed.json)
        }
    }

    struct End: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a candidacy that leads to nothing."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The number of the candidacy.") var candidacy: Int
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let id = ID<Candidacy>(candidacy)
            let act = try Act(by: actor, because: reason)
            let ended = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Candidacy.end(id, by: act, in: transaction)
            }
            try out.write(ended.json)
        }
    }
}
