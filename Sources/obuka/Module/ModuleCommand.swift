import ArgumentParser
import Postgres
import TrainingCentre

/// Modules: parts of courses that people go through alone.
struct ModuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module",
        abstract: "Modules: parts of courses that people go through alone.",
        discussion: "`obuka course modules` lists those of a course.",
        subcommands: [
            ListCommand<CourseModule>.self, ShowCommand<CourseModule>.self,
            CreateCommand<CourseModule>.self, ChangeCommand<CourseModule>.self, Plan.self,
            Progress.self, Complete.self, Uncomplete.self, Import.self, Versions.self, Publish.self,
            Watching.self, Silence.self, Attempts.self, Log.self, Stated.self,
        ]
    )

    struct Plan: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which modules a course has, in the place of those that it had.",
            discussion: """
                They stand in the course's draft, which is begun when its newest version is \
                published, and are fixed when that is.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The course's code.") var course: String
        @Argument(help: "The modules' codes, in order.") var modules: [String] = []
        @Option(name: .customLong("require"), help: "A module that passing takes; repeat it.")
        var required: [String] = []

        func run(_ program: Program, as actor: Actor) async throws {
            let (course, modules, required) = (course, modules, required)
            let planned = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try VersionModule.plan(
                    course: course,
                    modules: modules,
                    required: required,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(list: planned.map(\.json))
        }
    }

    struct Progress: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how far people are with modules, and what passing still takes.",
            discussion: """
                not-begun, in-progress, failed, done, or refused: done and not counted, with the
                reason.
                Of a cohort all formats but json have a row for each person and module.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Everybody of this cohort, by its code.") var cohort: String?
        @Option(help: "One enrolment, by its code or id.") var enrolment: String?

        func validate() throws {
            guard (cohort == nil) != (enrolment == nil) else {
                throw ValidationError("name a cohort or an enrolment")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, enrolment) = (cohort, enrolment)
            if let cohort {
                let found = try await program.centre.read { (transaction: borrowing Transaction) in
                    try EnrolmentModules.list(cohort: cohort, by: actor, in: transaction)
                }
                let isWhole = output.format == .json
                return try out.write(list: isWhole ? found.map(\.json) : found.flatMap(\.rows))
            }
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try EnrolmentModules.find(enrolment ?? "", by: actor, in: transaction)
            }
            try out.write(found.json, rowsIn: "modules")
        }
    }

    struct Complete: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter that somebody has completed a module, or correct it with a reason.",
            discussion: "Many at once: `obuka import module-completions`."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The enrolment's code or id.") var enrolment: String
        @Argument(help: "The module's code.") var module: String
        @Option(name: .member("completed-on", or: "on"), help: "When; today by default.")
        var on: CalendarDate?
        @Option(name: .member("score-percent", or: "score"), help: "What was reached, in percent.")
        var score: String?
        @Option(help: "Where, here or elsewhere: elsewhere if there is evidence.")
        var source: String?
        @Option(help: "What shows it; needed for what was completed elsewhere.")
        var evidence: String?
        @Option(help: "Why it corrects what is entered.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (enrolment, module) = (enrolment, module)
            let form = Form([
                "completed_on": on?.description ?? "", "score_percent": score ?? "",
                "source": source ?? "", "evidence": evidence ?? "",
            ])
            let act = try Act(by: actor, because: reason)
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try ModuleCompletion.enter(module, of: enrolment, form, by: act, in: transaction)
            }
            try out.write(found.json, rowsIn: "modules")
        }
    }

    struct Uncomplete: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that somebody has completed a module."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The enrolment's code or id.") var enrolment: String
        @Argument(help: "The module's code.") var module: String
        @Option(help: "Why; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (enrolment, module) = (enrolment, module)
            let act = try Act(by: actor, because: reason)
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try ModuleCompletion.takeBack(module, of: enrolment, by: act, in: transaction)
            }
            try out.write(found.json, rowsIn: "modules")
        }
    }
}
