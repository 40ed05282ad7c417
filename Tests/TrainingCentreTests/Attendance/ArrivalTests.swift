import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Arrivals by a code that changes", .centre)
struct ArrivalTests {
    private let centre = TrainingCentre.ofTest
    private let room: [UInt8] = [10, 0, 0, 1]

    @Test("A code counts for its half minute and the next one, and for nothing else")
    func slices() {
        let key = ArrivalKey(session: ID(7), bytes: Array(repeating: 9, count: 32), slice: 1_000)
        let codes = (996...1_001).map { key.text(.code, slice: $0, place: []) }
        let good = codes.map { key.isGood($0, for: .code) }
        #expect(good == [false, false, false, true, true, false])
        #expect(Set(codes).count == 6)
        #expect(key.isGood(codes[4].lowercased(), for: .code))
        #expect(!key.isGood(codes[4], for: .ticket))
        #expect(!key.isGood(codes[4], for: .screen))
        #expect(!key.isGood("", for: .code))
        let other = ArrivalKey(session: ID(8), bytes: key.bytes, slice: key.slice)
        #expect(!other.isGood(codes[4], for: .code))
    }

    @Test("A ticket counts on the network that got it, and the code is no ticket")
    func networks() async throws {
        let codes = try await Sample.today("SALA", in: centre)
        let door = try await door("SALA")
        #expect(
            try await refusal { _ = try await arrive(codes[0], door, [8, 8, 8, 8]) } == expired
        )
        let code = try await screen("SALA").code ?? ""
        let asTicket = try await refusal {
            _ = try await centre.arrive(
                codes[0].printed,
                ticket: code,
                network: room,
                requestID: "x"
            )
        }
        #expect(asTicket == expired)
        #expect(try await arrive(codes[0], door, room).holderCyrl == "Петар Петровић")
        #expect(try await centre.count("arrivals") == 1)
        for wrong in ["", "1", "1-", "-A", "99999-ABCDEFGHJK", code + "A"] {
            #expect(
                try await refusal { _ = try await centre.arrivalDoor(wrong, network: room) }
                    == expired,
                "\(wrong)"
            )
        }
    }

    @Test("An arrival is no mark until the trainer's count is the same, and then it is")
    func confirmation() async throws {
        let codes = try await Sample.today("SALA", 4, in: centre)
        let day = try await Sample.today(in: centre)
        let trainer = try await Sample.trainer(of: "SALA", "tara@a.example", in: centre)
        let door = try await door("SALA", by: trainer)
        for code in codes[0...2] { _ = try await arrive(code, door, room) }
        _ = try await arrive(codes[0], door, room)
        #expect(try await centre.count("attendance_marks") == 0)
        let before = try await lines("SALA")
        #expect(before.map(\.mark) == [nil, nil, nil, nil])
        #expect(before.map(\.isUnconfirmed) == [true, true, true, false])
        #expect(before[0].json["mark"] == "not recorded")
        // One came without a phone and is marked late; one who arrived sits at home.
        try await centre.importText(
            Sample.attendance("SALA", [Sample.email(3)], mark: "late", days: [day]),
            as: .attendance
        )
        for (heads, except) in [(4, [Sample.email(0)]), (3, []), (2, [Sample.email(0)])] {
            let code = try await refusal { _ = try await confirm("SALA", heads, except, trainer) }
            #expect(code == "head_count_differs")
        }
        let stranger = try await refusal {
            _ = try await confirm("SALA", 2, ["nobody@a.example", Sample.email(0)], trainer)
        }
        #expect(stranger == "invalid")
        #expect(try await confirm("SALA", 3, [Sample.email(0)], trainer).marked == 2)
        #expect(try await lines("SALA").map(\.mark) == [nil, .present, .present, .late])
        #expect(try await lines("SALA").map(\.isUnconfirmed) == [false, false, false, false])
        #expect(
            try await refusal { _ = try await confirm("SALA", 3, [], trainer) }
                == "arrivals_confirmed"
        )
        #expect(
            try await refusal { _ = try await arrive(codes[3], door, room) }
                == "arrivals_confirmed"
        )
    }

    @Test("Nobody arrives on another day, at another training, or without a place")
    func strangers() async throws {
        let codes = try await Sample.today("SALA", in: centre)
        let elsewhere = try await Sample.today("DRUGA", in: centre)
        let door = try await door("SALA")
        #expect(
            try await refusal { _ = try await arrive(elsewhere[0], door, room) } == "not_enrolled"
        )
        let act = try Act.clerk(because: "odustao")
        _ = try await centre.write(act) {
            try Enrolment.withdraw(codes[1].compact, on: nil, by: act, in: $0)
        }
        #expect(try await refusal { _ = try await arrive(codes[1], door, room) } == "not_enrolled")
        #expect(
            try await refusal {
                _ = try await centre.arrive(
                    "0000-0000-0000-0000",
                    ticket: door.ticket,
                    network: room,
                    requestID: "x"
                )
            } == "enrolment_not_found"
        )
        try await centre.sql("UPDATE sessions SET held_on = held_on - 1")
        #expect(
            try await refusal { _ = try await arrive(codes[0], door, room) }
                == "arrival_on_another_day"
        )
        #expect(try await screen("SALA", on: -1).code == nil)
        #expect(try await centre.count("arrivals") == 0)
    }

    @Test("Only staff and the cohort's trainers open a session, see the arrivals, and count")
    func access() async throws {
        try await Sample.today("SALA", in: centre)
        try await Sample.today("DRUGA", in: centre)
        let day = try await Sample.today(in: centre)
        let stranger = try await Sample.trainer(of: "DRUGA", "tara@a.example", in: centre)
        let trainee = Actor(name: "account 9", roles: [.trainee])
        for actor in [stranger, trainee, Actor(name: "account 3", roles: [.auditor])] {
            let opening = try await refusal { _ = try await open("SALA", by: actor) }
            let counting = try await refusal { _ = try await confirm("SALA", 0, [], actor) }
            #expect([opening, counting] == ["not_allowed", "not_allowed"])
        }
        for actor in [stranger, trainee] {
            let looking = try await refusal {
                _ = try await centre.read {
                    try Arrival.list(day, of: "SALA", by: actor, in: $0)
                }
            }
            #expect(looking == "not_allowed")
        }
        #expect(
            try await refusal {
                _ = try await centre.read {
                    try ArrivalScreen.find(session: "1", link: "AAAAAAAAAA", pass: nil, in: $0)
                }
            } == "screen_not_found"
        )
    }

    @Test("Arriving and counting at once: a count never misses somebody who was let in before it")
    func race() async throws {
        let codes = try await Sample.today("SALA", 8, in: centre)
        let door = try await door("SALA")
        let centre = centre
        let outcomes = await TrainingCentreTests.race(9) { number in
            if number < 8 {
                _ = try await arrive(codes[number], door, room)
            } else {
                // Whatever the count is, it is that of the arrivals which the lock lets it see.
                for heads in 0...8 {
                    if (try? await confirm("SALA", heads, [], .clerk)) != nil { return }
                }
            }
        }
        #expect(outcomes.successes >= 1)
        let confirmed = try await centre.count("arrival_confirmations")
        if confirmed == 1 {
            let heads = try await centre.value(
                "SELECT heads FROM arrival_confirmations",
                as: Int.self
            )
            #expect(try await centre.count("arrivals") == heads)
            #expect(try await centre.count("attendance_marks") == heads)
        }
    }

    @Test("A sheet has a page for each session, in each language, and one with room for the date")
    func sheets() async throws {
        try await Sample.cohort("LIST", in: centre)
        try await Sample.enrol(Sample.emails(3), in: "LIST", centre)
        #expect(try await pages("LIST", nil, .serbianCyrillic) == 1)
        try await centre.importText(
            Sample.attendance("LIST", Sample.emails(1)),
            as: .attendance
        )
        for language in Language.allCases {
            #expect(try await pages("LIST", nil, language) == 2)
            #expect(try await pages("LIST", "2024-02-01", language) == 1)
        }
        #expect(
            try await refusal { _ = try await pages("LIST", "2024-02-03", .english) }
                == "session_not_found"
        )
        let many = (10..<50).map { "osoba\($0)@sample.example" }
        try await centre.sql("UPDATE cohorts SET capacity = 100")
        try await Sample.enrol(many, in: "LIST", centre)
        #expect(try await pages("LIST", "2024-02-01", .serbianLatin) == 2)
    }

    // MARK: Steps

    private let expired = "arrival_code_expired"

    private func open(_ code: String, on shift: Int = 0, by actor: Actor) async throws -> JSON {
        let chance = centre.chance
        let today = try await Sample.day(Sample.today(in: centre))
        let day = CalendarDate(dayNumber: today.dayNumber + shift).description
        return try await centre.write(Act(by: actor)) {
            try ArrivalScreen.open(day, of: code, chance: chance, by: actor, in: $0)
        }
    }

    private func screen(
        _ code: String,
        on shift: Int = 0,
        by actor: Actor = .clerk
    ) async throws -> ArrivalScreen {
        let path = try await open(code, on: shift, by: actor)["screen"]?.text ?? ""
        let parts = path.split(separator: "?link=")
        let session = try #require(parts.first?.split(separator: "/").last.map(String.init))
        let link = try #require(parts.last.map(String.init))
        return try await centre.read {
            let first = try ArrivalScreen.find(session: session, link: link, pass: nil, in: $0)
            return try ArrivalScreen.find(session: session, link: nil, pass: first.pass, in: $0)
        }
    }

    private func door(_ code: String, by actor: Actor = .clerk) async throws -> ArrivalDoor {
        let shown = try #require(try await screen(code, by: actor).code)
        return try await centre.arrivalDoor(shown.lowercased(), network: room)
    }

    private func arrive(
        _ code: VerificationID,
        _ door: ArrivalDoor,
        _ network: [UInt8]
    ) async throws -> ArrivalDoor {
        try await centre.arrive(
            code.printed,
            ticket: door.ticket,
            network: network,
            requestID: "zahtev"
        )
    }

    private func confirm(
        _ code: String,
        _ heads: Int,
        _ except: [String],
        _ actor: Actor
    ) async throws -> ArrivalConfirmation {
        let day = try await Sample.today(in: centre)
        return try await centre.write(Act(by: actor)) {
            try ArrivalConfirmation.enter(
                day,
                of: code,
                heads: heads,
                except: except,
                by: actor,
                in: $0
            )
        }
    }

    private func lines(_ code: String) async throws -> [AttendanceLine] {
        try await centre.read { try AttendanceLine.list(cohort: code, by: .clerk, in: $0) }
    }

    private func pages(_ code: String, _ day: String?, _ language: Language) async throws -> Int {
        let papers = centre.papers
        let bytes = try await centre.read {
            try SignInSheet.pdf(
                cohort: code,
                session: day,
                language,
                papers,
                by: .clerk,
                in: $0
            )
        }
        return String(decoding: bytes, as: UTF8.self).matches(of: /\/Type \/Page\b[^s]/).count
    }
}
