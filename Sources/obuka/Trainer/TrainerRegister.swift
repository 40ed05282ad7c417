import ArgumentParser
import Postgres
import TrainingCentre

/// What is said of somebody who is entered in the register.
struct TrainerOptions: ParsableArguments {
    @Argument(help: "The person's e-mail address.") var email: String
    @Option(help: "Full name, given name first, of somebody who is not known yet.")
    var name: String?
    @Option(help: "The code of a course that the person offers to teach; again for more.")
    var course: [String] = []
    @Option(help: "The code of a field; again for more.") var field: [String] = []
    @Option(help: "A language of teaching (sr, en, hu); again for more; sr by default.")
    var language: [String] = []
    @Option(help: "employee or engaged; employee by default.") var employment: String?
    @Option(help: "A short text in Serbian, in Latin script.") var bio: String?
    @Option(help: "The same in English.") var bioEn: String?

    func form(nominatedBy organisation: String? = nil) -> Form {
        Form(
            [
                "email": email, "name": name ?? "", "employment": employment ?? "",
                "nominated_by": organisation ?? "", "bio_sr_latn": bio ?? "",
                "bio_en": bioEn ?? "",
            ],
            lists: ["courses": course, "fields": field, "languages": language]
        )
    }
}

extension TrainerCommand {
    struct Apply: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a person's application to become a trainer."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var trainer: TrainerOptions

        func run(_ program: Program, as actor: Actor) async throws {
            try await enter(trainer.form(), program, actor)
        }
    }

    struct Nominate: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter an institution's or a partner's nomination of a trainer."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var trainer: TrainerOptions
        @Option(
            name: .member("nominated-by", or: "by"),
            help: "The code of the organisation that nominates."
        )
        var organisation: String

        func run(_ program: Program, as actor: Actor) async throws {
            try await enter(trainer.form(nominatedBy: organisation), program, actor)
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a trainer's entry, with decisions and evidence."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The trainer's e-mail address.") var email: String

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try TrainerProfile.file(
                    try TrainerProfile.find(email: email, by: actor, in: transaction),
                    in: transaction
                )
            }
            try out.write(found)
        }
    }

    struct Decide: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Decide on an entry.",
            discussion: """
                received, under-review, accepted (needs --number), refused (needs --reason), \
                withdrawn.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The trainer's e-mail address.") var email: String
        @Argument(help: "What the entry becomes.") var state: String
        @Option(help: "The number of the decision on paper.") var number: String?
        @Option(help: "The day; today by default.") var on: CalendarDate?
        @Option(help: "Why.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let act = try Act(by: actor, because: reason)
            let form = Form([
                "state": state, "number": number ?? "", "on": on?.description ?? "",
            ])
            let decided = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let id = try TrainerProfile.find(email: email, by: actor, in: transaction).id
                return try TrainerProfile.decide(id, form, by: act, in: transaction)
            }
            try out.write(decided.json)
        }
    }

    struct Evidence: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter what a trainer showed: where it is kept, or its SHA-256."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The trainer's e-mail address.") var email: String
        @Option(help: "cv, diploma, tot-certificate, delivery-record or other.") var kind: String
        @Option(help: "Its title.") var title: String
        @Option(help: "Where it is kept.") var place: String?
        @Option(help: "SHA-256 of the file, as sha256sum prints it.") var digest: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let form = Form([
                "kind": kind, "title": title, "place": place ?? "", "digest": digest ?? "",
            ])
            let all = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                let id = try TrainerProfile.find(email: email, by: actor, in: transaction).id
                return try TrainerEvidence.enter(form, for: id, by: actor, in: transaction)
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Publish: RehearsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "listing",
            abstract: "Enter that a trainer wants to be in the public list, or does not any more."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The trainer's e-mail address.") var email: String
        @Flag(help: "Not in the list.") var off = false
        @Option(help: "How the trainer said so; it goes into the audit.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (email, isListed) = (email, !off)
            let act = try Act(by: actor, because: reason)
            let changed = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let id = try TrainerProfile.find(email: email, by: actor, in: transaction).id
                return try TrainerProfile.list(id, publicly: isListed, by: act, in: transaction)
            }
            try out.write(changed.json)
        }
    }

    /// All entries of the register, or those in one state.
    static func register(
        _ state: TrainerProfile.State?,
        _ program: Program,
        _ actor: Actor
    ) async throws -> [TrainerProfile] {
        try await ListOptions.everything { page in
            try await program.centre.read { (transaction: borrowing Transaction) in
                try TrainerProfile.list(state: state, page: page, by: actor, in: transaction)
            }
        }
    }
}

extension RehearsableCommand {
    fileprivate func enter(_ form: Form, _ program: Program, _ actor: Actor) async throws {
        let entered = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try TrainerProfile.enter(form, by: actor, in: transaction)
        }
        try out.write(entered.json)
    }
}

extension TrainerProfile.State: ExpressibleByArgument {}
