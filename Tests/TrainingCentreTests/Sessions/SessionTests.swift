import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Sessions with times, rooms and trainers", .centre)
struct SessionTests {
    private let centre = TrainingCentre.ofTest

    private func add(_ cohort: String, _ fields: [String: String]) async throws -> Session {
        try await centre.write(.clerk) {
            try Session.create(cohort: cohort, form: Form(fields), by: .clerk, in: $0)
        }
    }

    private func assign(_ email: String, _ time: String, of cohort: String) async throws {
        _ = try await centre.write(.clerk(because: "zamena")) {
            try Session.assign(email, to: time, of: cohort, by: .clerk, in: $0)
        }
    }

    private func room(_ code: String, capacity: Int = 30) async throws {
        try await centre.importText(
            "code,name_sr_latn,capacity\n\(code),Sala,\(capacity)\n",
            as: .rooms
        )
    }

    @Test("Of a time that is wrong it is said once what is wrong, and not that hours are missing")
    func wrongTimes() async throws {
        try await Sample.cohort("SATI", in: centre)
        func problems(_ fields: [String: String]) async throws -> [String] {
            do {
                _ = try await add("SATI", fields.merging(["held_on": "2024-02-01"]) { $1 })
                return []
            } catch let error as InvalidForm {
                return error.fields.map(\.field)
            }
        }
        #expect(try await problems(["begins": "25:30", "ends": "12:00"]) == ["begins"])
        #expect(try await problems(["begins": "25:30"]) == ["begins"])
        #expect(try await problems(["begins": "09:00"]) == ["ends"])
        #expect(try await problems(["begins": "12:00", "ends": "11:00"]) == ["ends"])
        #expect(try await problems([:]) == ["hours"])
        #expect(try await problems(["begins": "9.00", "ends": "12:00", "hours": "0"]) == ["hours"])
    }

    @Test("A day has several sessions when they have times; a session is named by its beginning")
    func several() async throws {
        try await Sample.cohort("DVE", in: centre)
        let day = "2024-02-01"
        let first = try await add("DVE", ["held_on": day, "begins": "9.00", "ends": "12:00"])
        #expect(first.begins?.description == "09:00" && first.hours == Hundredths(300))
        _ = try await add("DVE", ["held_on": day, "begins": "13:00", "ends": "16:30"])
        #expect(
            try await refusal {
                _ = try await add("DVE", ["held_on": day, "begins": "09:00", "ends": "10:00"])
            } == "session_day_taken"
        )
        #expect(
            try await refusal {
                _ = try await add("DVE", ["held_on": day, "begins": "12:00", "ends": "11:00"])
            } == "invalid"
        )
        let correct = { (time: String) in
            try await centre.write(.clerk(because: "ispravka")) {
                try Session.correct(
                    time,
                    of: "DVE",
                    form: Form(["hours": "4"]),
                    by: .clerk(because: "ispravka"),
                    in: $0
                )
            }
        }
        #expect(try await refusal { _ = try await correct(day) } == "session_ambiguous")
        #expect(try await correct("\(day)T13:00").hours == Hundredths(400))
        try await Sample.enrol(Sample.emails(1), in: "DVE", centre)
        let marks = """
            cohort_code,session_date,session_time,email,mark,hours
            DVE,\(day),,\(Sample.email(0)),present,3
            DVE,\(day),13:00,\(Sample.email(0)),late,4
            DVE,\(day),,\(Sample.email(0)),late,5
            DVE,\(day),11:00,\(Sample.email(0)),late,3
            """
        let report = try await centre.importText(marks, as: .attendance)
        #expect(report.created == 2 && report.rejected.map(\.line) == [4, 5])
    }

    @Test("Summer and winter: a time is that of the clock in Belgrade")
    func clock() async throws {
        try await Sample.cohort("SAT", in: centre)
        try await centre.sql("UPDATE cohorts SET starts_on = '2024-03-29', ends_on = '2024-04-02'")
        for day in ["2024-03-30", "2024-03-31", "2024-04-01"] {
            let session = try await add(
                "SAT",
                ["held_on": day, "begins": "09:00", "ends": "10:00"]
            )
            #expect(session.begins?.description == "09:00" && session.ends?.description == "10:00")
        }
        let utc = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT to_char(starts_at AT TIME ZONE 'UTC', 'HH24:MI')
                FROM sessions ORDER BY held_on
                """,
                as: String.self
            )
        }
        #expect(utc == ["08:00", "07:00", "07:00"])
    }

    @Test("A room is never in two sessions at once, however many try; touching times are no clash")
    func roomClash() async throws {
        try await room("SALA")
        for number in 0..<8 { try await Sample.cohort("K\(number)", in: centre) }
        let outcomes = await race(8) { number in
            _ = try await add(
                "K\(number)",
                ["held_on": "2024-02-01", "begins": "09:00", "ends": "12:00", "room": "SALA"]
            )
        }
        #expect(outcomes.successes == 1)
        let codes = outcomes.compactMap { outcome -> String? in
            if case .failure(let error) = outcome { (error as? any Refusal)?.code } else { nil }
        }
        #expect(codes == Array(repeating: "room_taken", count: 7))
        let after = ["held_on": "2024-02-01", "begins": "12:00", "ends": "13:00", "room": "SALA"]
        _ = try await add("K1", after)
        #expect(
            try await refusal { _ = try await add("K2", after.merging(["room": "X"]) { $1 }) }
                == "invalid"
        )
    }

    @Test("A trainer never teaches two sessions at once; moving a session into one is refused, too")
    func trainerClash() async throws {
        let trainer = "tara@sample.example"
        try await centre.importText("name,email\nTara Tren,\(trainer)\n", as: .people)
        for code in ["A", "B"] { try await Sample.cohort(code, in: centre) }
        _ = try await add("A", ["held_on": "2024-02-01", "begins": "09:00", "ends": "12:00"])
        _ = try await add("B", ["held_on": "2024-02-01", "begins": "11:00", "ends": "14:00"])
        _ = try await add("B", ["held_on": "2024-02-02", "begins": "09:00", "ends": "14:00"])
        try await assign(trainer, "2024-02-01", of: "A")
        #expect(
            try await refusal { try await assign(trainer, "2024-02-01", of: "B") }
                == "trainer_taken"
        )
        try await assign(trainer, "2024-02-02", of: "B")
        // Who was assigned with a reason teaches the next session of the cohort without another.
        _ = try await add("B", ["held_on": "2024-02-03", "begins": "09:00", "ends": "14:00"])
        _ = try await centre.write(.clerk) {
            try Session.assign(trainer, to: "2024-02-03", of: "B", by: .clerk, in: $0)
        }
        let move = {
            _ = try await centre.write(.clerk(because: "selidba")) {
                try Session.correct(
                    "2024-02-02",
                    of: "B",
                    form: Form([
                        "held_on": "2024-02-01", "begins": "09:30", "ends": "11:00", "hours": "2",
                    ]),
                    by: .clerk(because: "selidba"),
                    in: $0
                )
            }
        }
        #expect(try await refusal(move) == "trainer_taken")
        let trainers = try await centre.read { try Trainer.list(cohort: "B", by: .clerk, in: $0) }
        #expect(trainers.map(\.person.email) == [trainer], "who teaches one teaches the cohort")
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("A", by: act, in: $0) }
        try await assign(trainer, "2024-02-01", of: "B")
    }

    @Test("A cancelled cohort leaves its room to others")
    func cancelled() async throws {
        try await room("SALA")
        for code in ["A", "B"] { try await Sample.cohort(code, in: centre) }
        let fields = ["held_on": "2024-02-01", "begins": "09:00", "ends": "12:00", "room": "SALA"]
        _ = try await add("A", fields)
        #expect(try await refusal { _ = try await add("B", fields) } == "room_taken")
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("A", by: act, in: $0) }
        _ = try await add("B", fields)
    }

    @Test("A room is large enough for those who are enrolled")
    func small() async throws {
        try await room("MALA", capacity: 1)
        try await Sample.cohort("A", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "A", centre)
        #expect(
            try await refusal {
                _ = try await add("A", ["held_on": "2024-02-01", "hours": "6", "room": "MALA"])
            } == "room_too_small"
        )
    }

    @Test("Times are put right in a room that became too small, and another such room is refused")
    func full() async throws {
        for code in ["MALA", "MANJA"] { try await room(code, capacity: 1) }
        try await Sample.cohort("A", in: centre)
        let fields = ["held_on": "2024-02-01", "begins": "09:00", "ends": "12:00", "room": "MALA"]
        _ = try await add("A", fields)
        try await Sample.enrol(Sample.emails(2), in: "A", centre)
        try await centre.sql(
            "UPDATE sessions SET ends_at = ends_at + interval '30 minutes', room_id = room_id"
        )
        #expect(
            try await constraint {
                try await centre.sql(
                    "UPDATE sessions SET room_id = (SELECT id FROM rooms WHERE code = 'MANJA')"
                )
            } == "sessions_room_large_enough"
        )
    }

    @Test("Hours fit between the times, an hour of teaching having 45 minutes")
    func hours() async throws {
        try await Sample.cohort("A", in: centre)
        let times = ["held_on": "2024-02-01", "begins": "18:00", "ends": "21:00"]
        let tooMany = times.merging(["hours": "4.25"]) { $1 }
        #expect(
            try await refusal { _ = try await add("A", tooMany) } == "session_hours_beyond_times"
        )
        _ = try await add("A", times.merging(["hours": "4"]) { $1 })
    }

    @Test("A participant's clash is reported: same hours, whole days, days without sessions")
    func participants() async throws {
        for code in ["A", "B", "C", "D"] { try await Sample.cohort(code, in: centre) }
        try await centre.sql(
            "UPDATE cohorts SET starts_on = '2024-02-05', ends_on = '2024-02-06' WHERE code = 'D'"
        )
        _ = try await add("A", ["held_on": "2024-02-01", "begins": "09:00", "ends": "12:00"])
        _ = try await add("B", ["held_on": "2024-02-01", "begins": "12:00", "ends": "14:00"])
        for code in ["A", "B", "D"] { try await Sample.enrol([Sample.email(0)], in: code, centre) }
        let clashes = {
            try await centre.read { try CohortClash.list(cohort: "A", by: .clerk, in: $0) }
        }
        #expect(try await clashes() == [])
        try await Sample.enrol([Sample.email(0)], in: "C", centre)
        #expect(
            try await clashes() == [
                CohortClash(kind: .participant, subject: Sample.email(0), other: "C")
            ]
        )
        _ = try await add("C", ["held_on": "2024-02-02", "hours": "6"])
        #expect(try await clashes() == [])
        _ = try await add("C", ["held_on": "2024-02-01", "hours": "6"])
        #expect(try await clashes().map(\.other) == ["C"])
        let act = try Act.clerk(because: "мало пријављених")
        _ = try await centre.write(act) { try Cohort.cancel("C", by: act, in: $0) }
        #expect(try await clashes() == [])
    }

    @Test("What nothing refuses is reported: rooms and trainers without times, rooms too small")
    func reported() async throws {
        try await room("SALA", capacity: 1)
        let trainer = Sample.email(9)
        let people = "given_name_latn,family_name_latn,sex,email\nPetar,Petrović,M,\(trainer)\n"
        try await centre.importText(people, as: .people)
        for code in ["A", "B", "C"] { try await Sample.cohort(code, in: centre) }
        let day = ["held_on": "2024-02-01", "room": "SALA"]
        _ = try await add("A", day.merging(["begins": "09:00", "ends": "12:00"]) { $1 })
        try await assign(trainer, "2024-02-01", of: "A")
        let clashes = {
            try await centre.read { try CohortClash.list(cohort: "A", by: .clerk, in: $0) }
        }
        #expect(try await clashes() == [])
        _ = try await add("B", day.merging(["hours": "6"]) { $1 })
        let act = try Act.clerk(because: "замена")
        try await centre.write(act) {
            _ = try Trainer.assign(trainer, to: "B", by: .clerk, in: $0)
        }
        try await Sample.enrol([trainer], in: "C", centre)
        try await Sample.enrol(Sample.emails(2), in: "A", centre)
        #expect(
            try await clashes() == [
                CohortClash(kind: .room, subject: "SALA", other: "B"),
                CohortClash(kind: .smallRoom, subject: "SALA", other: nil),
                CohortClash(kind: .trainer, subject: trainer, other: "B"),
                CohortClash(kind: .trainer, subject: trainer, other: "C"),
            ]
        )
    }

    @Test(
        "An import enters sessions, gives those of attendance their times, and repeats as nothing"
    )
    func importing() async throws {
        try await room("SALA")
        try await centre.importText("name,email\nTara Tren,tara@a.example\n", as: .people)
        try await Sample.cohort("A", in: centre)
        _ = try await add("A", ["held_on": "2024-02-01", "hours": "6"])
        let file = """
            cohort_code,held_on,begins,ends,hours,room,place,trainers
            A,2024-02-01,09:00,15:00,6,SALA,,tara@a.example
            A,2024-02-02,09:00,12:00,,,Gradska kuća,
            A,2024-02-02,13:00,15:00,2,SALA,,tara@a.example
            A,2024-02-02,13:30,15:00,2,SALA,,
            X,2024-02-02,13:30,15:00,2,SALA,,
            """
        let report = try await centre.importText(file, as: .sessions, reason: "zamena")
        #expect(report.updated == 1 && report.created == 2)
        #expect(report.rejected.map(\.line) == [5, 6])
        #expect(try await centre.importText(file, as: .sessions).unchanged == 3)
        let sessions = try await centre.read { try Session.list(cohort: "A", in: $0) }
        #expect(sessions.map { $0.begins?.description } == ["09:00", "09:00", "13:00"])
        #expect(sessions.map(\.room) == ["SALA", nil, "SALA"])
    }

    @Test("The hours of a session with marks, which decide who passes, change with a reason")
    func markedHours() async throws {
        try await Sample.cohort("A", in: centre)
        let (marked, other) = (Sample.days[0], Sample.days[1])
        for day in [marked, other] { _ = try await add("A", ["held_on": day, "hours": "6"]) }
        try await Sample.enrol(Sample.emails(1), in: "A", centre)
        try await centre.importText(
            Sample.attendance("A", Sample.emails(1), days: [marked]),
            as: .attendance
        )
        // Past the program: of the other session, of this one, of both, and for a reason.
        let update: SQL = "UPDATE sessions SET hours = hours - 1"
        try await centre.sql("\(update) WHERE held_on::text = \(other)")
        for statement: SQL in ["\(update) WHERE held_on::text = \(marked)", update] {
            #expect(
                try await constraint { try await centre.sql(statement) }
                    == "sessions_hours_change_has_reason"
            )
        }
        try await centre.sql("UPDATE sessions SET hours = hours, place = 'Sala'")
        try await centre.write(.clerk(because: "kraće")) { _ = try $0.execute(update) }
        // Through a file.
        let file = "cohort_code,held_on,hours\nA,\(marked),4\nA,\(other),5\n"
        let report = try await centre.importText(file, as: .sessions)
        #expect(report.rejected.map { "\($0.line) \($0.code)" } == ["2 reason_missing"])
        #expect(report.updated == 1)
        #expect(try await centre.importText(file, as: .sessions, reason: "popis").updated == 1)
        // By hand every correction has one.
        let byHand = try await refusal {
            _ = try await centre.write(.clerk) {
                let form = Form(["hours": "3"])
                return try Session.correct(marked, of: "A", form: form, by: .clerk, in: $0)
            }
        }
        #expect(byHand == "reason_missing")
        let sessions = try await centre.read { try Session.list(cohort: "A", in: $0) }
        #expect(sessions.map(\.hours) == [Hundredths(400), Hundredths(500)])
    }

    @Test("A file says which of its sessions lie outside the days of their cohort")
    func outsideDays() async throws {
        try await Sample.cohort("A", in: centre)
        let days = ["2024-01-31", "2024-02-01", "2024-02-02", "2024-02-03", "2024-03-05"]
        let file = "cohort_code,held_on,hours\n" + days.map { "A,\($0),6\n" }.joined()
        let report = try await centre.importText(file, as: .sessions)
        #expect(report.created == 4 && report.rejected.map(\.line) == [6])
        let warnings = report.warnings.map { "\($0.line) \($0.field) \($0.code)" }
        #expect(
            warnings == ["2 held_on session_outside_days", "5 held_on session_outside_days"]
        )
    }

    @Test("Marks that make a session say so too when it lies outside the days, once")
    func markedOutsideDays() async throws {
        try await Sample.cohort("A", in: centre)
        let emails = Sample.emails(2)
        try await Sample.enrol(emails, in: "A", centre)
        for day in ["2024-01-31", "2024-02-01"] {
            let file = Sample.attendance("A", emails, days: [day])
            let report = try await centre.importText(file, as: .attendance)
            #expect(report.created == 2)
            let warnings = report.warnings.map { "\($0.line) \($0.field) \($0.code)" }
            let expected = ["2 session_date session_outside_days"]
            #expect(warnings == (day == "2024-01-31" ? expected : []))
        }
    }

    @Test("What changes a session counts its cohort's version, so that calendars take it over")
    func versions() async throws {
        try await Sample.cohort("A", in: centre)
        let before = try await Sample.found("A", in: centre).version
        _ = try await add("A", ["held_on": "2024-02-01", "hours": "6"])
        #expect(try await Sample.found("A", in: centre).version == before + 1)
    }
}
