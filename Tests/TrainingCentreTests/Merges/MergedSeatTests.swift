import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Two records of one person who asks for seats", .centre)
struct MergedSeatTests {
    private let centre = TrainingCentre.ofTest
    private var merges: Merges { Merges(centre: centre) }
    private var scene: SeatScene { SeatScene(centre: centre) }
    private let one = Sample.email(0)
    private let two = Sample.email(1)

    private func actor() async throws -> Actor {
        let id = try await centre.value(
            "SELECT id FROM people WHERE email = \(one)",
            as: ID<Person>.self
        )
        return Actor(name: "account 1", accountID: ID(1), personID: id, roles: [.trainee])
    }

    @Test("One waits or has a seat once, in one request or two, and acts for both records")
    func seats() async throws {
        try await scene.cohort("LISTA", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("DRUGA", capacity: 5)
        _ = try await Sample.takeSeat("DRUGA", one, in: centre)
        _ = try await Sample.takeSeat("LISTA", Sample.email(8), in: centre)
        let waiting = try await Sample.takeSeat("LISTA", two, in: centre)
        #expect(waiting.status == .waiting)
        try await merges.people(two, into: one)
        #expect(
            try await refusal { _ = try await Sample.takeSeat("LISTA", one, in: centre) }
                == "already_enrolled"
        )
        #expect(
            try await refusal { _ = try await Sample.takeSeat("DRUGA", two, in: centre) }
                == "already_enrolled"
        )
        // One file with both: the second row is refused, and the others are entered.
        try await scene.cohort("TRECA", capacity: 5)
        let report = try await centre.importText(
            Sample.enrolments("TRECA", [one, two, Sample.email(5)]),
            as: .enrolments
        )
        #expect(report.created == 2 && report.rejected.map(\.line) == [3])
        // Signed in under one record, the person acts on the place of the other.
        let trainee = try await actor()
        #expect(
            try await scene.act(.withdraw, waiting, by: trainee, because: nil).status == .withdrawn
        )
        try await merges.separate(two)
        #expect(try await Sample.takeSeat("TRECA", two, in: centre).status == .confirmed)
        #expect(
            try await refusal { try await merges.people(two, into: one) } == "places_in_one_cohort"
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A course passed under one record is not missing under the other")
    func prerequisites() async throws {
        try await Sample.closed("PRVI", 1, in: centre)
        try await centre.importText(
            "code,title_sr_latn\nNAPREDNI,Napredni kurs\n",
            as: .courses
        )
        _ = try await centre.write(.clerk) {
            try CourseVersion.change(
                1,
                of: "NAPREDNI",
                Form([:], lists: ["prerequisite_courses": ["KURS"]]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
        try await centre.importText("name,email\nPetar Petrović,\(two)\n", as: .people)
        func missing() async throws -> [String?] {
            try await centre.read { [two] in
                try MissingPrerequisite.list(person: two, course: "NAPREDNI", by: .clerk, in: $0)
                    .map(\.courseCode)
            }
        }
        #expect(try await missing() == ["KURS"])
        try await merges.people(two, into: one)
        #expect(try await missing() == [])
        try await merges.separate(two)
        #expect(try await missing() == ["KURS"])
    }

    @Test("Clashes and the calendar are of the person: who waits is told, and sees it tentative")
    func calendar() async throws {
        try await scene.cohort("A", capacity: 1, SeatScene.waitingList)
        try await scene.cohort("B", capacity: 1, SeatScene.waitingList)
        _ = try await Sample.takeSeat("A", one, in: centre)
        _ = try await Sample.takeSeat("B", Sample.email(8), in: centre)
        let waiting = try await Sample.takeSeat("B", two, in: centre)
        let clashes = {
            try await centre.read { try CohortClash.list(cohort: "A", by: .clerk, in: $0) }
        }
        #expect(try await clashes() == [])
        try await merges.people(two, into: one)
        #expect(
            try await clashes() == [
                CohortClash(kind: .participant, subject: one, other: "B")
            ]
        )
        let trainee = try await actor()
        func mine() async throws -> [String] {
            try await centre.read { try CalendarEntry.mine(of: trainee, in: $0) }
                .map { "\($0.cohortCode) \($0.isSeated) \($0.isWithdrawn)" }
        }
        #expect(try await mine() == ["A true false", "B false false"])
        try await scene.act(.decline, waiting)
        #expect(try await clashes() == [])
        #expect(try await mine() == ["A true false", "B false true"])
    }

    @Test("A secret address shows one's calendar until it is renewed, ended, or access is taken")
    func address() async throws {
        try await scene.cohort("A", capacity: 2)
        _ = try await Sample.takeSeat("A", one, in: centre)
        let (trainee, chance) = (try await actor(), centre.chance)
        func make() async throws -> CalendarAddress {
            try await centre.write(Act(by: trainee)) {
                try CalendarAddress.makeMine(chance: chance, by: trainee, in: $0)
            }
        }
        func read(_ address: CalendarAddress) async throws -> [String] {
            try await centre.read { try CalendarEntry.list(secret: address.secret, in: $0) }
                .map(\.cohortCode)
        }
        let first = try await make()
        #expect(first.secret.utf8.count == 32)
        #expect(try await read(first) == ["A"])
        let stored = try await Owner.run {
            try $0.value("SELECT calendar_addresses::text FROM calendar_addresses", as: String.self)
        }
        #expect(stored?.contains(first.secret) == false)
        let second = try await make()
        #expect(second.secret != first.secret)
        #expect(try await refusal { _ = try await read(first) } == "calendar_not_found")
        #expect(try await read(second) == ["A"])
        let act = try Act.clerk(because: "izgubljen telefon")
        try await centre.write(act) { [one] in try CalendarAddress.end(one, by: act, in: $0) }
        #expect(try await refusal { _ = try await read(second) } == "calendar_not_found")
        let silent = try await refusal {
            try await centre.write(.clerk) { [one] in
                try CalendarAddress.end(one, by: Act(by: .clerk), in: $0)
            }
        }
        #expect(silent == "reason_missing")
        let third = try await make()
        try await Owner.corrupt(
            """
            INSERT INTO accounts (email, person_id)
            SELECT email, id FROM people WHERE email = \(one)
            """
        )
        #expect(try await read(third) == ["A"])
        try await Owner.corrupt(
            "INSERT INTO account_disablings (account_id) SELECT id FROM accounts"
        )
        #expect(try await refusal { _ = try await read(third) } == "calendar_not_found")
        let nobody = Actor(name: "account 2", roles: [.trainee])
        #expect(
            try await refusal {
                _ = try await centre.write(Act(by: nobody)) {
                    try CalendarAddress.makeMine(chance: chance, by: nobody, in: $0)
                }
            } == "person_not_found"
        )
    }
}
