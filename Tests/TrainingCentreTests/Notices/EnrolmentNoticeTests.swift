import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Notices about enrolments", .centre)
struct EnrolmentNoticeTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func notices() async throws -> [Notice] {
        try await centre.read {
            try Notice.list(page: PageRequest(rowsMax: 200), by: .clerk, in: $0).items
        }
    }

    @Test("Everybody is told of each change once, with the private code and in three languages")
    func changes() async throws {
        try await scene.cohort("VEST", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("VEST", 0..<2)
        try await scene.act(.withdraw, people[0])
        let runs = await race(4) { _ in try await EnrolmentNotices(centre).run() }
        #expect(try runs.map { try $0.get() }.reduce(0, +) == 4)
        #expect(try await EnrolmentNotices(centre).run() == 0)
        let told = try await notices()
        #expect(Set(told.map(\.kind)) == ["enrolment"])
        #expect(told.map(\.email).filter { $0 == Sample.email(0) }.count == 2)
        let offer = try #require(told.first { $0.subject.en == "A seat is offered to you" })
        #expect(offer.email == Sample.email(1))
        #expect(offer.text.srCyrl.contains("Место вам се чува до"))
        #expect(offer.text.srLatn.contains("„Ljudska prava“"))
        for notice in told {
            let person = try #require(people.first { $0.email == notice.email })
            let code = try #require(person.printedCode)
            for text in [notice.text.srCyrl, notice.text.srLatn, notice.text.en] {
                #expect(text.contains(code))
            }
        }
        // What was answered meanwhile is no news.
        try await scene.letOffersEnd()
        try await SeatKeeping(centre).run()
        #expect(try await EnrolmentNotices(centre).run() == 1)
    }

    @Test("Nobody is told today of a training of the past")
    func past() async throws {
        try await Sample.cohort("DAVNO", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "DAVNO", centre)
        #expect(try await EnrolmentNotices(centre).run() == 0)
        #expect(try await centre.count("untold_events") == 0)
    }
}
