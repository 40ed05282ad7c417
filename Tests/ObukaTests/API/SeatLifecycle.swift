import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// Seats by rules: a waiting list, an offer, a quota, and everything that changes them.
    func seats(_ staff: APICaller) async throws {
        try await seatCohort("MESTA", "2062-03-02", capacity: 2, staff)
        try await seatCohort("PROSLA", "2026-03-02", until: "2062-03-02", capacity: 5, staff)
        try await rules(staff)
        let path = "/cohorts/MESTA"
        let first = try await ask(path, "prva", staff, gives: "confirmed")
        let quota: JSON = ["organisation": "PROBE", "seats": 1, "name_until_on": "2062-01-01"]
        #expect(try await staff.post(path + "/quotas", quota, 200).json["unnamed"] == 1)
        let second = try await ask(path, "druga", staff, gives: "waiting")
        let third = try await ask(path, "treca", staff, gives: "waiting")
        let nominee: JSON = [
            "email": "cetvrta@probe.example", "name": "Petra Probić", "organisation": "PROBE",
        ]
        let named = try await staff.post(path + "/nominations", nominee, 201)
        #expect(try named.json["status"] == "confirmed")
        let mine = try await staff.get("/organisations/PROBE/enrolments?limit=2", 200)
        #expect(try mine.json["enrolments"]?.elements?.count == 1)
        let waiting = try await staff.get(path + "/enrolments?status=waiting", 200)
        #expect(try waiting.json["enrolments"]?.elements?.count == 2)
        let seats = try await staff.get(path + "/seats", 200).json
        #expect(seats["confirmed"] == 2 && seats["waiting"] == 2 && seats["free"] == 0)
        try await staff.post(try code(named) + "/withdrawal", ["reason": "ill"], 200)
        try await staff.post(first + "/withdrawal", ["reason": "ill"], 200)
        // The second was offered the seat by itself.
        let preview = try await staff.get(path + "/promotion?seats=3", 200)
        #expect(try preview.json["next"] == [])
        #expect(try await staff.post(path + "/promotion", 200).json["offered"] == [])
        try await staff.post(third + "/offer", ["hours": 2], 409, "cohort_full")
        try await staff.post(second + "/declination", ["reason": "no time"], 200)
        let offered = try await staff.post(third + "/offer", ["hours": 2], 200)
        #expect(try offered.json["status"] == "offered")
        #expect(try offered.json["offer_ends_at"]?.text != nil)
        #expect(try await staff.post(third + "/acceptance", 200).json["status"] == "confirmed")
        try await staff.post(third + "/approval", 200)
        try await staff.post(second + "/acceptance", 409, "not_possible_now")
        let history = try await staff.get(second + "/history", 200)
        #expect(try history.json["events"]?.elements?.count == 3)
        let names = try await staff.post(path + "/names/confirmation", 200)
        #expect(try names.json["people"]?.elements?.isEmpty == false)
        let again = try await staff.post(path + "/names/confirmation", 200)
        #expect(try again.json["people"] == [])
        try await changes(of: third, staff)
        try await approvals(staff)
    }

    private func seatCohort(
        _ code: String,
        _ day: String,
        until lastDay: String? = nil,
        capacity: Int,
        _ staff: APICaller
    ) async throws {
        let draft: JSON = [
            "code": .string(code), "course_code": "AZIL", "starts_on": .string(day),
            "ends_on": .string(lastDay ?? day), "venue": "Plandište",
            "capacity": .integer(capacity),
        ]
        try await staff.post("/cohorts", draft, 201)
        try await staff.post("/cohorts/\(code)/opening", 200)
    }

    private func rules(_ staff: APICaller) async throws {
        let path = "/cohorts/MESTA/seat-rules"
        let known = try await staff.get(path, 200)
        #expect(try known.json["approval"] == "none")
        let change: JSON = [
            "has_waiting_list": true, "promotion": "automatic", "offer_hours": 48,
            "apply_until_on": "2062-01-01", "substitute_until_on": .null,
        ]
        try await staff.put(path, change, 428, "version_missing")
        let tag = ["If-Match": try #require(known["etag"])]
        let changed = try await staff.put(path, change, fields: tag, 200)
        #expect(try changed.json["apply_until_on"] == "2062-01-01")
        try await staff.put(path, change, fields: tag, 412, "version_changed")
        let wrong: JSON = ["promotion": "by lot"]
        try await staff.put(path, wrong, fields: ["If-Match": "*"], 422, "invalid")
    }

    private func ask(
        _ path: String,
        _ name: String,
        _ staff: APICaller,
        gives status: String
    ) async throws -> String {
        let person: JSON = ["email": .string("\(name)@probe.example"), "name": "Petra Probić"]
        let asked = try await staff.post(path + "/enrolments", person, 201)
        #expect(try asked.json["status"]?.text == status)
        return try code(asked)
    }

    private func code(_ answer: Answer) throws -> String {
        "/enrolments/\(try #require(try answer.json["code"]?.text))"
    }

    /// Somebody else comes instead, moves to a cohort that has begun, and does not come.
    private func changes(of enrolment: String, _ staff: APICaller) async throws {
        let other: JSON = ["email": "peta@probe.example", "name": "Petra Probić"]
        try await staff.post(enrolment + "/substitution", other, 422, "reason_missing")
        let why = JSON.object((other.members ?? []) + [JSON.Member("reason", "ill")])
        let instead = try await staff.post(enrolment + "/substitution", why, 201)
        #expect(try instead.json["status"] == "confirmed")
        let early: JSON = ["reason": "nobody saw her"]
        let seat = try code(instead)
        try await staff.post(seat + "/absence", early, 409, "cohort_not_begun")
        let there: JSON = ["cohort": "PROSLA", "reason": "closer to home"]
        let moved = try await staff.post(seat + "/transfer", there, 201)
        #expect(try moved.json["cohort"] == "PROSLA")
        let path = try code(moved)
        try await staff.post(path + "/absence", 422, "reason_missing")
        #expect(try await staff.post(path + "/absence", early, 200).json["status"] == "no-show")
        let back = try await staff.post(path + "/absence/correction", early, 200)
        #expect(try back.json["status"] == "confirmed")
    }

    private func approvals(_ staff: APICaller) async throws {
        let rules: JSON = ["approval": "institution-and-centre"]
        try await staff.put("/cohorts/MESTA/seat-rules", rules, fields: ["If-Match": "*"], 200)
        let demonstration = try await Demonstration.shared()
        let trainee = APICaller(
            session: staff.session,
            token: try demonstration.token("trainee")
        )
        let path = "/cohorts/MESTA/enrolments"
        try await trainee.post(path, 422, "institution_missing")
        let applied = try await trainee.post(path, ["organisation": "PROBE"], 201)
        #expect(try applied.json["status"] == "applied")
        let enrolment = try code(applied)
        try await trainee.post(enrolment + "/approval", 403, "not_allowed")
        try await staff.post(enrolment + "/approval", 409, "not_endorsed")
        let endorsed = try await staff.post(enrolment + "/endorsement", 200)
        #expect(try endorsed.json["status"] == "endorsed")
        try await byID(path, try #require(try applied.json["id"]?.wholeNumber), staff)
        try await trainee.post(enrolment + "/withdrawal", 200)
    }

    /// An auditor reads of an enrolment whatever there is but its private code.
    private func byID(_ path: String, _ id: Int, _ staff: APICaller) async throws {
        let demonstration = try await Demonstration.shared()
        let auditor = APICaller(session: staff.session, token: try demonstration.token("auditor"))
        let listed = try await auditor.get(path + "?status=endorsed", 200)
        let seen = try #require(try listed.json["enrolments"]?.elements?.first)
        #expect(seen["id"]?.wholeNumber == id)
        #expect(seen["code"] == .null)
        let history = try await auditor.get("/enrolments/\(id)/history", 200)
        #expect(try history.json["code"] == .null)
        #expect(try history.json["events"]?.elements?.count == 2)
        let why: JSON = ["reason": "cannot"]
        try await auditor.post("/enrolments/\(id)/withdrawal", why, 403, "not_allowed")
        try await staff.post("/enrolments/0/endorsement", 404, "enrolment_not_found")
    }
}
