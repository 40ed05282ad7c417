import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// A version from draft to accreditation, and a cohort of it from its interest list to its end.
    func catalogue(_ staff: APICaller) async throws {
        try await versions(staff)
        try await interests(staff)
        try await sessions(staff)
        let path = "/cohorts/KATALOG"
        let calendar = try await staff.session.server.get("/en/cohorts/katalog.ics")
        #expect(calendar.status == 200 && calendar.text.contains("STATUS:TENTATIVE"))
        #expect(calendar.text.contains("DTSTART:20260309T080000Z"))
        try await staff.post(path + "/start", 409, "cohort_step_refused")
        #expect(try await staff.post(path + "/confirmation", 200).json["state"] == "confirmed")
        #expect(try await staff.post(path + "/start", 200).json["state"] == "running")
        try await staff.post(path + "/cancellation", 422, "reason_missing")
        let why: JSON = ["reason": "poplava"]
        let cancelled = try await staff.post(path + "/cancellation", why, 200)
        #expect(try cancelled.json["cancelled_on"]?.text != nil)
        try await staff.post(path + "/opening", 409, "cohort_cancelled")
        let over = try await staff.session.server.get("/en/cohorts/KATALOG.ics")
        #expect(over.text.contains("STATUS:CANCELLED"))
        let own = try await staff.session.server.get("/me.ics", token: staff.token)
        #expect(own.status == 200 && !own.text.contains("VEVENT"))
    }

    private func versions(_ staff: APICaller) async throws {
        let path = "/courses/PROBE/versions"
        let groups = try await staff.get("/target-groups", 200)
        #expect(try groups.json["target_groups"]?.elements?.isEmpty == false)
        let first = try await staff.get(path + "/1", 200)
        #expect(try first.json["state"] == "published", "a cohort of it was opened")
        let any = ["If-Match": "*"]
        let basics: JSON = [
            "code": "OSNOVE", "title": ["sr-Cyrl": "Основе", "sr-Latn": "Osnove", "en": "Basics"],
        ]
        try await staff.post("/courses", basics, 201)
        let change: JSON = [
            "eqf_level": 5, "hours_face_to_face": 12, "requires_evaluation": true,
            "outcomes": [
                ["sr-Cyrl": "Пише план", "sr-Latn": "Piše plan", "en": "Writes a plan"],
                ["sr-Cyrl": "Води састанак", "sr-Latn": "Vodi sastanak", "en": "Leads a meeting"],
            ],
            "prerequisites": [
                "sr-Cyrl": "Година рада", "sr-Latn": "Godina rada", "en": "A year of work",
            ],
            "prerequisite_courses": ["OSNOVE"], "target_groups": ["other"],
            "languages": ["sr", "en"],
            "authors": ["PROBE"], "pass_score_percent": .null,
        ]
        try await staff.put(path + "/1", change, fields: any, 409, "course_version_published")
        // Its assessments, planned before, stand in a draft of the second version.
        try await staff.post(path + "/2/publication", 200)
        let revised = try await staff.post(path, 201)
        #expect(try revised.json["number"] == 3)
        try await staff.post(path, 409, "course_version_draft_exists")
        let tag = try #require(try await staff.get(path + "/3", 200)["etag"])
        let changed = try await staff.put(path + "/3", change, fields: ["If-Match": tag], 200)
        #expect(try changed.json["outcomes"]?.elements?.first?["sr-Cyrl"] == "Пише план")
        #expect(try changed.json["pass_score_percent"] == .null)
        let wrong: JSON = ["eqf_level": 9]
        try await staff.put(path + "/3", wrong, fields: any, 422, "invalid")
        #expect(try await staff.post(path + "/3/publication", 200).json["state"] == "published")
        let accreditation: JSON = [
            "register_number": "1/2026", "accredited_on": "2026-01-15",
            "body": ["sr-Cyrl": "НАЈУ", "sr-Latn": "NAJU", "en": "NAPA"],
        ]
        try await staff.post(path + "/3/accreditations", accreditation, 201)
        try await staff.post(
            path + "/3/accreditations",
            accreditation,
            409,
            "course_accredited_already"
        )
        #expect(try await staff.get(path, 200).json["versions"]?.elements?.count == 3)
        let missing = "/courses/PROBE/missing-prerequisites?person=dana.probic@probe.example"
        #expect(
            try await staff.get(missing, 200).json["missing"] == [
                [
                    "kind": "course", "course": "OSNOVE", "programme": .null,
                    "experience_months": .null,
                ]
            ]
        )
    }

    private func interests(_ staff: APICaller) async throws {
        let path = "/courses/PROBE/interests"
        let dana: JSON = ["email": "dana.probic@probe.example"]
        let interest = try await staff.post(path, dana, 201)
        let id = try #require(try interest.json["interest"]?.wholeNumber)
        try await staff.post("/interests/\(id)/withdrawal", 422, "reason_missing")
        try await staff.post("/interests/\(id)/withdrawal", ["reason": "ne želi"], 200)
        try await staff.post(path, dana, 201)
        try await staff.post(path, ["organisation": "PROBE", "people_count": 3], 201)
        #expect(try await staff.get(path, 200).json["interests"]?.elements?.count == 3)
        let cohort: JSON = [
            "code": "KATALOG", "course_code": "PROBE", "starts_on": "2026-03-09",
            "ends_on": "2026-03-10", "venue": "Plandište", "capacity": 2,
        ]
        #expect(try await staff.post("/cohorts", cohort, 201).json["course_version"] == 3)
        try await staff.post("/cohorts/KATALOG/interests", 409, "cohort_not_open")
        try await staff.post("/cohorts/KATALOG/opening", 200)
        let taken = try await staff.post("/cohorts/KATALOG/interests", 200)
        #expect(try taken.json["people"] == ["dana.probic@probe.example"])
    }

    private func sessions(_ staff: APICaller) async throws {
        let path = "/cohorts/KATALOG/sessions"
        let morning: JSON = [
            "held_on": "2026-03-09", "begins": "09:00", "ends": "12:00", "room": "PROBE",
        ]
        let added = try await staff.post(path, morning, 201)
        #expect(try added.json["hours"] == 3 && added.json["room"] == "PROBE")
        let afternoon: JSON = [
            "held_on": "2026-03-09", "begins": "11:00", "ends": "14:00", "room": "PROBE",
        ]
        try await staff.post(path, afternoon, 409, "room_taken")
        #expect(try added.json["warnings"] == [])
        let late = try await staff.post(path, ["held_on": "2026-04-01", "hours": 2], 201)
        #expect(try late.json["warnings"] == ["session_outside_days"])
        let moved: JSON = ["held_on": "2026-03-31", "reason": "sala"]
        let again = try await staff.post(path + "/2026-04-01/correction", moved, 200)
        #expect(try again.json["warnings"] == ["session_outside_days"])
        try await staff.post(path + "/2026-03-31/cancellation", ["reason": "greška"], 200)
        let trainers = path + "/2026-03-09T09:00/trainers"
        let bora: JSON = ["email": "bora.probic@probe.example", "reason": "zamena"]
        let enrolled: JSON = ["email": "dana.probic@probe.example", "reason": "zamena"]
        try await staff.post(trainers, enrolled, 409, "teaches_cohort")
        try await staff.post(trainers, bora, 201)
        #expect(try await staff.get(trainers, 200).json["trainers"]?.elements?.count == 1)
        let dismissed: JSON = ["email": "bora.probic@probe.example", "reason": "bolest"]
        try await staff.post(trainers + "/dismissal", dismissed, 200)
        #expect(try await staff.get("/cohorts/KATALOG/clashes", 200).json["clashes"] == [])
    }
}
