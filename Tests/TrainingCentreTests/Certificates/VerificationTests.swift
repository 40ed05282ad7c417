import Credentials
import Documents
import EventLoop
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What a verifier is told", .centre)
struct VerificationTests {
    private let centre = TrainingCentre.ofTest
    private var register: Register { Register(centre: centre) }

    @Test("A valid certificate with every certified fact, however the ID was typed")
    func valid() async throws {
        let id = try await register.issued("PRO", 1)[0]
        for typed in [
            id.printed, id.compact, id.printed.lowercased(), " \(id.printed) ",
            id.printed.replacing("-", with: " "), "https://obuka.example/c/\(id.compact)",
            cyrillic(id.printed),
        ] {
            #expect(try await centre.verify(typed).status == .valid, "\(typed)")
        }
        let json = try await JSON.parse(centre.verify(id.printed).jsonBytes)
        #expect(
            json.members?.map(\.name) == [
                "status", "log", "id", "number", "kind", "holder", "course", "starts_on",
                "ends_on", "venue", "hours", "issued_on", "expires_on", "attended_hours",
                "total_hours", "minimum_attendance_percent", "final_score_percent",
                "pass_score_percent",
            ]
        )
        #expect(json["holder"]?["sr-Cyrl"]?.text == "Петар Петровић")
        #expect(json["hours"] == .integer(12))
    }

    @Test("The answer has the centre's hour and minute")
    func clock() async throws {
        let id = try await register.issued("PRO", 1)[0]
        func clock() async throws -> String? {
            try await centre.value(
                "SELECT to_char(now() AT TIME ZONE 'Europe/Belgrade', 'HH24:MI')",
                as: String.self
            )
        }
        let before = try await clock()
        guard case .known(let found) = try await centre.verify(id.printed) else {
            Issue.record("it is unknown")
            return
        }
        let after = try await clock()
        #expect([before, after].contains(found.checkedAt))
    }

    @Test("It is pending until a signed checkpoint covers it, and the state stays one of the six")
    func pending() async throws {
        let id = try await register.issued("PRO", 1)[0]
        func answer() async throws -> [String?] {
            let json = try await JSON.parse(centre.verify(id.printed).jsonBytes)
            return [json["status"]?.text, json["log"]?.text]
        }
        #expect(try await answer() == ["valid", "pending"])
        // It has its place, and nothing is signed: whoever is asked can still deny it.
        try await Owner.corrupt("UPDATE log_leaves SET place = id + 100")
        #expect(try await answer() == ["valid", "pending"])
        try await Owner.corrupt("UPDATE log_leaves SET place = NULL")
        try await Sequencer(centre).run()
        #expect(try await answer() == ["valid", "included"])
        try await register.revoke(id)
        #expect(try await answer() == ["revoked", "included"])
    }

    @Test(
        "A revoked key of either kind is told, and whether the log had the certificate before",
        arguments: [SigningKey.Purpose.proof, .token]
    )
    func keyRevoked(purpose: SigningKey.Purpose) async throws {
        let id = try await register.issued("PRO", 1)[0]
        func told() async throws -> JSON? {
            let json = try await JSON.parse(centre.verify(id.printed).jsonBytes)
            #expect(json["status"] == "valid")
            let logged = json["logged_before_key_revocation"]
            #expect((json["key_revoked_on"] == nil) == (logged == nil))
            return logged
        }
        func revoke(secondsAgo: Int) async throws {
            try await Owner.corrupt("TRUNCATE issuer_key_revocations")
            try await Owner.corrupt(
                """
                INSERT INTO issuer_key_revocations (key_id, revoked_at)
                SELECT id, now() - make_interval(secs => \(secondsAgo)::integer)
                FROM issuer_keys WHERE purpose = \(purpose)
                """
            )
        }
        #expect(try await told() == nil)
        // The log has not taken it in.
        try await revoke(secondsAgo: 0)
        #expect(try await told() == false)
        try await Sequencer(centre).run()
        try await revoke(secondsAgo: 60)
        #expect(try await told() == false)
        try await revoke(secondsAgo: -60)
        #expect(try await told() == true)
    }

    @Test("A day of validity after the last one it is expired, and revoked comes before that")
    func expired() async throws {
        let ids = try await register.issued("PRO", 3)
        let today = try await centre.value("SELECT centre_today()", as: CalendarDate.self)
        let (yesterday, day) = (CalendarDate(dayNumber: today.dayNumber - 1), today)
        let longAgo = CalendarDate(dayNumber: today.dayNumber - 40)
        for (id, expiry) in [(ids[0], yesterday), (ids[1], day), (ids[2], yesterday)] {
            try await Owner.corrupt(
                """
                UPDATE certificates SET issued_on = \(longAgo), expires_on = \(expiry),
                    register_year = \(longAgo.parts.year)
                WHERE verification_id = \(id)
                """
            )
        }
        #expect(try await register.status(ids[0]) == .expired)
        #expect(try await register.status(ids[1]) == .valid)
        try await register.revoke(ids[2])
        #expect(try await register.status(ids[2]) == .revoked)
        let listed = try await centre.read {
            try Certificate.list(
                cohort: nil,
                status: .expired,
                page: PageRequest(),
                by: .clerk,
                in: $0
            ).items.map(\.id)
        }
        #expect(listed == [ids[0]])
    }

    @Test("Of a revocation the date and the class, never the reason")
    func revoked() async throws {
        let id = try await register.issued("PRO", 1)[0]
        try await register.revoke(id, .holderRequest, reason: "Tajni razlog, Јавна тајна")
        let answer = try await register.answer(id)
        #expect(answer.contains("\"reason_class\":\"holder-request\""))
        #expect(answer.contains("\"revoked_on\""))
        #expect(!answer.contains("Tajni"))
        #expect(!answer.contains("тајна"))
    }

    @Test("The answer about a replaced certificate tells nothing of the successor's name or ID")
    func replaced() async throws {
        let id = try await register.issued("PRO", 1)[0]
        let before = try await register.answer(id)
        let successor = try await register.replace(id, "Ксенија Џаџић", "Ksenija Džadžić")
        let answer = try await register.answer(id)
        // All bytes but the state and the successor's number and date are what they were.
        let ending = "\"replaced_by\":{\"number\":\"\(successor.number)\","
        let expected =
            before.replacing("\"status\":\"valid\"", with: "\"status\":\"replaced\"").dropLast()
            + ",\(ending)\"issued_on\":\"\(successor.issuedOn)\"}}"
        #expect(answer == String(expected))
        for secret in ["Ксенија", "Џаџић", "Ksenija", "Džadžić", successor.id.printed] {
            #expect(!answer.contains(secret))
        }
        // And the new one does not tell the old name.
        let new = try await register.answer(successor.id)
        #expect(!new.contains("Петровић") && !new.contains("Petrović") && !new.contains(id.printed))
    }

    @Test("A well-formed ID that the register does not have, a mistyped one, and nonsense")
    func unknown() async throws {
        let id = try await register.issued("PRO", 1)[0]
        let other = try #require(VerificationID(canonical: Enrolment.codes(1, from: .ofSystem)[0]))
        let answer = try await JSON.parse(centre.verify(other.printed).jsonBytes)
        #expect(answer["status"]?.text == "unknown")
        #expect(answer["mistyped"] == .bool(false))
        #expect(answer["id"]?.text == other.printed)
        let last = id.printed.last == "0" ? "1" : "0"
        let mistyped = try await JSON.parse(centre.verify(id.printed.dropLast() + last).jsonBytes)
        #expect(mistyped["status"]?.text == "unknown")
        #expect(mistyped["mistyped"] == .bool(true))
        for nonsense in [
            "", "zdravo", "'; DROP TABLE certificates; --", String(repeating: "0", count: 9_999),
        ] {
            let answer = try await JSON.parse(centre.verify(nonsense).jsonBytes)
            #expect(answer["status"]?.text == "unknown")
        }
    }

    @Test("When the register cannot be asked, that is the answer")
    func unavailable() async throws {
        var configuration = DatabaseConfiguration(url: "host=/tmp/obuka-nobody dbname=none")
        configuration.connectTimeout = .seconds(2)
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        let away = TrainingCentre(
            database: database,
            chance: .ofSystem,
            signing: .test(),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        let id = Enrolment.codes(1, from: .ofSystem)[0]
        let answer = try await away.verify(id)
        #expect(answer.status == .unavailable)
        #expect(try JSON.parse(answer.jsonBytes)["status"]?.text == "unavailable")
        // What cannot be an ID needs no register.
        #expect(try await away.verify("zdravo").status == .unknown)
        await database.close()
    }

    @Test("Many at once get each their own answer")
    func many() async throws {
        let ids = try await register.issued("PRO", 40)
        let answers = await race(400) { number in
            try await register.answer(ids[number % 40]).contains(ids[number % 40].printed)
        }
        #expect(try answers.allSatisfy { try $0.get() })
    }

    /// The ID with Cyrillic letters of the same look.
    private func cyrillic(_ text: String) -> String {
        let looks: [Character: Character] = [
            "A": "А", "C": "С", "E": "Е", "H": "Н", "K": "К", "M": "М", "P": "Р", "T": "Т",
            "X": "Х",
        ]
        return String(text.map { looks[$0] ?? $0 })
    }
}
