import ArgumentParser
import Postgres
import TrainingCentre

/// What every act with one enrolment is given.
struct EnrolmentActOptions: ParsableArguments {
    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "The enrolment's private code or its id.") var code: String
}

/// A command that does one act of the state machine with an enrolment.
protocol EnrolmentActCommand: RehearsableCommand {
    static var act: EnrolmentAct { get }
    var given: EnrolmentActOptions { get }
    var why: String? { get }
}

extension EnrolmentActCommand {
    var options: SettingOptions { given.options }
    var output: OutputOptions { given.output }
    var write: WriteOptions { given.write }
    var why: String? { nil }

    func run(_ program: Program, as actor: Actor) async throws {
        try await perform(Self.act, program, as: actor)
    }

    /// Does an act and writes the enrolment as it is then.
    func perform(
        _ doing: EnrolmentAct,
        hours: Int? = nil,
        _ program: Program,
        as actor: Actor
    ) async throws {
        let code = given.code
        let act = try Act(by: actor, because: why)
        let enrolment = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Enrolment.perform(doing, code, hours: hours, by: act, in: transaction)
        }
        try out.write(enrolment.json)
    }
}

extension EnrolmentCommand {
    struct Endorse: EnrolmentActCommand {
        static let act = EnrolmentAct.endorse
        static let configuration = CommandConfiguration(
            abstract: "Say for an institution that it stands behind an application."
        )

        @OptionGroup var given: EnrolmentActOptions
    }

    struct Approve: EnrolmentActCommand {
        static let act = EnrolmentAct.approve
        static let configuration = CommandConfiguration(
            abstract: "Agree for the centre: a seat, or a place in the waiting list."
        )

        @OptionGroup var given: EnrolmentActOptions
        @Option(help: "Why this goes past what the course asks for, or a training that has begun.")
        var reason: String?
        var why: String? { reason }
    }

    struct Decline: EnrolmentActCommand {
        static let act = EnrolmentAct.decline
        static let configuration = CommandConfiguration(
            abstract: "Say no to an application, or to an offered seat."
        )

        @OptionGroup var given: EnrolmentActOptions
        @Option(help: "Why; not needed for one's own.") var reason: String?
        var why: String? { reason }
    }

    struct Offer: EnrolmentActCommand {
        static let act = EnrolmentAct.offer
        static let configuration = CommandConfiguration(
            abstract: "Offer a free seat to somebody in the waiting list."
        )

        @OptionGroup var given: EnrolmentActOptions
        @Option(help: "How many hours it is held, 1 to 720; as the cohort's rules say.")
        var hours: Int?
        @Option(help: "Why it is held longer than the rules say, or goes past what is asked for.")
        var reason: String?
        var why: String? { reason }

        func validate() throws {
            guard (1...720).contains(hours ?? 1) else {
                throw ValidationError("--hours is from 1 to 720")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            try await perform(.offer, hours: hours, program, as: actor)
        }
    }

    struct Accept: EnrolmentActCommand {
        static let act = EnrolmentAct.accept
        static let configuration = CommandConfiguration(abstract: "Take the seat that is offered.")

        @OptionGroup var given: EnrolmentActOptions
    }

    struct NoShow: EnrolmentActCommand {
        static let act = EnrolmentAct.noShow
        static let configuration = CommandConfiguration(
            abstract: "Enter that somebody did not come, or with --undo that it was a mistake."
        )

        @OptionGroup var given: EnrolmentActOptions
        @Option(help: "Why; it goes into the history.") var reason: String
        @Flag(help: "The person was there after all.") var undo = false
        var why: String? { reason }

        func run(_ program: Program, as actor: Actor) async throws {
            try await perform(undo ? .come : .noShow, program, as: actor)
        }
    }
}
