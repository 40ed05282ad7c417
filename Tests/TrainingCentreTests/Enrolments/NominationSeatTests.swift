import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Nominations, approvals and held seats", .centre)
struct NominationSeatTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    /// The account of a trainee who is known to the centre.
    private func trainee(_ number: Int) async throws -> Actor {
        let email = Sample.email(number)
        try await centre.importText("name,email\nPetar Petrović,\(email)\n", as: .people)
        _ = try await centre.write(.clerk) {
            try Account.create(email: email, role: .trainee, organisation: nil, by: .clerk, in: $0)
        }
        return try await centre.read { try Account.actor(email: email, in: $0) }
    }

    private func apply(
        _ code: String,
        _ values: [String: String] = [:],
        by actor: Actor
    ) async throws -> Enrolment {
        let chance = centre.chance
        return try await centre.write(Act(by: actor)) {
            try Enrolment.takeSeat(
                cohort: code,
                form: Form(values),
                chance: chance,
                by: actor,
                in: $0
            )
        }
    }

    @Test("An institution says whom it proposes, and learns nobody's name from an address")
    func unnamed() async throws {
        try await scene.cohort("IME", capacity: 3, [:])
        let own = try await scene.focalPoint("SVOJA")
        let address = "poznata@a.example"
        try await centre.importText("name,email\nMilica Savić,\(address)\n", as: .people)
        let chance = centre.chance
        func propose(_ values: [String: String], by actor: Actor) async throws -> String? {
            try await refusal {
                _ = try await centre.write(Act(by: actor)) {
                    try Enrolment.nominate(
                        cohort: "IME",
                        form: Form(values.merging(["email": address]) { $1 }),
                        chance: chance,
                        by: actor,
                        in: $0
                    )
                }
            }
        }
        #expect(try await propose([:], by: own) == "invalid")
        #expect(try await propose(["name": "Mila Savić"], by: own) == nil)
        #expect(try await propose(["name": "Милица Савић"], by: own) == "name_differs")
        #expect(try await propose(["name": "Мила Савић"], by: own) == "already_enrolled")
        #expect(try await propose(["organisation": "SVOJA"], by: .clerk) == nil)
    }

    @Test("An application passes the institution first and the centre second, and takes no seat")
    func twoStages() async throws {
        try await scene.cohort("DVA", capacity: 1, ["approval": "institution-and-centre"])
        let (own, other) = (
            try await scene.focalPoint("SVOJA"), try await scene.focalPoint("TUDJA")
        )
        let ana = try await trainee(1)
        #expect(
            try await refusal { _ = try await apply("DVA", by: ana) } == "institution_missing"
        )
        let asked = try await apply("DVA", ["organisation": "SVOJA"], by: ana)
        #expect(asked.status == .applied)
        #expect(try await scene.seats("DVA").free == 1)
        #expect(try await refusal { try await scene.act(.approve, asked) } == "not_endorsed")
        #expect(
            try await refusal { try await scene.act(.endorse, asked, by: other) }
                == "enrolment_not_found"
        )
        #expect(
            try await refusal { try await scene.act(.approve, asked, by: own) } == "not_allowed"
        )
        #expect(
            try await refusal { try await scene.act(.endorse, asked, by: ana) } == "not_allowed"
        )
        #expect(try await scene.act(.endorse, asked, by: own).status == .endorsed)
        #expect(try await scene.act(.approve, asked).status == .confirmed)
        // A nomination is the institution's word already.
        let named = try await scene.nominate(2, "DVA", by: own)
        #expect(named.status == .endorsed)
        #expect(named.organisation == "SVOJA")
        #expect(named.facts.institution == "Uprava")
        #expect(try await refusal { try await scene.act(.approve, named) } == "cohort_full")
        #expect(
            try await refusal { try await scene.act(.decline, named, because: nil) }
                == "reason_missing"
        )
        #expect(try await scene.act(.decline, named).status == .declined)
        #expect(
            try await refusal {
                _ = try await scene.nominate(3, "DVA", by: own, organisation: "TUDJA")
            } == "not_allowed"
        )
        // Neither sees the other's people.
        let (page, seen) = (PageRequest(), try await listed("SVOJA", by: own))
        #expect(seen == [named.id, asked.id])
        #expect(
            try await refusal {
                _ = try await centre.read {
                    try Enrolment.list(organisation: "SVOJA", page: page, by: other, in: $0)
                }
            } == "not_allowed"
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    private func listed(_ organisation: String, by actor: Actor) async throws -> [ID<Enrolment>] {
        try await centre.read {
            try Enrolment.list(organisation: organisation, page: PageRequest(), by: actor, in: $0)
                .items.map(\.id)
        }
    }

    @Test("The last day for applications binds people and institutions, and not the centre")
    func deadline() async throws {
        try await scene.cohort("ROK", capacity: 3, ["apply_until_on": "2024-01-01"])
        let ana = try await trainee(1)
        let own = try await scene.focalPoint("SVOJA")
        #expect(
            try await refusal { _ = try await apply("ROK", by: ana) } == "applications_closed"
        )
        #expect(
            try await refusal { _ = try await scene.nominate(2, "ROK", by: own) }
                == "applications_closed"
        )
        #expect(try await scene.ask("ROK", 3..<4).first?.status == .confirmed)
    }

    @Test("A training that is over but not closed gives no seat to who asks, and offers none")
    func over() async throws {
        try await scene.cohort("PROSLA", capacity: 1, SeatScene.waitingList)
        let waiting = try await scene.ask("PROSLA", 3..<5)
        try await centre.sql(
            "UPDATE cohorts SET starts_on = centre_today() - 9, ends_on = centre_today() - 8"
        )
        let ana = try await trainee(1)
        let own = try await scene.focalPoint("SVOJA")
        #expect(
            try await refusal { _ = try await apply("PROSLA", by: ana) } == "applications_closed"
        )
        #expect(
            try await refusal { _ = try await scene.nominate(2, "PROSLA", by: own) }
                == "applications_closed"
        )
        try await centre.sql("UPDATE cohorts SET capacity = 4")
        #expect(try await scene.statuses(waiting) == [.confirmed, .waiting])
        // What was is entered by staff.
        #expect(try await scene.ask("PROSLA", 6..<7).first?.status != nil)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Seats without names are held, named by their organisation, and released after their day")
    func quota() async throws {
        try await scene.cohort("KVOTA", capacity: 3, SeatScene.waitingList)
        let own = try await scene.focalPoint("SVOJA")
        try await scene.hold(2, for: "SVOJA", "KVOTA")
        // Nobody helps himself to what an institution holds.
        let ana = try await trainee(8)
        #expect(
            try await refusal { _ = try await apply("KVOTA", ["organisation": "SVOJA"], by: ana) }
                == "institution_not_asked"
        )
        #expect(
            try await refusal { try await scene.hold(4, for: "SVOJA", "KVOTA") } == "cohort_full"
        )
        let people = try await scene.ask("KVOTA", 0..<3)
        #expect(people.map(\.status) == [.confirmed, .waiting, .waiting])
        // Waiting people are no obstacle to a seat that is held.
        let named = try await scene.nominate(5, "KVOTA", by: own)
        #expect(named.status == .confirmed)
        var seats = try await scene.seats("KVOTA")
        #expect([seats.confirmed, seats.unnamed, seats.free, seats.waiting] == [2, 1, 0, 2])
        // Whose seat is given back is held for the organisation again.
        try await scene.act(.withdraw, named, by: own)
        seats = try await scene.seats("KVOTA")
        #expect([seats.confirmed, seats.unnamed, seats.free] == [1, 2, 0])
        try await Owner.corrupt("UPDATE seat_quotas SET name_until_on = '2024-01-01'")
        #expect(try await SeatKeeping(centre).run() == 1)
        #expect(try await scene.statuses(people) == [.confirmed, .offered, .offered])
        #expect(try await scene.seats("KVOTA").quotas.map(\.isReleased) == [true])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A nominee is replaced until the cut-off, keeps the place, and nobody slips in between")
    func substitution() async throws {
        try await scene.cohort("ZAM", capacity: 1, SeatScene.waitingList)
        let own = try await scene.focalPoint("SVOJA")
        let named = try await scene.nominate(1, "ZAM", by: own)
        let waiting = try await scene.ask("ZAM", 2..<3)
        let other = try await scene.focalPoint("TUDJA")
        #expect(
            try await refusal { _ = try await substitute(named, 4, by: other) }
                == "enrolment_not_found"
        )
        let new = try await substitute(named, 4, by: own)
        #expect(new.status == .confirmed)
        #expect(new.organisation == "SVOJA")
        #expect(try await scene.status(named) == .withdrawn)
        #expect(try await scene.status(waiting[0]) == .waiting)
        #expect(try await scene.history(new).follows == named.id)
        #expect(
            try await refusal { _ = try await substitute(new, 4, by: own) } == "already_enrolled"
        )
        try await scene.rules("ZAM", ["substitute_until_on": "2024-01-01"])
        #expect(
            try await refusal { _ = try await substitute(new, 5, by: own) }
                == "substitution_closed"
        )
        // Not after the training either, whatever its rules say.
        try await scene.cohort(
            "PROSLA",
            capacity: 1,
            inDays: -10,
            ["substitute_until_on": "2099-01-01"]
        )
        let past = try await scene.ask("PROSLA", 6..<7)
        #expect(
            try await refusal { _ = try await substitute(past[0], 7, by: .clerk) }
                == "substitution_closed"
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    private func substitute(
        _ enrolment: Enrolment,
        _ number: Int,
        by actor: Actor
    ) async throws -> Enrolment {
        let act = try Act(by: actor, because: "bolest")
        let chance = centre.chance
        return try await centre.write(act) {
            try Enrolment.substitute(
                enrolment.handle,
                with: Form(["email": Sample.email(number), "name": "Petar Petrović"]),
                chance: chance,
                by: act,
                in: $0
            )
        }
    }

    @Test("Somebody moves to another cohort in one step, or stays when there is no place")
    func move() async throws {
        try await scene.cohort("A", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("B", capacity: 1)
        let people = try await scene.ask("A", 0..<2)
        let there = try await scene.ask("B", 5..<6)
        let chance = centre.chance
        let act = try Act.clerk(because: "bliže kući")
        let code = people[0].handle
        let move: @Sendable () async throws -> Enrolment = {
            try await centre.write(act) {
                try Enrolment.move(code, to: "B", chance: chance, by: act, in: $0)
            }
        }
        #expect(try await refusal { _ = try await move() } == "cohort_full")
        #expect(try await scene.statuses(people) == [.confirmed, .waiting])
        try await scene.act(.withdraw, there[0])
        let moved = try await move()
        #expect(moved.status == .confirmed)
        #expect(moved.cohortCode == "B")
        #expect(try await scene.statuses(people) == [.withdrawn, .offered])
        #expect(try await scene.history(people[0]).followedBy == moved.id)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("An import goes the same way: seats, then the waiting list, and nobody for a refused row")
    func imports() async throws {
        try await scene.cohort("UVOZ", capacity: 2)
        let file = Sample.enrolments("UVOZ", Sample.emails(4))
        let refused = try await centre.importText(file, as: .enrolments)
        #expect(refused.created == 2)
        #expect(refused.rejected.map(\.line) == [4, 5])
        #expect(try await centre.count("people") == 2)
        try await scene.rules("UVOZ", SeatScene.waitingList)
        let waiting = try await centre.importText(file, as: .enrolments)
        #expect([waiting.created, waiting.unchanged] == [2, 2])
        #expect(try await centre.importText(file, as: .enrolments).unchanged == 4)
        let seats = try await scene.seats("UVOZ")
        #expect([seats.confirmed, seats.waiting] == [2, 2])
        let gone = try await centre.importText(
            Sample.enrolments("UVOZ", [Sample.email(0)], more: "reason=odustao;status=withdrawn"),
            as: .enrolments
        )
        #expect(gone.updated == 1)
        #expect(try await scene.seats("UVOZ").offered == 1)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
