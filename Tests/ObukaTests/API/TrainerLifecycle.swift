import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// From an application to an accreditation in stages, and what came of a training of trainers.
    func trainers(_ staff: APICaller, _ demonstration: Demonstration) async throws {
        try await fields(staff)
        try await register(staff)
        try await own(staff.session, try demonstration.token("trainee"))
        let courses: JSON = ["courses": ["PROBE"]]
        let path = "/courses/NAR-TOT/qualified-courses"
        #expect(try await staff.get(path, 200).json["courses"] == ["NAR"])
        try await staff.post("/courses/PROBE/qualified-courses", courses, 200)
        try await staff.post("/courses/PROBE/qualified-courses", ["courses": []], 200)
        let programme = "/programmes/PUT-TRENERA/qualified-courses"
        #expect(try await staff.get(programme, 200).json["courses"] == ["PRIHVAT"])
        try await staff.post(programme, ["courses": ["PRIHVAT"]], 200)
        try await staff.post(programme, [:], 422, "invalid")
        let recognised: JSON = [
            "email": "dana.probic@probe.example", "course": "PROBE", "basis": "decision 9",
        ]
        try await staff.post("/qualifications", recognised, 201)
        try await staff.post("/qualifications", recognised, 409, "qualified_already")
        let list = try await staff.get("/qualifications?course=NAR", 200)
        #expect(try list.json["qualifications"]?.elements?.count == 5)
        try await candidacy(staff)
        let engaged = try await staff.get("/engagements?from=2022-03-01&to=2022-04-30", 200)
        #expect(try engaged.json["engagements"]?.elements?.count == 5)
        let report = try await staff.get("/reports/cascade/NAR-TOT-2022", 200)
        #expect(try report.json["graduates"] == 5)
        #expect(try report.json["deliveries"] == 5)
        #expect(try report.json["persons_passed"] == 152)
        try await staff.session.call(
            "GET",
            "/reports/cascade/PROBE",
            token: staff.token,
            gives: 409,
            "no_training_of_trainers"
        )
    }

    private func fields(_ staff: APICaller) async throws {
        let draft: JSON = [
            "code": "PROBA-OBLAST", "title_sr_cyrl": "Проба", "title_sr_latn": "Proba",
            "title_en": "Proba", "courses": ["PROBE"],
        ]
        try await staff.post("/fields", draft, 201)
        let found = try await staff.get("/fields/PROBA-OBLAST", 200)
        let fields = ["If-Match": try #require(found["etag"])]
        let change: JSON = ["title_en": "Probe"]
        let changed = try await staff.put("/fields/PROBA-OBLAST", change, fields: fields, 200)
        #expect(try changed.json["courses"] == ["PROBE"])
        try await staff.get("/fields?q=proba", 200)
    }

    private func register(_ staff: APICaller) async throws {
        let nomination: JSON = [
            "email": "novi.trener@probe.example", "name": "Novi Trenerić",
            "nominated_by": "KIRS", "languages": ["sr", "en"], "courses": ["PROBE"],
            "bio": ["sr-Cyrl": "Предаје.", "sr-Latn": "Predaje.", "en": "Teaches."],
        ]
        let entered = try await staff.post("/trainers", nomination, 201)
        let path = String(try #require(entered["location"]).dropFirst("/api/v1".count))
        try await staff.post("/trainers", nomination, 409, "trainer_in_register")
        try await staff.get("/trainers?state=accepted&limit=2", 200)
        let file = try await staff.get(path, 200)
        let tag = ["If-Match": try #require(file["etag"])]
        let change: JSON = ["fields": ["PROBA-OBLAST"], "employment": "engaged"]
        let changed = try await staff.put(path, change, fields: tag, 200)
        #expect(try changed.json["courses"] == ["PROBE"])
        let cv: JSON = ["kind": "cv", "title": "CV", "place": "archive 7"]
        let evidence = try await staff.post(path + "/evidence", cv, 201)
        let piece = try #require(
            try evidence.json["evidence"]?.elements?.first?["evidence"]?.wholeNumber
        )
        let why: JSON = ["reason": "the wrong file"]
        try await staff.post("\(path)/evidence/\(piece)/removal", why, 200)
        let accepted: JSON = ["state": "accepted", "number": "7/2026"]
        try await staff.post(path + "/decisions", accepted, 409, "decision_does_not_follow")
        try await staff.post(path + "/decisions", ["state": "under-review"], 200)
        try await staff.post(path + "/decisions", accepted, 200)
        let listed: JSON = ["listed": true, "reason": "letter of the trainer"]
        #expect(try await staff.post(path + "/listing", listed, 200).json["listed"] == true)
    }

    /// A trainee applies, is listed by choice, and takes it all back.
    private func own(_ session: APISession, _ token: String) async throws {
        let trainee = APICaller(session: session, token: token)
        try await trainee.post("/me/trainer", ["fields": ["PROBA-OBLAST"]], 201)
        let mine = try await trainee.get("/me/trainer", 200)
        #expect(try mine.json["trainer"]?["state"] == "received")
        try await trainee.post("/me/trainer/listing", ["listed": true], 200)
        try await trainee.post("/me/trainer/withdrawal", 200)
        try await trainee.post("/me/trainer/withdrawal", 409, "decision_does_not_follow")
    }

    private func candidacy(_ staff: APICaller) async throws {
        let opening: JSON = ["email": "dana.probic@probe.example", "field": "PROBA-OBLAST"]
        let opened = try await staff.post("/candidacies", opening, 201)
        let path = String(try #require(opened["location"]).dropFirst("/api/v1".count))
        try await staff.post("/candidacies", opening, 409, "candidacy_open_already")
        try await staff.get("/candidacies?open=true&limit=2", 200)
        let later: JSON = ["deadline_on": "2062-01-01", "reason": "illness"]
        try await staff.post(path + "/deadline", later, 200)
        for (stage, examiner) in [
            ("tot-passed", ""), ("practice-observed", "novi.trener@probe.example"),
            ("assessed", "novi.trener@probe.example"), ("verified", "ana.probic@probe.example"),
        ] {
            let verdict: JSON = [
                "stage": .string(stage), "verdict": "pass", "examiner": .string(examiner),
            ]
            try await staff.post(path + "/verdicts", verdict, 201)
        }
        let shown = try await staff.get(path, 200)
        #expect(try shown.json["state"] == "complete")
        let grant: JSON = [
            "email": "dana.probic@probe.example", "starts_on": "2026-01-01",
            "ends_on": "2062-01-01", "basis": "decision 10",
            "candidacy": try #require(try shown.json["candidacy"]),
        ]
        let granted = try await staff.post("/accreditations", grant, 201)
        #expect(try granted.json["field"] == "PROBA-OBLAST")
        try await staff.post(path + "/end", ["reason": "done"], 409, "candidacy_ended")
        let given: JSON = ["email": "novi.trener@probe.example", "course": "PROBE"]
        let other = try await staff.post("/candidacies", given, 201)
        let end = String(try #require(other["location"]).dropFirst("/api/v1".count)) + "/end"
        try await staff.post(end, ["reason": "given up"], 200)
    }
}
