import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Moves from one cohort to another", .centre)
struct MoveTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private static let twoStages = ["approval": "institution-and-centre"]

    /// Somebody who asks for a seat, behind whom an organisation has to stand.
    private func apply(_ cohort: String, _ number: Int) async throws -> Enrolment {
        let email = Sample.email(number)
        try await centre.importText("name,email\nPetar Petrović,\(email)\n", as: .people)
        let (centre, chance) = (centre, centre.chance)
        return try await centre.write(.clerk) {
            _ = try Account.create(
                email: email,
                role: .trainee,
                organisation: nil,
                by: .clerk,
                in: $0
            )
            let trainee = try Account.actor(email: email, in: $0)
            return try Enrolment.takeSeat(
                cohort: cohort,
                form: Form(["organisation": "SVOJA"]),
                chance: chance,
                by: trainee,
                in: $0
            )
        }
    }

    @Test("People of a cancelled training are moved once, and what was there stays on record")
    func cancelled() async throws {
        _ = try await scene.focalPoint("SVOJA")
        try await scene.cohort("STARA", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("NOVA", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("TRECA", capacity: 9)
        let people = try await scene.ask("STARA", 0..<3)
        #expect(people.map(\.status) == [.confirmed, .waiting, .waiting])
        let declined = try await scene.act(.decline, people[2])
        let act = try Act.clerk(because: "premalo prijavljenih")
        _ = try await centre.write(act) { try Cohort.cancel("STARA", by: act, in: $0) }
        let moved = try await scene.move(people[0], to: "NOVA")
        #expect(moved.status == .confirmed)
        #expect(try await scene.move(people[1], to: "NOVA").status == .waiting)
        #expect(try await scene.statuses(people) == [.confirmed, .waiting, .declined])
        #expect(try await scene.history(people[0]).followedBy == moved.id)
        // Once, and only who still was in it; what is elsewhere is moved from there.
        for gone in [people[0], people[1], declined] {
            #expect(
                try await refusal { try await scene.move(gone, to: "TRECA") }
                    == "not_possible_now"
            )
        }
        #expect(try await scene.move(moved, to: "TRECA").status == .confirmed)
        // A seat is a seat there, or nothing changes.
        try await scene.cohort("JOS", capacity: 1)
        let last = try await scene.ask("JOS", 5..<6)
        _ = try await centre.write(act) { try Cohort.cancel("JOS", by: act, in: $0) }
        try await scene.cohort("PUNA", capacity: 1)
        _ = try await scene.ask("PUNA", 6..<7)
        #expect(try await refusal { try await scene.move(last[0], to: "PUNA") } == "cohort_full")
        #expect(
            try await refusal { try await scene.move(last[0], to: "STARA") } == "cohort_not_open"
        )
        #expect(try await scene.statuses(last) == [.confirmed])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("An offer in a cancelled training is one there while it runs, and then nothing any more")
    func cancelledOffers() async throws {
        try await scene.cohort("STARA", capacity: 2, SeatScene.waitingList)
        try await scene.cohort("NOVA", capacity: 2, SeatScene.waitingList)
        let people = try await scene.ask("STARA", 0..<4)
        for enrolment in people.prefix(2) { try await scene.act(.withdraw, enrolment) }
        #expect(try await scene.statuses(people).suffix(2) == [.offered, .offered])
        let act = try Act.clerk(because: "premalo prijavljenih")
        _ = try await centre.write(act) { try Cohort.cancel("STARA", by: act, in: $0) }
        let before = try await ends(of: people[2])
        let moved = try await scene.move(people[2], to: "NOVA")
        #expect(moved.status == .offered)
        #expect(try await ends(of: moved) == before)
        try await Owner.corrupt(
            """
            UPDATE enrolments SET offer_ends_at = now() - interval '1 second'
            WHERE id = \(people[3].id)
            """
        )
        #expect(
            try await refusal { try await scene.move(people[3], to: "NOVA") } == "not_possible_now"
        )
        #expect(try await scene.seats("NOVA").free == 1)
        #expect(try await scene.act(.accept, moved).status == .confirmed)
    }

    private func ends(of enrolment: Enrolment) async throws -> String {
        try await centre.value(
            "SELECT offer_ends_at::text FROM enrolments WHERE id = \(enrolment.id)",
            as: String.self
        )
    }

    @Test("An application that is moved is one there, and nobody's word is left out")
    func applied() async throws {
        _ = try await scene.focalPoint("SVOJA")
        for code in ["A", "B"] { try await scene.cohort(code, capacity: 2, Self.twoStages) }
        try await scene.cohort("C", capacity: 2, ["approval": "centre"])
        let asked = try await apply("A", 1)
        let moved = try await scene.move(asked, to: "B")
        #expect(moved.status == .applied)
        #expect(moved.organisation == "SVOJA")
        #expect(try await scene.status(asked) == .withdrawn)
        #expect(try await scene.seats("B").free == 2)
        #expect(try await refusal { try await scene.act(.approve, moved) } == "not_endorsed")
        try await scene.act(.endorse, moved)
        let endorsed = try await scene.move(moved, to: "C")
        #expect(endorsed.status == .endorsed)
        #expect(try await scene.act(.approve, endorsed).status == .confirmed)
        // Nobody has asked the institution yet, and nobody will here.
        let other = try await scene.move(apply("A", 2), to: "C")
        #expect(other.status == .applied)
        #expect(other.organisation == nil)
        #expect(
            try await refusal { try await scene.move(other, to: "B") } == "institution_missing"
        )
        // Where nobody has to agree an application is a seat, as for everybody.
        try await scene.cohort("D", capacity: 1)
        #expect(try await scene.move(other, to: "D").status == .confirmed)
        let late = try await apply("A", 3)
        #expect(try await refusal { try await scene.move(late, to: "D") } == "cohort_full")
        #expect(try await scene.status(late) == .applied)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Who waits joins the end of the other list, and is an application where there is none")
    func waiting() async throws {
        try await scene.cohort("A", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("B", capacity: 1, ["has_waiting_list": "true"])
        try await scene.cohort("C", capacity: 2, ["approval": "centre"])
        try await scene.cohort("D", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("A", 0..<5)
        let queue = try await scene.ask("B", 8..<10)
        let moved = try await scene.move(people[1], to: "B")
        #expect(moved.status == .waiting)
        try await scene.act(.withdraw, queue[0])
        let next = try await centre.read {
            try Cohort.nextInLine("B", seatsMax: nil, by: .clerk, in: $0)
        }
        #expect(next.map(\.id) == [queue[1].id])
        #expect(try await scene.move(people[2], to: "C").status == .applied)
        // There the free seat is offered to the first in the list, as always.
        let offered = try await scene.move(people[3], to: "D")
        #expect(offered.status == .offered)
        #expect(try await scene.history(offered).events.map(\.after) == [.waiting, .offered])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Who has a seat, or is offered one, takes one there or stays; nobody waits for it")
    func seats() async throws {
        try await scene.cohort("A", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("B", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("A", 0..<3)
        _ = try await scene.ask("B", 8..<9)
        #expect(try await refusal { try await scene.move(people[0], to: "B") } == "cohort_full")
        #expect(try await scene.statuses(people) == [.confirmed, .waiting, .waiting])
        let act = try Act.clerk(because: "još jedna stolica")
        _ = try await centre.write(act) {
            try Cohort.overbook("B", seats: 1, by: act, in: $0)
        }
        #expect(try await scene.move(people[0], to: "B").status == .confirmed)
        // The seat that is free now is offered to the next, who takes the offer along.
        #expect(try await scene.status(people[1]) == .offered)
        try await scene.cohort("C", capacity: 1)
        let offered = try await scene.move(people[1], to: "C")
        #expect(offered.status == .offered)
        #expect(offered.offerEndsAt != nil)
        #expect(try await scene.seats("C").free == 0)
        #expect(try await scene.act(.accept, offered).status == .confirmed)
        // People wait there, and a seat is free: who gives one up does not queue behind them.
        try await scene.cohort("D", capacity: 1, ["has_waiting_list": "true"])
        let queue = try await scene.ask("D", 6..<8)
        try await scene.act(.withdraw, queue[0])
        #expect(try await scene.move(offered, to: "D").status == .confirmed)
        #expect(try await scene.status(queue[1]) == .waiting)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
