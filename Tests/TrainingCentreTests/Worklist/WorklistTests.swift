import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What needs somebody today, and what is one's own", .centre)
struct WorklistTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func list(by actor: Actor = .clerk) async throws -> Worklist {
        try await centre.read { try Worklist.find(by: actor, in: $0) }
    }

    @Test("Each kind of work is on the list until it is done, and nothing else is")
    func work() async throws {
        try await scene.cohort("DALEKO", capacity: 1, inDays: 15)
        try await scene.cohort("USKORO", capacity: 2, inDays: 14, SeatScene.waitingList)
        var found = try await list()
        #expect(found.unconfirmed.items.map(\.code) == ["USKORO"])
        #expect(found.approvals.items.isEmpty && found.lapsing.items.isEmpty)
        _ = try await centre.write(.clerk) { try Cohort.confirm("USKORO", by: .clerk, in: $0) }
        #expect(try await list().unconfirmed.items.isEmpty)

        try await scene.rules("USKORO", ["approval": "institution-and-centre"])
        let focalPoint = try await scene.focalPoint("UPRAVA")
        _ = try await scene.nominate(1, "USKORO", by: focalPoint)
        found = try await list()
        #expect(found.approvals.items.map(\.cohort.code) == ["USKORO"])
        #expect(found.approvals.items.first.map { $0.applied + $0.endorsed } == 1)

        try await scene.rules("USKORO", ["approval": "none"])
        let people = try await scene.ask("USKORO", 5..<8)
        try await scene.act(.withdraw, people[0])
        #expect(try await list().lapsing.items.isEmpty, "two days are left")
        try await scene.letOffersEnd()
        #expect(try await list().lapsing.items.map(\.enrolment) == [people[2].id])

        #expect(try await list().unclosed.items.isEmpty)
        try await centre.sql(
            """
            UPDATE cohorts SET starts_on = centre_today() - 3, ends_on = centre_today() - 1
            WHERE code = 'DALEKO'
            """
        )
        #expect(try await list().unclosed.items.map(\.code) == ["DALEKO"])
    }

    @Test("Only who may read people sees it")
    func readers() async throws {
        for role in [Role.trainer, .trainee, .focalPoint] {
            let actor = Actor(name: "account 9", roles: [role])
            #expect(try await refusal { _ = try await list(by: actor) } == "not_allowed")
        }
        _ = try await list(by: Actor(name: "account 8", roles: [.auditor]))
    }

    @Test("Of a cohort everybody sees the facts, and its people only who may")
    func overview() async throws {
        try await Sample.today("DANAS", 3, in: centre)
        let trainer = try await Sample.trainer(of: "DANAS", "tara@sample.example", in: centre)
        func find(_ actor: Actor?) async throws -> CohortOverview {
            try await centre.read {
                try CohortOverview.find("danas", for: actor, language: .english, in: $0)
            }
        }
        let stranger = Actor(name: "account 7", roles: [.trainer])
        for actor in [nil, stranger, Actor(name: "account 6", roles: [.trainee])] {
            let found = try await find(actor)
            #expect(found.participants == nil && found.trainers.isEmpty)
            #expect(found.meetings.map(\.session.hours) == [Hundredths(600)])
        }
        for actor in [Actor.clerk, trainer] {
            let found = try await find(actor)
            #expect(found.participants?.count == 3)
            #expect(found.participants?.first?.hours?.total == Hundredths(600))
            #expect(found.trainers.map(\.latin) == ["Tara Tren"])
        }
    }

    @Test("A draft is there for who works here, and for nobody else")
    func draft() async throws {
        try await centre.importText(
            "code,title_sr_latn,title_en\nKURS,Ljudska prava,Human rights\n",
            as: .courses
        )
        try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            NACRT,KURS,2061-03-01,2061-03-02,Plandište,5
            """,
            as: .cohorts
        )
        func find(_ actor: Actor?) async throws -> String? {
            try await refusal {
                _ = try await centre.read {
                    try CohortOverview.find("NACRT", for: actor, language: .english, in: $0)
                }
            }
        }
        let trainee = Actor(name: "account 6", roles: [.trainee])
        for actor in [nil, trainee] { #expect(try await find(actor) == "cohort_not_found") }
        let auditor = Actor(name: "account 8", roles: [.auditor])
        for actor in [Actor.clerk, auditor] { #expect(try await find(actor) == nil) }
    }

    @Test("One's own are all enrolments of the person, with hours, and nobody else's")
    func own() async throws {
        try await Sample.today("DANAS", 2, in: centre)
        try await scene.cohort("LISTA", capacity: 1, SeatScene.waitingList)
        let waiting = try await scene.ask("LISTA", 0..<2)
        #expect(waiting.map(\.status) == [.confirmed, .waiting])
        let person = try await centre.value(
            "SELECT id FROM people WHERE email = \(Sample.email(1))",
            as: ID<Person>.self
        )
        let actor = Actor(name: "account 5", personID: person, roles: [.trainee])
        let found = try await centre.read { try OwnOverview.find(of: actor, in: $0) }
        #expect(found.enrolments.map(\.status.cohortCode) == ["LISTA", "DANAS"])
        #expect(found.enrolments.first?.status.queue?.place == 1)
        #expect(found.enrolments.first?.hours == nil)
        #expect(found.enrolments.last?.hours?.total == Hundredths(600))
        #expect(found.enrolments.last?.meetings.count == 1)
        let nobody = Actor(name: "account 4", roles: [.trainee])
        let none = try await centre.read { try OwnOverview.find(of: nobody, in: $0) }
        #expect(!none.isOfPerson && none.enrolments.isEmpty)
    }
}
