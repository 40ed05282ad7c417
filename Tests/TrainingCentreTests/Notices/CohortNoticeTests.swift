import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Notices about cohorts", .centre)
struct CohortNoticeTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    /// The notices about a cohort that were written since the last time, by address.
    private func tell() async throws -> [String: Notice] {
        let centre = centre
        try await EnrolmentNotices(centre).run()
        let runs = await race(4) { _ in try await CohortNotices(centre).run() }
        let count = try runs.map { try $0.get() }.reduce(0, +)
        let all = try await centre.read {
            try Notice.list(page: PageRequest(rowsMax: 200), by: .clerk, in: $0).items
        }
        let told = Array(all.filter { $0.kind == "cohort" }.suffix(count))
        #expect(Set(told.map(\.email)).count == count, "nobody is told twice")
        return Dictionary(uniqueKeysWithValues: told.map { ($0.email, $0) })
    }

    /// One holds the seat, two wait, and one has given up.
    private func cohort() async throws -> [Enrolment] {
        try await scene.cohort("POMAK", capacity: 1, SeatScene.waitingList)
        let people = try await scene.ask("POMAK", 0..<4)
        try await scene.act(.withdraw, people[3])
        return people
    }

    private func move(_ first: Int, _ last: Int) async throws {
        try await centre.sql(
            """
            UPDATE cohorts SET starts_on = centre_today() + \(first)::integer,
                ends_on = centre_today() + \(last)::integer
            """
        )
    }

    @Test("Whoever holds or awaits a seat is told once of days that move, with the old and the new")
    func moved() async throws {
        let people = try await cohort()
        try await move(40, 41)
        _ = try await tell()
        try await move(50, 51)
        try await move(60, 61)
        let told = try await tell()
        #expect(Set(told.keys) == Set(people.prefix(3).map(\.email)))
        let notice = try #require(told[people[1].email])
        let days = try await centre.value(
            """
            SELECT (centre_today() + 40) || ' to ' || (centre_today() + 41) || ' and now is '
                || (centre_today() + 60) || ' to ' || (centre_today() + 61)
            """,
            as: String.self
        )
        #expect(notice.text.en.contains(days))
        #expect(notice.subject.srCyrl == "Обука је померена")
        #expect(notice.text.srLatn.contains("novi termin je"))
        #expect(notice.text.en.contains(try #require(people[1].printedCode)))
        // There and back is no news.
        try await move(50, 51)
        try await move(60, 61)
        #expect(try await tell().isEmpty)
    }

    @Test("A session that is added, moves or is dropped is told; one of the past or today is not")
    func sessions() async throws {
        let people = try await cohort()
        try await move(20, 21)
        _ = try await tell()
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, starts_on + day, 6 FROM cohorts, generate_series(0, 1) AS day
            """
        )
        // Who waits is not told of each.
        #expect(try await tell().keys.map(\.self) == [people[0].email])
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours)
            SELECT id, centre_today() - day, 6 FROM cohorts, generate_series(0, 1) AS day
            """
        )
        _ = try await centre.write(Act.clerk(because: "погрешан дан")) {
            try $0.execute("DELETE FROM sessions WHERE held_on < centre_today()")
        }
        #expect(try await tell().isEmpty)
        try await centre.sql("UPDATE sessions SET held_on = held_on + 2")
        let first = try await tell()
        #expect(first.count == 3)
        #expect(
            first[people[0].email]?.subject.en == "The schedule of the training has changed"
        )
        _ = try await centre.write(Act.clerk(because: "сала није слободна")) {
            try $0.execute("DELETE FROM sessions")
        }
        #expect(try await tell().count == 3)
    }

    @Test("Another room, place or venue is told once to who has a seat; a draft's to nobody")
    func places() async throws {
        let people = try await cohort()
        try await move(40, 41)
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours, place)
            SELECT id, starts_on + day, 6, 'Сала 1' FROM cohorts, generate_series(0, 1) AS day
            """
        )
        _ = try await tell()
        try await centre.sql("UPDATE sessions SET place = 'Сала 2'")
        try await centre.sql("UPDATE cohorts SET venue = 'Вршац'")
        let told = try await tell()
        #expect(told.keys.map(\.self) == [people[0].email])
        let notice = try #require(told[people[0].email])
        #expect(notice.subject.srLatn == "Mesto održavanja obuke je promenjeno")
        #expect(notice.text.srCyrl.contains("промењено је место или сала у којој се одржава"))
        // More than the place is one notice too.
        try await centre.sql("UPDATE sessions SET place = 'Сала 3', held_on = held_on + 2")
        let both = try #require(try await tell()[people[0].email])
        #expect(both.subject.en == "The schedule of the training has changed")
        #expect(both.text.en.contains("Its place or room has changed as well. You can see how"))
        try await Owner.corrupt("UPDATE cohorts SET state = 'draft'")
        try await centre.sql("UPDATE sessions SET place = 'Сала 4', held_on = held_on + 2")
        try await centre.sql("UPDATE cohorts SET venue = 'Београд'")
        #expect(try await tell().isEmpty)
    }

    @Test("A cancellation is told to everybody once, and to nobody when the training is past")
    func cancelled() async throws {
        let people = try await cohort()
        try await move(40, 41)
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("POMAK", by: act, in: $0) }
        let told = try await tell()
        #expect(Set(told.keys) == Set(people.prefix(3).map(\.email)))
        let notice = try #require(told[people[0].email])
        #expect(notice.subject.srLatn == "Obuka je otkazana")
        #expect(notice.text.srCyrl.contains("отказана је и неће се одржати"))
        try await Sample.cohort("DAVNO", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "DAVNO", centre)
        _ = try await centre.write(act) { try Cohort.cancel("DAVNO", by: act, in: $0) }
        #expect(try await tell().isEmpty)
    }

    @Test("Days that would leave a session behind are refused; sessions move first")
    func leftBehind() async throws {
        try await Sample.cohort("POMAK", in: centre)
        try await centre.sql(
            "INSERT INTO sessions (cohort_id, held_on, hours) SELECT id, starts_on, 6 FROM cohorts"
        )
        let form = Form(["starts_on": "2024-02-05", "ends_on": "2024-02-06"])
        let change: @Sendable (borrowing Transaction) throws -> Cohort = {
            try Cohort.change("POMAK", form, ifVersion: nil, by: .clerk, in: $0)
        }
        let refused = try await refusal { _ = try await centre.write(.clerk, change) }
        #expect(refused == "sessions_outside_days")
        let direct = try await constraint {
            try await centre.sql("UPDATE cohorts SET starts_on = '2024-02-02'")
        }
        #expect(direct == "cohorts_sessions_within_days")
        try await centre.sql("UPDATE sessions SET held_on = '2024-02-05'")
        _ = try await centre.write(.clerk, change)
    }
}
