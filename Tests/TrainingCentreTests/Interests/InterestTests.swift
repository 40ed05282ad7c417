import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Interest before there is a date", .centre)
struct InterestTests {
    private let centre = TrainingCentre.ofTest

    private func express(_ fields: [String: String], by actor: Actor = .clerk) async throws
        -> Interest
    {
        try await centre.write(Act(by: actor)) {
            try Interest.express(course: "kurs", Form(fields), by: actor, in: $0)
        }
    }

    private func waiting() async throws -> [Interest] {
        try await centre.read { try Interest.list(course: "KURS", by: .clerk, in: $0) }
    }

    private func prepare(people count: Int) async throws {
        try await Sample.cohort("BUDUCA", capacity: 2, isOpen: false, in: centre)
        let people = Sample.emails(count).map { "Petar Petrović,\($0)" }.joined(separator: "\n")
        try await centre.importText("name,email\n\(people)\n", as: .people)
        try await centre.importText("code,name_sr_latn\nGRAD,Grad\n", as: .organisations)
    }

    @Test("A person is in the list once, an organisation with the number that it said last")
    func list() async throws {
        try await prepare(people: 1)
        let first = try await express(["email": Sample.email(0)])
        #expect(try await express(["email": Sample.email(0), "note": "jesen"]).id == first.id)
        _ = try await express(["organisation": "grad", "people_count": "4"])
        #expect(try await express(["organisation": "GRAD", "people_count": "6"]).peopleCount == 6)
        let found = try await waiting()
        #expect(found.map(\.peopleCount) == [1, 6] && found.map(\.note) == ["jesen", nil])
        for wrong in [
            ["email": Sample.email(0), "people_count": "2"],
            ["email": Sample.email(0), "organisation": "GRAD"],
        ] {
            #expect(try await refusal { _ = try await express(wrong) } == "invalid")
        }
        #expect(
            try await refusal { _ = try await express(["email": "x@y.example"]) }
                == "person_not_found"
        )
    }

    @Test("Twelve entries of one person at once are one")
    func race() async throws {
        try await prepare(people: 1)
        let outcomes = await TrainingCentreTests.race(12) { _ in
            _ = try await express(["email": Sample.email(0)])
        }
        #expect(outcomes.successes == 12)
        #expect(try await centre.count("interests") == 1)
    }

    @Test("A cohort takes up those who wait, the first first; who gets no seat stays in the list")
    func taking() async throws {
        try await prepare(people: 3)
        for number in 0..<3 { _ = try await express(["email": Sample.email(number)]) }
        _ = try await express(["organisation": "GRAD", "people_count": "5"])
        let take = {
            let chance = centre.chance
            return try await centre.write(.clerk) {
                try Interest.take(into: "BUDUCA", chance: chance, by: .clerk, in: $0)
            }
        }
        #expect(try await refusal { _ = try await take() } == "cohort_not_open")
        _ = try await centre.write(.clerk) { try Cohort.publish("BUDUCA", by: .clerk, in: $0) }
        let taken = try await take()
        #expect(taken.people == [Sample.email(0), Sample.email(1)])
        #expect(taken.organisations.map(\.code) == ["GRAD"])
        #expect(taken.skipped.map(\.email) == [Sample.email(2)])
        #expect(taken.skipped.first?.problem.contains("taken") == true)
        let states = try await waiting()
        #expect(states.map(\.state) == [.taken, .taken, .waiting, .taken])
        #expect(try await take().people == [])
        #expect(try await Sample.found("BUDUCA", in: centre).seatsTaken == 2)
    }

    @Test("An interest is withdrawn with a reason, or by whose it is, and may come again")
    func withdrawing() async throws {
        try await prepare(people: 2)
        let interest = try await express(["email": Sample.email(0)])
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Interest.withdraw(interest.id, by: .clerk, in: $0)
                }
            } == "reason_missing"
        )
        let act = try Act.clerk(because: "više ne radi")
        let withdrawn = try await centre.write(act) {
            try Interest.withdraw(interest.id, by: act, in: $0)
        }
        #expect(withdrawn.state == .withdrawn)
        #expect(try await express(["email": Sample.email(0)]).id != interest.id)
        #expect(
            try await constraint {
                try await centre.sql("UPDATE interests SET course_id = course_id")
            } == "42501"
        )
    }

    private func own(_ actor: Actor) async throws -> [ID<Interest>] {
        try await centre.read { try OwnInterest.list(of: actor, in: $0).map(\.id) }
    }

    private func found(_ interest: Interest, by actor: Actor) async throws -> String? {
        try await refusal {
            _ = try await centre.read { try OwnInterest.find(interest.id, of: actor, in: $0) }
        }
    }

    @Test("One's own interests are found while they wait, under every record, and nobody else's")
    func own() async throws {
        try await prepare(people: 3)
        let people = try await centre.read {
            try $0.rows("SELECT id FROM people ORDER BY email", as: ID<Person>.self)
        }
        let actors = people.enumerated().map { index, person in
            let account = ID<Account>(index + 1)
            return Actor(name: "a", accountID: account, personID: person, roles: [.trainee])
        }
        let interest = try await express(["note": "jesen"], by: actors[0])
        #expect(try await own(actors[0]) == [interest.id])
        try await Merges(centre: centre).people(Sample.email(1), into: Sample.email(0))
        #expect(try await own(actors[1]) == [interest.id])
        #expect(try await own(actors[2]) == [])
        #expect(try await own(.clerk) == [])
        #expect(try await found(interest, by: actors[2]) == "interest_not_found")
        let act = Act(by: actors[1])
        _ = try await centre.write(act) { try Interest.withdraw(interest.id, by: act, in: $0) }
        #expect(try await own(actors[0]) == [])
        #expect(try await found(interest, by: actors[0]) == "interest_not_found")
        let course = try await centre.read {
            try OwnInterest.find(course: "kurs", of: actors[0], in: $0)
        }
        #expect(course == nil)
    }
}
