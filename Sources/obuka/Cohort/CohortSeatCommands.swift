import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension CohortCommand {
    struct Seats: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a cohort's seats: taken, offered, held for organisations, free."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var cohort: CohortArgument

        func run(_ program: Program, as actor: Actor) async throws {
            let code = cohort.code
            let seats = try await program.centre.read { (transaction: borrowing Transaction) in
                try CohortSeats.find(cohort: code, by: actor, in: transaction)
            }
            try out.write(seats.json)
        }
    }

    struct SeatRulesCommand: RehearsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "seat-rules",
            abstract: "Show or change how a cohort gives its seats.",
            discussion: "Without an option it only shows them."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "Who agrees to an application first.") var approval: SeatRules.Approval?
        @Option(help: "Who offers a free seat to the next in the waiting list.")
        var promotion: SeatRules.Promotion?
        @Option(
            name: .member("has-waiting-list", or: "waiting-list"),
            help: "Whether people wait when all seats are taken: true or false."
        )
        var waitingList: Bool?
        @Option(help: "How many hours an offered seat is held, 1 to 720.") var offerHours: Int?
        @Option(
            name: .member("apply-until-on", or: "apply-until"),
            help: "The last day for asking, or none."
        )
        var applyUntil: String?
        @Option(
            name: .member("substitute-until-on", or: "substitute-until"),
            help: "The last day for naming somebody else, or none."
        )
        var substituteUntil: String?

        func run(_ program: Program, as actor: Actor) async throws {
            var values: [String: String] = [:]
            values["approval"] = approval?.rawValue
            values["promotion"] = promotion?.rawValue
            values["has_waiting_list"] = waitingList.map(String.init)
            values["offer_hours"] = offerHours.map(String.init)
            values["apply_until_on"] = applyUntil
            values["substitute_until_on"] = substituteUntil
            let (code, form, isChange) = (code, Form(values), !values.isEmpty)
            let rules = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                isChange
                    ? try SeatRules.change(
                        cohort: code,
                        form,
                        ifVersion: nil,
                        by: actor,
                        in: transaction
                    )
                    : try SeatRules.find(cohort: code, in: transaction)
            }
            try out.write(rules.json)
        }
    }

    struct Quota: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hold seats for an organisation that names people later; 0 gives them back."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "The organisation's code.") var organisation: String
        @Option(help: "How many seats.") var seats: Int
        @Option(name: .member("name-until-on", or: "name-until"), help: "The last day for names.")
        var nameUntil: CalendarDate

        func validate() throws {
            guard (0...1_000).contains(seats) else {
                throw ValidationError("--seats is from 0 to 1000")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, organisation, seats, day) = (code, organisation, seats, nameUntil)
            let quota = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try SeatQuota.hold(
                    seats,
                    for: organisation,
                    cohort: code,
                    until: day,
                    by: actor,
                    in: transaction
                )
            }
            try out.write(quota.json)
        }
    }

    struct Promote: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Offer free seats to the next in the waiting list.",
            discussion: "--preview lists who that would be, and offers nothing."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The cohort's code.") var code: String
        @Option(help: "At most so many seats; as many as are free unless given.") var seats: Int?
        @Flag(help: "Only say who is next.") var preview = false

        func validate() throws {
            guard (1...10_000).contains(seats ?? 1) else {
                throw ValidationError("--seats is from 1 to 10000")
            }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, seats, isPreview) = (code, seats, preview)
            let people = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                isPreview
                    ? try Cohort.nextInLine(code, seatsMax: seats, by: actor, in: transaction)
                    : try Cohort.promote(code, seatsMax: seats, by: actor, in: transaction)
            }
            try out.write(list: people.map(\.json))
        }
    }
}
