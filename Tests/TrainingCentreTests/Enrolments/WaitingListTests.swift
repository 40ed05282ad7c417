import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Waiting lists and offers", .centre)
struct WaitingListTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    @Test("A freed seat goes to the next in line and to nobody else, and lapses to the next")
    func promotion() async throws {
        try await scene.cohort("LISTA", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("LISTA", 0..<5)
        #expect(people.map(\.status) == [.confirmed, .waiting, .waiting, .waiting, .waiting])
        try await scene.act(.withdraw, people[0])
        #expect(
            try await scene.statuses(people)
                == [.withdrawn, .offered, .waiting, .waiting, .waiting]
        )
        // Who comes now waits behind the others.
        let late = try await Sample.takeSeat("LISTA", Sample.email(9), in: centre)
        #expect(late.status == .waiting)
        try await scene.act(.decline, people[1])
        try await scene.letOffersEnd()
        #expect(try await SeatKeeping(centre).run() == 1)
        #expect(try await SeatKeeping(centre).run() == 0)
        #expect(
            try await scene.statuses(people)
                == [.withdrawn, .declined, .lapsed, .offered, .waiting]
        )
        try await scene.act(.accept, people[3])
        // Twice is once.
        #expect(try await scene.act(.accept, people[3]).status == .confirmed)
        // Somebody on the list may leave it.
        try await scene.act(.withdraw, people[4])
        let lapse = try #require(try await scene.history(people[2]).events.last)
        #expect(lapse.actor == "clock")
        #expect(lapse.before == .offered && lapse.after == .lapsed)
        let offer = try await scene.history(people[3]).events.dropFirst().first
        #expect(offer?.actor == "waiting list")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Nobody takes an ended offer, however late the server is, and whoever tries")
    func endedOffer() async throws {
        try await scene.cohort("LISTA", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("LISTA", 0..<3)
        try await scene.act(.withdraw, people[0])
        try await scene.letOffersEnd()
        #expect(
            try await refusal { try await scene.act(.accept, people[1]) } == "offer_ended"
        )
        let code = people[1].code
        let direct = try await constraint {
            try await centre.sql(
                """
                UPDATE enrolments SET status = 'confirmed', offer_ends_at = NULL
                WHERE code = \(code)
                """
            )
        }
        #expect(direct == "enrolments_offer_not_ended")
        // Whoever comes next, for anything, meets the seat as the clock has left it.
        _ = try await Sample.takeSeat("LISTA", Sample.email(9), in: centre)
        #expect(try await scene.statuses(people) == [.withdrawn, .lapsed, .offered])
    }

    @Test("By hand nobody is offered anything until somebody does, and sees before who it will be")
    func manual() async throws {
        try await scene.cohort("RUKA", capacity: 2, ["has_waiting_list": "true"])
        let people = try await scene.ask("RUKA", 0..<6)
        for enrolment in people.prefix(2) { try await scene.act(.withdraw, enrolment) }
        #expect(try await scene.seats("RUKA").free == 2)
        let next = try await centre.read {
            try Cohort.nextInLine("RUKA", seatsMax: nil, by: .clerk, in: $0)
        }
        #expect(next.map(\.code) == people[2...3].map(\.code))
        let offered = try await centre.write(.clerk) {
            try Cohort.promote("RUKA", seatsMax: 1, by: .clerk, in: $0)
        }
        #expect(offered.map(\.code) == [people[2].code])
        // Staff may choose somebody, and never more people than there are seats.
        try await scene.act(.offer, people[5])
        #expect(try await refusal { try await scene.act(.offer, people[4]) } == "cohort_full")
        // With the policy comes its promise.
        try await scene.act(.decline, people[2])
        try await scene.rules("RUKA", ["promotion": "automatic"])
        #expect(try await scene.status(people[3]) == .offered)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("More seats, overbooking and opening let the next ones in")
    func moreSeats() async throws {
        try await scene.cohort("VISE", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("VISE", 0..<4)
        try await centre.sql("UPDATE cohorts SET capacity = 2")
        #expect(try await scene.statuses(people) == [.confirmed, .offered, .waiting, .waiting])
        let act = try Act.clerk(because: "još jedna stolica")
        _ = try await centre.write(act) {
            try Cohort.overbook("VISE", seats: 1, by: act, in: $0)
        }
        #expect(try await scene.statuses(people) == [.confirmed, .offered, .offered, .waiting])
        #expect(try await scene.seats("VISE").free == 0)
    }

    @Test("Who waits is not enrolled: no marks, no standing, no outcome, and closing ends it")
    func notEnrolled() async throws {
        // Of a minimum of nothing even they would have passed.
        try await Sample.cohort("MIN", capacity: 1, minimum: 0, pass: "none", in: centre)
        try await scene.rules("MIN", ["has_waiting_list": "true"])
        let people = try await scene.ask("MIN", 0..<3)
        #expect(people.map(\.status) == [.confirmed, .waiting, .waiting])
        try await scene.act(.withdraw, people[2])
        let marks = Sample.attendance("MIN", Sample.emails(2))
        let report = try await centre.importText(marks, as: .attendance)
        #expect(report.created == 2)
        #expect(report.rejected.count == 2)
        let code = people[1].code
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO attendance_marks (session_id, enrolment_id, mark)
                SELECT sessions.id, enrolments.id, 'present'
                FROM sessions CROSS JOIN enrolments WHERE enrolments.code = \(code)
                """
            )
        }
        #expect(direct == "attendance_marks_of_enrolled")
        try await Sample.close("MIN", in: centre)
        #expect(try await scene.status(people[1]) == .lapsed)
        #expect(try await centre.count("outcomes") == 1)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Somebody who did not come has no marks to give, holds no seat, and has not passed")
    func noShow() async throws {
        try await Sample.cohort("NEMA", capacity: 2, minimum: 0, pass: "none", in: centre)
        // Its last day is today: a training that is over offers nothing.
        try await centre.sql("UPDATE cohorts SET ends_on = centre_today()")
        try await scene.rules("NEMA", SeatScene.waitingList)
        let people = try await scene.ask("NEMA", 0..<3)
        try await centre.importText(
            Sample.attendance("NEMA", [Sample.email(0)]),
            as: .attendance
        )
        #expect(try await refusal { try await scene.act(.noShow, people[0]) } == "was_present")
        #expect(
            try await refusal { try await scene.act(.noShow, people[1], because: nil) }
                == "reason_missing"
        )
        try await scene.act(.noShow, people[1])
        #expect(try await scene.status(people[2]) == .offered)
        #expect(
            try await refusal { try await scene.act(.come, people[1]) } == "cohort_full"
        )
        try await scene.act(.decline, people[2])
        try await scene.act(.come, people[1])
        try await scene.act(.noShow, people[1])
        try await Sample.close("NEMA", in: centre)
        let passed = try await centre.value(
            "SELECT array_agg(passed ORDER BY enrolment_id) FROM outcomes",
            as: [Bool].self
        )
        #expect(passed == [true, false])
    }
}
