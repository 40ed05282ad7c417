import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Who was there, and who says so.
struct AttendanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attendance",
        abstract: "Attendance: marks, sheets to sign, and arrivals by code.",
        discussion: "Marks are entered and corrected with “import attendance”.",
        subcommands: [List.self, Sheet.self, Arrivals.self, Open.self, Confirm.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List a cohort's sessions and people, marked or not."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var cohort: CohortArgument

        func run(_ program: Program, as actor: Actor) async throws {
            let cohort = cohort.code
            let lines = try await program.centre.read { (transaction: borrowing Transaction) in
                try AttendanceLine.list(cohort: cohort, by: actor, in: transaction)
            }
            try out.write(list: lines.map(\.json))
        }
    }

    struct Sheet: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the list that trainees sign, as PDF.",
            discussion: "Without a session, one list for each session of the cohort."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "The day of one session.") var session: CalendarDate?
        @Option(help: "sr-Cyrl, sr-Latn or en.") var language: Language = .serbianCyrillic
        @Option(name: [.customShort("o"), .customLong("output")], help: "The file to write.")
        var path: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, day, language) = (cohort, session?.description, language)
            let papers = program.centre.papers
            let bytes = try await program.centre.read { (transaction: borrowing Transaction) in
                try SignInSheet.pdf(
                    cohort: cohort,
                    session: day,
                    language,
                    papers,
                    by: actor,
                    in: transaction
                )
            }
            try WholeFile.write(bytes, to: path)
        }
    }

    struct Arrivals: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who arrived at a session by own word."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "The day of the session.") var session: CalendarDate

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, day) = (cohort, session.description)
            let arrivals = try await program.centre.read { (transaction: borrowing Transaction) in
                try Arrival.list(day, of: cohort, by: actor, in: transaction)
            }
            try out.write(list: arrivals.map(\.json))
        }
    }

    struct Open: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let trainees arrive at a session by a code on the trainer's screen.",
            discussion: "The path of the screen counts for ten minutes: open it on the projector."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "The day of the session.") var session: CalendarDate

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, day, chance) = (cohort, session.description, program.centre.chance)
            let opened = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ArrivalScreen.open(day, of: cohort, chance: chance, by: actor, in: transaction)
            }
            try out.write(opened)
        }
    }

    struct Confirm: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Confirm arrivals with the number of heads in the room.",
            discussion: """
                Everybody who arrived is marked present, if that and who is marked already come \
                to the number; otherwise nothing is. Afterwards nobody arrives any more.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "The day of the session.") var session: CalendarDate
        @Option(name: .member("heads", or: "count"), help: "The heads that you counted.")
        var count: Int
        @Option(help: "E-mail address of somebody who arrived and is not there; repeatable.")
        var except: [String] = []

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, day, heads, except) = (cohort, session.description, count, except)
            let confirmed = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try ArrivalConfirmation.enter(
                    day,
                    of: cohort,
                    heads: heads,
                    except: except,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(confirmed.json)
        }
    }
}
