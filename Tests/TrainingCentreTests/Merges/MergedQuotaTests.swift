import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Two records of one organisation that holds seats", .centre)
struct MergedQuotaTests {
    private let centre = TrainingCentre.ofTest
    private var merges: Merges { Merges(centre: centre) }
    private var scene: SeatScene { SeatScene(centre: centre) }

    /// Each quota as `CODE named-or-not seats/without a name`.
    private func quotas(_ code: String) async throws -> [String] {
        try await scene.seats(code).quotas.map { "\($0.organisation) \($0.seats)/\($0.unnamed)" }
    }

    @Test("They hold the sum and name people for each other; apart, each holds its own again")
    func sum() async throws {
        try await scene.cohort("ZBIR", capacity: 6, SeatScene.waitingList)
        let first = try await scene.focalPoint("PRVA")
        let second = try await scene.focalPoint("DRUGA")
        try await scene.hold(2, for: "PRVA", "ZBIR")
        try await scene.hold(3, for: "DRUGA", "ZBIR")
        let others = try await scene.ask("ZBIR", 0..<3)
        #expect(others.map(\.status) == [.confirmed, .waiting, .waiting])
        #expect(try await scene.nominate(10, "ZBIR", by: first).status == .confirmed)
        #expect(try await quotas("ZBIR") == ["DRUGA 3/3", "PRVA 2/1"])
        try await merges.organisations("DRUGA", into: "PRVA")
        #expect(try await quotas("ZBIR") == ["PRVA 5/4"])
        // More than the first one held by itself; the next one of either waits.
        for number in 11..<14 {
            #expect(try await scene.nominate(number, "ZBIR", by: first).status == .confirmed)
        }
        #expect(try await scene.nominate(14, "ZBIR", by: second).status == .confirmed)
        #expect(try await scene.nominate(15, "ZBIR", by: second).status == .waiting)
        #expect(try await quotas("ZBIR") == ["PRVA 5/0"])
        #expect(try await scene.statuses(others) == [.confirmed, .waiting, .waiting])
        // Apart: four named of two, and one of three. Two seats more than there are.
        #expect(
            try await refusal { try await merges.organisations("DRUGA", into: nil) }
                == "seats_missing"
        )
        let act = try Act.clerk(because: "dve stolice više")
        _ = try await centre.write(act) {
            try Cohort.overbook("ZBIR", seats: 2, by: act, in: $0)
        }
        // Two seats more are offered to who waits, and so there is one too few again.
        #expect(try await scene.statuses(others) == [.confirmed, .offered, .offered])
        #expect(
            try await refusal { try await merges.organisations("DRUGA", into: nil) }
                == "seats_missing"
        )
        for waited in others.dropFirst() { try await scene.act(.decline, waited) }
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A seat that a merge frees goes to the next in line, and a separation takes none back")
    func freed() async throws {
        try await scene.cohort("SLED", capacity: 5, SeatScene.waitingList)
        let first = try await scene.focalPoint("PRVA")
        _ = try await scene.focalPoint("DRUGA")
        for number in 10..<12 { _ = try await scene.nominate(number, "SLED", by: first) }
        try await scene.hold(2, for: "DRUGA", "SLED")
        let people = try await scene.ask("SLED", 0..<3)
        #expect(people.map(\.status) == [.confirmed, .waiting, .waiting])
        // The two whom one record named are those for whom the other one held seats.
        try await merges.organisations("DRUGA", into: "PRVA")
        #expect(try await quotas("SLED") == ["PRVA 2/0"])
        #expect(try await scene.statuses(people) == [.confirmed, .offered, .offered])
        #expect(
            try await refusal { try await merges.organisations("DRUGA", into: nil) }
                == "seats_missing"
        )
        for offered in people.dropFirst() { try await scene.act(.decline, offered) }
        try await merges.organisations("DRUGA", into: nil)
        #expect(try await quotas("SLED") == ["DRUGA 2/2"])
        #expect(try await scene.seats("SLED").free == 0)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("The later day counts for both; what is said of one is said of both")
    func days() async throws {
        try await scene.cohort("DAN", capacity: 9)
        for code in ["PRVA", "DRUGA"] { _ = try await scene.focalPoint(code) }
        try await scene.hold(2, for: "PRVA", "DAN")
        try await scene.hold(3, for: "DRUGA", "DAN")
        try await merges.organisations("DRUGA", into: "PRVA")
        try await Owner.corrupt(
            """
            UPDATE seat_quotas SET name_until_on = '2024-01-01'
            WHERE organisation_id = (SELECT id FROM organisations WHERE code = 'PRVA')
            """
        )
        #expect(try await SeatKeeping(centre).run() == 0)
        #expect(try await quotas("DAN") == ["PRVA 5/5"])
        try await merges.organisations("DRUGA", into: nil)
        #expect(try await SeatKeeping(centre).run() == 1)
        #expect(try await quotas("DAN") == ["DRUGA 3/3", "PRVA 2/0"])
        try await merges.organisations("DRUGA", into: "PRVA")
        try await scene.hold(4, for: "DRUGA", "DAN")
        #expect(try await quotas("DAN") == ["PRVA 4/4"])
        #expect(try await scene.seats("DAN").unnamed == 4)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("In a cohort that has ended nobody holds a seat without a name, merged or not")
    func ended() async throws {
        try await Sample.cohort("KRAJ", capacity: 4, in: centre)
        for code in ["PRVA", "DRUGA"] { _ = try await scene.focalPoint(code) }
        try await scene.hold(1, for: "PRVA", "KRAJ")
        try await scene.hold(1, for: "DRUGA", "KRAJ")
        try await Sample.enrol(Sample.emails(2), in: "KRAJ", centre)
        #expect(try await scene.seats("KRAJ").free == 0)
        try await Sample.finish("KRAJ", Sample.emails(2), in: centre)
        #expect(try await scene.seats("KRAJ").unnamed == 0)
        #expect(try await Sample.found("KRAJ", in: centre).seatsTaken == 2)
        try await merges.organisations("DRUGA", into: "PRVA")
        try await merges.organisations("DRUGA", into: nil)
        #expect(try await Sample.found("KRAJ", in: centre).seatsTaken == 2)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A merge waits for a seat that is being given just now, and counts it")
    func waits() async throws {
        try await scene.cohort("CEKA", capacity: 9)
        let first = try await scene.focalPoint("PRVA")
        let second = try await scene.focalPoint("DRUGA")
        try await scene.hold(1, for: "PRVA", "CEKA")
        try await scene.hold(1, for: "DRUGA", "CEKA")
        for (number, actor) in [(1, first), (2, first), (3, second)] {
            _ = try await scene.nominate(number, "CEKA", by: actor)
        }
        let (centre, chance) = (centre, centre.chance)
        async let seat = centre.write(Act(by: first)) {
            let form = Form(["email": Sample.email(4), "name": "Petar Petrović"])
            let new = try Enrolment.nominate(
                cohort: "CEKA",
                form: form,
                chance: chance,
                by: first,
                in: $0
            )
            _ = try $0.execute("SELECT pg_sleep(1)")
            return new
        }
        try await Task.sleep(for: .milliseconds(400))
        try await merges.organisations("DRUGA", into: "PRVA")
        #expect(try await seat.status == .confirmed)
        #expect(try await Sample.found("CEKA", in: centre).seatsTaken == 4)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Merges, separations, nominations and quotas that race never sell a seat twice")
    func race() async throws {
        for number in 0..<4 {
            try await scene.cohort("TRKA-\(number)", capacity: 4, SeatScene.waitingList)
        }
        let first = try await scene.focalPoint("PRVA")
        let second = try await scene.focalPoint("DRUGA")
        let (scene, merges) = (scene, merges)
        let outcomes = await TrainingCentreTests.race(8) { runner in
            for round in 0..<12 {
                let cohort = "TRKA-\((runner + round) % 4)"
                _ = try await refusal {
                    switch runner % 4 {
                    case 0:
                        try await merges.organisations(
                            "DRUGA",
                            into: round % 2 == 0 ? "PRVA" : nil
                        )
                    case 1:
                        try await scene.hold(
                            round % 3,
                            for: round % 2 == 0 ? "PRVA" : "DRUGA",
                            cohort
                        )
                    default:
                        _ = try await scene.nominate(
                            100 * runner + round,
                            cohort,
                            by: runner % 4 == 2 ? first : second
                        )
                    }
                }
            }
        }
        for outcome in outcomes { try outcome.get() }
        #expect(try await centre.count("organisation_merges") > 1)
        #expect(try await Doctor.examine(centre).map { "\($0.check): \($0.subject)" } == [])
    }
}
