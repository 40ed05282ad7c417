import Postgres
import Testing

@testable import TrainingCentre

/// Cohorts whose seats are given by rules, and the people who want them.
struct SeatScene {
    let centre: TrainingCentre

    /// Makes an open cohort that begins in so many days, with rules.
    func cohort(
        _ code: String,
        capacity: Int,
        inDays: Int = 30,
        _ rules: [String: String] = [:]
    ) async throws {
        try await centre.importText(
            "code,title_sr_latn,title_en\nKURS,Ljudska prava,Human rights\n",
            as: .courses
        )
        let today = try await centre.read { try centreToday(in: $0) }
        let first = CalendarDate(dayNumber: today.dayNumber + inDays)
        let last = CalendarDate(dayNumber: today.dayNumber + inDays + 1)
        let report = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            \(code),KURS,\(first),\(last),Plandište,\(capacity)
            """,
            as: .cohorts
        )
        #expect(report.rejected.map(\.problem) == [])
        _ = try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
        if !rules.isEmpty { try await self.rules(code, rules) }
    }

    static let waitingList = ["has_waiting_list": "true", "promotion": "automatic"]

    func rules(_ code: String, _ rules: [String: String]) async throws {
        _ = try await centre.write(.clerk) {
            try SeatRules.change(
                cohort: code,
                Form(rules),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    /// Staff ask for people in their order; gives their enrolments.
    func ask(_ code: String, _ numbers: Range<Int>) async throws -> [Enrolment] {
        var found: [Enrolment] = []
        for number in numbers {
            found.append(try await Sample.takeSeat(code, Sample.email(number), in: centre))
        }
        return found
    }

    @discardableResult
    func act(
        _ doing: EnrolmentAct,
        _ enrolment: Enrolment,
        by actor: Actor = .clerk,
        because reason: String? = "zato što"
    ) async throws -> Enrolment {
        let act = try Act(by: actor, because: reason)
        return try await centre.write(act) {
            try Enrolment.perform(doing, enrolment.handle, by: act, in: $0)
        }
    }

    func status(_ enrolment: Enrolment) async throws -> Enrolment.Status {
        try await centre.value(
            "SELECT status FROM enrolments WHERE id = \(enrolment.id)",
            as: Enrolment.Status.self
        )
    }

    func statuses(_ enrolments: [Enrolment]) async throws -> [Enrolment.Status] {
        var found: [Enrolment.Status] = []
        for enrolment in enrolments { found.append(try await status(enrolment)) }
        return found
    }

    @discardableResult
    func move(
        _ enrolment: Enrolment,
        to cohort: String,
        past: [MovePast] = [],
        by actor: Actor = .clerk
    ) async throws -> Enrolment {
        let chance = centre.chance
        let act = try Act(by: actor, because: "bliže kući")
        return try await centre.write(act) {
            try Enrolment.move(
                enrolment.handle,
                to: cohort,
                past: past,
                chance: chance,
                by: act,
                in: $0
            )
        }
    }

    /// Lets the time of every offer pass, and nobody notice yet.
    func letOffersEnd() async throws {
        try await Owner.corrupt(
            """
            UPDATE enrolments SET offer_ends_at = now() - interval '1 second'
            WHERE status = 'offered'
            """
        )
    }

    func history(_ enrolment: Enrolment) async throws -> EnrolmentHistory {
        try await centre.read {
            try EnrolmentHistory.find(enrolment.handle, by: .clerk, in: $0)
        }
    }

    func seats(_ code: String) async throws -> CohortSeats {
        try await centre.read { try CohortSeats.find(cohort: code, by: .clerk, in: $0) }
    }

    /// An organisation and the account of its focal point.
    func focalPoint(_ organisation: String) async throws -> Actor {
        try await centre.importText(
            "code,name_sr_latn,name_en,kind\n\(organisation),Uprava,Office,local-body\n",
            as: .organisations
        )
        let email = "\(organisation.lowercased())@fp.example"
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: email,
                role: .focalPoint,
                organisation: organisation,
                by: .clerk,
                in: $0
            )
        }
        return try await centre.read { try Account.actor(email: email, in: $0) }
    }

    func nominate(
        _ number: Int,
        _ code: String,
        by actor: Actor,
        organisation: String? = nil
    ) async throws -> Enrolment {
        let chance = centre.chance
        var values = ["email": Sample.email(number), "name": "Petar Petrović"]
        values["organisation"] = organisation
        let form = Form(values)
        return try await centre.write(Act(by: actor)) {
            try Enrolment.nominate(cohort: code, form: form, chance: chance, by: actor, in: $0)
        }
    }

    func hold(_ seats: Int, for organisation: String, _ code: String) async throws {
        _ = try await centre.write(.clerk) {
            let today = try centreToday(in: $0)
            return try SeatQuota.hold(
                seats,
                for: organisation,
                cohort: code,
                until: CalendarDate(dayNumber: today.dayNumber + 5),
                by: .clerk,
                in: $0
            )
        }
    }
}
