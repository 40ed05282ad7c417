import ArgumentParser
import Postgres
import TrainingCentre

/// The person of an enrolment, and the facts that reports count.
struct EnrolmentOptions: ParsableArguments {
    @Option(help: "The person's e-mail address.") var email: String?
    @Option(help: "The name, for somebody new.") var name: String?
    @Option(help: "M or F.") var sex: String?
    @Option(name: .member("lsg-code", or: "lsg"), help: "Municipality or city, by code or by name.")
    var lsg: String?
    @Option(help: "Where the person works.") var institution: String?
    @Option(help: "The person's function there.") var function: String?
    @Option(help: "The group for whom the course is meant; by the function if left out.")
    var targetGroup: String?
    @Option(help: "employee or engaged; employee by default.") var employment: String?
    @Option(help: "first-time or refresher; first-time by default.") var participation: String?
    @Option(help: "The institution behind the person, by code.") var organisation: String?

    var form: Form {
        var values: [String: String] = [:]
        values["email"] = email
        values["name"] = name
        values["sex"] = sex
        values["lsg_code"] = lsg
        values["institution"] = institution
        values["function"] = function
        values["target_group"] = targetGroup
        values["employment"] = employment
        values["participation"] = participation
        values["organisation"] = organisation
        return Form(values)
    }
}

extension EnrolmentCommand {
    struct History: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show every change of an enrolment: who, when, why."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The enrolment's private code or its id.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let history = try await program.centre.read { (transaction: borrowing Transaction) in
                try EnrolmentHistory.find(code, by: actor, in: transaction)
            }
            try out.write(history.json)
        }
    }

    struct Apply: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask for a seat: for oneself, or as staff for anybody."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var person: EnrolmentOptions
        @Argument(help: "The cohort's code.") var cohort: String
        @Option(help: "Why staff go past approval, what the course asks for, or a closed door.")
        var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, form, chance) = (cohort, person.form, program.centre.chance)
            let act = try Act(by: actor, because: reason)
            let enrolment = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Enrolment.takeSeat(
                    cohort: cohort,
                    form: form,
                    chance: chance,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(enrolment.json)
        }
    }

    struct Nominate: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Propose somebody for an institution."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var person: EnrolmentOptions
        @Argument(help: "The cohort's code.") var cohort: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (cohort, form, chance) = (cohort, person.form, program.centre.chance)
            let enrolment = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Enrolment.nominate(
                    cohort: cohort,
                    form: form,
                    chance: chance,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(enrolment.json)
        }
    }

    struct Substitute: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put another person into an enrolment's place."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @OptionGroup var person: EnrolmentOptions
        @Argument(help: "The enrolment's private code or its id.") var code: String
        @Option(help: "Why; it goes into the history.") var reason: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, form, chance) = (code, person.form, program.centre.chance)
            let act = try Act(by: actor, because: reason)
            let enrolment = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Enrolment.substitute(code, with: form, chance: chance, by: act, in: transaction)
            }
            try out.write(enrolment.json)
        }
    }

    struct Move: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move somebody to another cohort; what was there ends."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The enrolment's private code or its id.") var code: String
        @Option(name: .member("cohort", or: "to"), help: "The other cohort's code.") var to: String
        @Option(help: "Why; it goes into the history.") var reason: String
        @Option(help: "“prerequisites”: past what the course there asks for, for the reason.")
        var past: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, target, chance) = (code, to, program.centre.chance)
            let act = try Act(by: actor, because: reason)
            var form = Form(past.map { ["past": $0] } ?? [:])
            let past = MovePast.named(in: &form)
            try form.check()
            let (enrolment, remarks) = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let moved = try Enrolment.move(
                    code,
                    to: target,
                    past: past,
                    chance: chance,
                    by: act,
                    in: transaction
                )
                return (moved, try moved.remarks(by: actor, in: transaction))
            }
            try out.write(enrolment.json(remarks))
            guard out.options.format == .table else { return }
            for remark in remarks {
                let problem = remark.problem
                StandardError.write("note: \(problem.field) \(problem.problem)")
            }
        }
    }
}
