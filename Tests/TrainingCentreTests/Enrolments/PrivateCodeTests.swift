import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The private code of an enrolment", .centre)
struct PrivateCodeTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private static let auditor = Actor(name: "account 9", roles: [.auditor])

    private func listed(_ actor: Actor) async throws -> [Enrolment] {
        try await centre.read {
            try Enrolment.list(cohort: "TAJNA", page: PageRequest(), by: actor, in: $0).items
        }
    }

    @Test("Only the holder and staff read it, in no list, answer, history or notice else")
    func readers() async throws {
        try await scene.cohort("TAJNA", capacity: 2, SeatScene.waitingList)
        let focalPoint = try await scene.focalPoint("SVOJA")
        let trainer = try await Sample.trainer(of: "TAJNA", "tara@t.example", in: centre)
        let named = try await scene.nominate(1, "TAJNA", by: focalPoint)
        #expect(named.code == nil)
        let staff = Actor(name: "account 8", roles: [.staff])
        let known = try #require(try await listed(staff).first?.code)
        for actor in [Self.auditor, trainer] {
            let seen = try await listed(actor)
            #expect(seen.map(\.id) == [named.id])
            #expect(seen.map(\.code) == [nil])
            #expect(seen.first?.json["code"] == .null)
        }
        let own = try await centre.read {
            try Enrolment.list(organisation: "SVOJA", page: PageRequest(), by: focalPoint, in: $0)
        }
        #expect(own.items.map(\.code) == [nil])
        for actor in [Self.auditor, trainer, focalPoint] {
            let history = try await centre.read {
                try EnrolmentHistory.find(named.handle, by: actor, in: $0)
            }
            #expect(history.code == nil)
            #expect(history.events.count == 1)
        }
        let person = try await centre.value("SELECT person_id FROM enrolments", as: ID<Person>.self)
        let holder = Actor(name: "account 7", personID: person, roles: [.trainee])
        let mine = try await centre.read { try Enrolment.mine(of: holder, in: $0) }
        #expect(mine.map(\.code) == [known])
        try await EnrolmentNotices(centre).run()
        for (actor, isTold) in [(staff, true), (Self.auditor, false)] {
            let notices = try await centre.read {
                try Notice.list(page: PageRequest(), by: actor, in: $0)
            }
            let texts = notices.items.map { String(decoding: $0.json.bytes, as: UTF8.self) }
            let told = texts.joined()
            let printed = try #require(VerificationID(canonical: known)).printed
            #expect(told.contains(printed) == isTold)
            #expect(told.contains("Ljudska prava"))
        }
    }

    @Test("Who has a right by role names an enrolment by its id, which gives nobody another")
    func handles() async throws {
        try await scene.cohort("TAJNA", capacity: 1, SeatScene.waitingList)
        let focalPoint = try await scene.focalPoint("SVOJA")
        let trainer = try await Sample.trainer(of: "TAJNA", "tara@t.example", in: centre)
        let named = try await scene.nominate(1, "TAJNA", by: focalPoint)
        let other = try await scene.nominate(2, "TAJNA", by: focalPoint)
        #expect(try await scene.act(.withdraw, named, by: focalPoint).status == .withdrawn)
        #expect(try await scene.status(other) == .offered)
        for actor in [Self.auditor, trainer, focalPoint] {
            #expect(
                try await refusal { try await scene.act(.accept, other, by: actor) }
                    == "not_allowed"
            )
        }
        let stranger = Actor(name: "account 6", roles: [.trainee])
        #expect(
            try await refusal { try await scene.act(.accept, other, by: stranger) }
                == "enrolment_not_found"
        )
        // The page without an account is for the code alone.
        let handle = other.handle
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Enrolment.answer(handle, .accept, by: .clerk, in: $0)
                }
            } == "enrolment_not_found"
        )
        #expect(try await scene.act(.accept, other).status == .confirmed)
    }
}
