import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What a focal point sees of the own institution's people", .centre)
struct NominationListTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func list(_ actor: Actor, after: String? = nil, rowsMax: Int = 50) async throws
        -> Nominations
    {
        let page = PageRequest(after: after, rowsMax: rowsMax)
        return try await centre.read {
            try Nominations.find(of: actor, page: page, language: .english, in: $0)
        }
    }

    @Test("Its people with their states, and the seats that wait for names; nobody else's")
    func own() async throws {
        let own = try await scene.focalPoint("SVOJA")
        let other = try await scene.focalPoint("TUDJA")
        try await scene.cohort("PRVA", capacity: 5, inDays: 10, SeatScene.waitingList)
        try await scene.cohort("DRUGA", capacity: 1, inDays: 20, SeatScene.waitingList)
        try await scene.hold(2, for: "SVOJA", "PRVA")
        let named = try await scene.nominate(1, "PRVA", by: own)
        _ = try await scene.nominate(2, "PRVA", by: other)
        _ = try await scene.ask("DRUGA", 7..<8)
        let waiting = try await scene.nominate(3, "DRUGA", by: own)
        let found = try await list(own)
        #expect(found.organisation.en == "Office" && found.next == nil)
        #expect(found.cohorts.map(\.heading.code) == ["DRUGA", "PRVA"])
        #expect(found.cohorts.map { $0.people.map(\.enrolment) } == [[waiting.id], [named.id]])
        #expect(found.cohorts.map { $0.people.map(\.status) } == [[.waiting], [.confirmed]])
        #expect(found.cohorts[0].quota == nil)
        let quota = try #require(found.cohorts[1].quota)
        #expect([quota.seats, quota.unnamed] == [2, 1])
        #expect(found.cohorts.allSatisfy { $0.substituteUntil != nil })
        #expect(try await list(other).cohorts.map(\.heading.code) == ["PRVA"])
        // Page by page, each cohort once.
        let first = try await list(own, rowsMax: 1)
        let second = try await list(own, after: first.next, rowsMax: 1)
        #expect((first.cohorts + second.cohorts).map(\.heading.code) == ["DRUGA", "PRVA"])
        #expect(second.next == nil)
    }

    @Test("Who came is told, an offer with its end; staff and trainees have no such list")
    func attended() async throws {
        let own = try await scene.focalPoint("SVOJA")
        try await scene.cohort("PROSLA", capacity: 5, inDays: -10)
        let report = try await centre.importFile(
            Array("cohort_code,email,name\nPROSLA,a@a.example,Ana Prva\n".utf8),
            as: .enrolments,
            organisation: "SVOJA",
            by: .clerk
        )
        #expect(report.rejected.map(\.problem) == [])
        try await centre.sql(
            "INSERT INTO sessions (cohort_id, held_on, hours) SELECT id, starts_on, 6 FROM cohorts"
        )
        try await centre.sql(
            """
            INSERT INTO attendance_marks (session_id, enrolment_id, mark)
            SELECT sessions.id, enrolments.id, 'present' FROM sessions CROSS JOIN enrolments
            """
        )
        let past = try #require(try await list(own).cohorts.first?.people.first)
        #expect(past.hours?.attended == Hundredths(600) && past.passed == nil)
        try await scene.cohort("LISTA", capacity: 1, inDays: 5, ["has_waiting_list": "true"])
        let seat = try await scene.ask("LISTA", 0..<1)
        let waiting = try await scene.nominate(1, "LISTA", by: own)
        try await scene.act(.withdraw, seat[0])
        try await scene.act(.offer, waiting)
        let offered = try #require(try await list(own).cohorts.first?.people.first)
        #expect(offered.status == .offered && offered.offerEnds != nil)
        for actor in [Actor.clerk, Actor(name: "account 6", roles: [.trainee])] {
            #expect(try await refusal { _ = try await list(actor) } == "not_allowed")
        }
    }

    @Test("The people of a cohort come page by page, each once and in one order")
    func pages() async throws {
        try await scene.cohort("VELIKA", capacity: 9)
        let people = try await scene.ask("VELIKA", 0..<5)
        try await scene.act(.withdraw, people[1])
        func page(_ after: String?) async throws -> CohortOverview {
            let page = PageRequest(after: after, rowsMax: 2)
            return try await centre.read {
                try CohortOverview.find(
                    "VELIKA",
                    for: .clerk,
                    page: page,
                    language: .serbianLatin,
                    in: $0
                )
            }
        }
        var seen: [ID<Enrolment>] = []
        var after: String?
        repeat {
            let found = try await page(after)
            seen += (found.participants ?? []).map(\.enrolment)
            after = found.nextParticipants
        } while after != nil && seen.count < 9
        #expect(seen == ([0, 2, 3, 4, 1].map { people[$0].id }))
        for wrong in ["x", "987654"] {
            #expect(try await refusal { _ = try await page(wrong) } == "invalid")
        }
    }
}
