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
        #expect(both.text.en.contains("Its place or room has changed as well. Sessions: "))
        try await Owner.corrupt("UPDATE cohorts SET state = 'draft'")
        try await centre.sql("UPDATE sessions SET place = 'Сала 4', held_on = held_on + 2")
        try await centre.sql("UPDATE cohorts SET venue = 'Београд'")
        #expect(try await tell().isEmpty)
    }

    /// Two days in a room of a venue with an address.
    private func meetInRoom() async throws {
        try await move(40, 41)
        try await centre.importText(
            "code,name_sr_cyrl,name_sr_latn,name_en,address\n"
                + "TC,Тренинг центар,Trening centar,Training Centre,\"Војвођанска 1, Пландиште\"\n"
                + "DOM,Дом културе,Dom kulture,House of Culture,Žarka Zrenjanina 7\n",
            as: .venues
        )
        try await centre.importText(
            "code,name_sr_cyrl,name_sr_latn,name_en,venue_code,capacity\n"
                + "S2,Сала 2,Sala 2,Room 2,TC,20\n",
            as: .rooms
        )
        try await centre.sql(
            """
            INSERT INTO sessions (cohort_id, held_on, hours, room_id)
            SELECT cohorts.id, starts_on + day, 6.5, rooms.id
            FROM cohorts CROSS JOIN rooms CROSS JOIN generate_series(0, 1) AS day
            """
        )
        _ = try await tell()
    }

    @Test("Who is told of a change reads the new day, hours, place and address there")
    func whereabouts() async throws {
        let people = try await cohort()
        try await meetInRoom()
        // The second day gets its times as well.
        let clock = { (time: String) -> SQL in
            """
            CASE WHEN held_on = centre_today() + 41
                THEN (held_on + 2 + \(time)::text::time) AT TIME ZONE 'Europe/Belgrade' END
            """
        }
        try await centre.sql(
            """
            UPDATE sessions
            SET held_on = held_on + 2, starts_at = \(clock("10:00")), ends_at = \(clock("17:30"))
            """
        )
        let days = try await centre.value(
            """
            SELECT to_char(centre_today() + 42, 'DD.MM.YYYY.') || ' (часова: 6,5); '
                || to_char(centre_today() + 43, 'DD.MM.YYYY.')
            """,
            as: String.self
        )
        let told = try await tell()
        let text = try #require(told[people[0].email]).text
        #expect(
            text.srCyrl.contains(
                " Сусрети: \(days) од 10:00 до 17:30. Место: Сала 2, Тренинг центар, "
                    + "Војвођанска 1, Пландиште. Како сада стоји"
            )
        )
        #expect(text.srLatn.contains("od 10:00 do 17:30. Mesto: Sala 2, Trening centar, Vojvođa"))
        #expect(text.en.contains("(hours: 6.5); "))
        #expect(text.en.contains("from 10:00 to 17:30. Place: Room 2, Training Centre, Vojvođan"))
        for other in people where other.email != people[0].email {
            #expect(!text.en.contains(other.email))
        }
    }

    @Test("Sessions in several places each say their own")
    func severalPlaces() async throws {
        let people = try await cohort()
        try await meetInRoom()
        try await centre.sql("UPDATE cohorts SET venue = 'Dom kulture'")
        try await centre.sql(
            """
            UPDATE sessions SET room_id = NULL, place = 'мала сала'
            WHERE held_on = centre_today() + 40
            """
        )
        let apart = try #require(try await tell()[people[0].email]).text
        #expect(
            apart.srCyrl.contains("6,5), мала сала, Дом културе, Жарка Зрењанина 7; ")
        )
        #expect(apart.en.contains("6.5), mala sala, Dom kulture, Žarka Zrenjanina 7; "))
        #expect(apart.en.contains("6.5), Room 2, Training Centre, Vojvođanska 1, Plandište."))
        #expect(!apart.en.contains("Place:"))
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
