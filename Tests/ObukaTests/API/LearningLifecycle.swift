import Documents
import Foundation
import Testing

extension EndToEnd.LifecycleTests {
    /// A screen is opened for a session that is over, and nobody arrived at it.
    func arrivals(_ caller: APICaller) async throws {
        let path = "/cohorts/PROBE"
        let arrivals = path + "/sessions/2026-03-02/arrivals"
        let opened = try await caller.post(arrivals, 201)
        #expect(try opened.json["screen"]?.text?.hasPrefix("/s/screen/") == true)
        #expect(try await caller.get(arrivals, 200).json["arrivals"] == [])
        try await caller.post(arrivals + "/confirmation", ["heads": 1], 409, "head_count_differs")
        try await caller.post(arrivals + "/confirmation", ["heads": 0], 201)
        try await caller.post(arrivals, 409, "arrivals_confirmed")
        try await caller.get(path + "/attendance/sheet?session=2026-03-02&language=en", 200)
        try await screen(try opened.json["screen"]?.text ?? "")
    }

    /// The link of a screen gives a browser its pass and is gone from the address.
    private func screen(_ path: String) async throws {
        let server = try await Demonstration.shared().server
        let first = try await server.get(path, accept: "text/html")
        #expect(first.status == 303)
        let place = try #require(first["location"])
        #expect(!place.contains("link"))
        let cookie = try #require(first["set-cookie"]?.split(separator: ";").first)
        let page = try await server.get(place, fields: ["Cookie": String(cookie)])
        #expect(page.status == 200)
        #expect(try await server.get(place).status == 404)
        let expired = try await server.get("/s/1-AAAAAAAAAA", accept: "application/json")
        #expect(expired.code == "arrival_code_expired")
    }
}

extension EndToEnd.LifecycleTests {
    private func finalTest(weight: Int) -> JSON {
        [
            "code": "final", "kind": "final", "title": ["sr-Latn": "Test", "en": "Test"],
            "weight": .integer(weight), "required": true,
        ]
    }

    /// What is measured is planned before the cohort is published.
    func plannedAssessments(_ caller: APICaller) async throws {
        let plan: JSON = ["assessments": [finalTest(weight: 100)]]
        let planned = try await caller.post("/cohorts/PROBE/assessments", plan, 200)
        #expect(try planned.json["assessments"]?.elements?.first?["attempts_max"] == 1)
    }

    /// It changes no more, somebody is exempt for a while, and there is a gain of nobody.
    func assessments(_ caller: APICaller) async throws {
        let (path, course) = ("/cohorts/PROBE", "/courses/PROBE")
        let final = finalTest(weight: 100)
        let late: JSON = ["assessments": [finalTest(weight: 90)]]
        try await caller.post(path + "/assessments", late, 409, "cohort_rules_fixed")
        try await caller.get(path + "/assessments", 200)
        try await caller.post(course + "/assessments", ["assessments": [final]], 200)
        try await caller.get(course + "/assessments", 200)
        let whose: [JSON.Member] = [
            JSON.Member("email", "ana.probic@probe.example"), JSON.Member("assessment", "final"),
            JSON.Member("reason", "priznato ranije učenje"),
        ]
        let evidence = JSON.object(whose + [JSON.Member("evidence", "diploma br. 12")])
        try await caller.post(path + "/exemptions", evidence, 201)
        try await caller.post(path + "/exemptions", evidence, 409, "exempt_already")
        try await caller.get(path + "/exemptions", 200)
        try await caller.post(path + "/exemptions/withdrawal", .object(whose), 200)
        try await caller.get(path + "/gain", 200)
        try await caller.get(course + "/gain", 200)
    }

    /// A questionnaire is entered, put to the cohort, answered on its page, and has results.
    func evaluations(_ caller: APICaller) async throws {
        let texts: JSON = ["sr-Latn": "Utisci", "en": "Reaction"]
        let questionnaire: JSON = [
            "code": "PROBE", "kind": "reaction", "title": texts,
            "questions": [["kind": "scale", "text": texts, "required": true]],
        ]
        let entered = try await caller.post("/questionnaires", questionnaire, 201)
        #expect(try entered.json["questions"]?.elements?.first?["text"]?["sr-Cyrl"] == "Утисци")
        try await caller.get("/questionnaires", 200)
        try await caller.get("/questionnaires/probe?version=1", 200)
        let asked: JSON = ["questionnaires": [["questionnaire": "probe", "open_days": 14]]]
        let named = try await caller.post("/courses/PROBE/questionnaires", asked, 200)
        #expect(try named.json["questionnaires"]?.elements?.first?["after_months"] == 0)
        try await caller.get("/courses/PROBE/questionnaires", 200)
        try await caller.get("/evaluations/due", 200)
        let path = "/cohorts/PROBE/evaluations"
        let form: JSON = ["questionnaire": "PROBE"]
        try await caller.post(path, form, 422, "evaluation_would_be_over")
        let days: JSON = [
            "questionnaire": "PROBE", "opens_on": "2026-03-02", "closes_on": "2999-01-01",
            "required": false,
        ]
        let made = try await caller.post(path, days, 201)
        let number = try #require(try made.json["evaluation"]?.wholeNumber)
        try await caller.get(path, 200)
        let moved: JSON = ["closes_on": "2998-01-01"]
        try await caller.post("/evaluations/\(number)/days", moved, 200)
        let invitations = "/evaluations/\(number)/invitations"
        let invited = try await caller.post(invitations, ["renewed": false], 201)
        let page = try #require(
            try invited.json["invitations"]?.elements?.first?["page"]?.text
        )
        try await caller.get(invitations, 200)
        try await caller.get("/courses/PROBE/evaluations/PROBE", 200)
        let server = try await Demonstration.shared().server
        #expect(try await server.get("/en" + page).text.contains("name=\"q1\""))
        let results = "/evaluations/\(number)/results"
        try await caller.get(results, 409)
        let zone = TimeZone(identifier: "Europe/Belgrade") ?? .gmt
        let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
        let yesterday = Date(timeIntervalSinceNow: -86_400).formatted(style)
        try await caller.post("/evaluations/\(number)/days", ["closes_on": .string(yesterday)], 200)
        try await caller.get(results, 200)
    }
}
