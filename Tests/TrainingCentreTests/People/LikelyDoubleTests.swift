import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Somebody who is entered twice under two addresses", .centre)
struct LikelyDoubleTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private static let header = "cohort_code,name,email,organisation_code,institution,lsg_code\n"

    private func enter(
        _ rows: [String],
        by actor: Actor = .clerk
    ) async throws -> [String] {
        let report = try await centre.importFile(
            Array((Self.header + rows.joined(separator: "\n")).utf8),
            as: .enrolments,
            by: actor
        )
        #expect(report.rejected.map(\.problem) == [])
        return report.warnings.map { "\($0.line) \($0.field) \($0.code)" }
    }

    private func doubles(
        _ page: PageRequest = PageRequest(),
        by actor: Actor = .clerk
    ) async throws -> Page<LikelyDouble> {
        try await centre.read { try LikelyDouble.list(page: page, by: actor, in: $0) }
    }

    private func pairs(_ certainty: LikelyDouble.Certainty = .likely) async throws -> [String] {
        try await doubles().items.filter { $0.certainty == certainty }.map {
            "\($0.one.email) \($0.other.email) \($0.shared.map(\.rawValue).joined(separator: "+"))"
        }
    }

    @Test("A file says so once of each who is new, by institution or municipality, in any script")
    func files() async throws {
        try await scene.cohort("KURS-1", capacity: 20)
        _ = try await scene.focalPoint("SVOJA")
        let first = ["KURS-1,Živana Đukić,a@a.example,SVOJA,Dom zdravlja,Bor"]
        #expect(try await enter(first) == [])
        let told = try await enter([
            // The address is known: it was said when the person was entered.
            "KURS-1,Živana Đukić,a@a.example,SVOJA,Dom zdravlja,Bor",
            "KURS-1,Живана Ђукић,b@a.example,SVOJA,Škola,Niš",
            "KURS-1,Živana Đukić,c@a.example,,Dom zdravlja,Niš",
            "KURS-1,Živana Đukić,d@a.example,,Muzej,Bor",
            "KURS-1,Živana Đukić,e@a.example,,Zavod,Pirot",
            "KURS-1,Živana Babić,f@a.example,SVOJA,Dom zdravlja,Bor",
            "KURS-1,Bora Babić,g@a.example,,,",
        ])
        #expect(
            told == [
                "3 email person_known_elsewhere", "4 email person_known_elsewhere",
                "5 email person_known_elsewhere", "8 lsg_code person_lsg_unknown",
            ]
        )
        // Two rows of one file are two records as well, and neither stands for the other.
        let both = try await enter([
            "KURS-1,Vida Vidić,h@a.example,SVOJA,,Bor", "KURS-1,Vida Vidić,i@a.example,SVOJA,,Bor",
        ])
        #expect(both == ["2 email person_known_elsewhere", "3 email person_known_elsewhere"])
    }

    @Test("A focal point is told of people of its own institution, and learns of nobody else")
    func focalPoints() async throws {
        try await scene.cohort("KURS-1", capacity: 20)
        let own = try await scene.focalPoint("SVOJA")
        let other = try await scene.focalPoint("TUDJA")
        let row = { (email: String) in ["KURS-1,Živana Đukić,\(email),,Dom zdravlja,Bor"] }
        #expect(try await enter(row("a@a.example"), by: other) == [])
        #expect(try await enter(row("b@a.example"), by: own) == [])
        #expect(try await enter(row("c@a.example"), by: own) == ["2 email person_known_elsewhere"])
        let chance = centre.chance
        let remarks = try await centre.write(Act(by: own)) { transaction in
            let form = Form(["email": "d@a.example", "name": "Živana Đukić"])
            let enrolment = try Enrolment.nominate(
                cohort: "KURS-1",
                form: form,
                chance: chance,
                by: own,
                in: transaction
            )
            return try enrolment.remarks(by: own, in: transaction)
        }
        #expect(remarks == [.lsgUnknown, .knownElsewhere])
        #expect(try await refusal { _ = try await doubles(by: own) } == "not_allowed")
    }

    @Test("Staff see the pairs, until they are merged or said to be two")
    func listed() async throws {
        for code in ["KURS-1", "KURS-2"] { try await scene.cohort(code, capacity: 20) }
        _ = try await scene.focalPoint("SVOJA")
        _ = try await enter([
            "KURS-1,Živana Đukić,a@a.example,SVOJA,Dom zdravlja,Bor",
            "KURS-2,Živana Đukić,b@a.example,SVOJA,,Bor",
            "KURS-1,Živana Đukić,c@a.example,,Dom zdravlja,Niš",
            "KURS-1,Živana Đukić,d@a.example,,Zavod,Pirot",
        ])
        let all = [
            "a@a.example b@a.example organisation+lsg", "a@a.example c@a.example institution",
        ]
        #expect(try await pairs() == all)
        // Who has the name and nothing in common comes as well, for somebody to look at.
        #expect(
            try await pairs(.possible) == [
                "a@a.example d@a.example ", "b@a.example c@a.example ",
                "b@a.example d@a.example ", "c@a.example d@a.example ",
            ]
        )
        let first = try await doubles(PageRequest(rowsMax: 1))
        let rest = try await doubles(PageRequest(after: first.next, rowsMax: 1))
        #expect(first.items.map(\.other.email) == ["b@a.example"])
        #expect(rest.items.map(\.other.email) == ["c@a.example"])
        #expect(try await walked().count == 6)
        let merges = Merges(centre: centre)
        try await merges.people("b@a.example", into: "a@a.example")
        #expect(try await pairs() == [all[1]])
        try await merges.separate("b@a.example")
        #expect(try await pairs() == [all[1]], "somebody looked, and they are two")
        #expect(try await doubles(PageRequest(rowsMax: 1)).items.count == 1)
        #expect(try await walked().count == 5)
    }

    /// All pairs, a page of one at a time.
    private func walked() async throws -> [String] {
        var (found, after): ([String], String?) = ([], nil)
        repeat {
            let page = try await doubles(PageRequest(after: after, rowsMax: 1))
            found += page.items.map { "\($0.one.email) \($0.other.email)" }
            after = page.next
        } while after != nil
        return found
    }

    @Test("A name that is nearly the same, at another institution, is proposed with less certainty")
    func similar() async throws {
        for code in ["KURS-1", "KURS-2"] { try await scene.cohort(code, capacity: 20) }
        _ = try await scene.focalPoint("SVOJA")
        _ = try await enter([
            "KURS-1,Donatela Rossi,a@a.example,SVOJA,Dom zdravlja,Bor",
            "KURS-1,Donatella Rossi,b@a.example,,Škola,Niš",
            "KURS-1,Donatella Rosi,c@a.example,SVOJA,Muzej,Pirot",
            "KURS-1,Jovan Rosić,d@a.example,,Zavod,Pirot",
            "KURS-1,Jovana Rosić,e@a.example,,Zavod,Pirot",
            "KURS-1,Mirjana Wolf,f@a.example,,Zavod,Vršac",
            "KURS-1,Mirijana Volf,g@a.example,,Muzej,Ada",
        ])
        let found = try await doubles().items
        #expect(
            found.map { "\($0.one.email) \($0.other.email) \($0.certainty) \($0.hasSameName)" } == [
                "a@a.example b@a.example possible false", "a@a.example c@a.example likely false",
                "b@a.example c@a.example possible false", "f@a.example g@a.example possible false",
            ]
        )
        #expect(found.first?.json["name_alike"]?.text == "similar")
        #expect(found.first?.json["certainty"]?.text == "possible")
        #expect(found.first?.shared == [] && found[1].shared == [.organisation])
    }

    @Test("A name that many have says nothing by itself")
    func common() async throws {
        try await scene.cohort("KURS-1", capacity: 20)
        let places = ["Bor", "Niš", "Pirot", "Ada", "Šid", "Ub"]
        for count in 5...6 {
            _ = try await enter(
                places.prefix(count).enumerated().map { number, place in
                    "KURS-1,Petar Petrović,p\(number)@a.example,,,\(place)"
                }
            )
            #expect(try await doubles().items.count == (count == 5 ? 10 : 0))
        }
    }
}
