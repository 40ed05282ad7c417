import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// The course's version says that passing takes the module, before a cohort publishes it.
    func plannedModules(_ caller: APICaller) async throws {
        let plan: JSON = ["modules": ["PROBE"], "required_modules": ["PROBE"]]
        let version = "/courses/PROBE/versions/1"
        let planned = try await caller.put(version, plan, fields: ["If-Match": "*"], 200)
        #expect(try planned.json["required_modules"] == ["PROBE"])
        let strange: JSON = ["modules": ["PROBE", "NEMA"]]
        try await caller.put(version, strange, fields: ["If-Match": "*"], 422, "invalid")
        let listed = try await caller.get("/courses/PROBE/modules", 200)
        #expect(try listed.json["modules"]?.elements?.first?["required"] == true)
    }

    /// It is completed, taken back, and completed after all: only then somebody passes.
    func modules(_ caller: APICaller) async throws {
        let found = try await caller.get("/cohorts/PROBE/modules", 200)
        let ana = try #require(try found.json["progress"]?.elements?.first)
        #expect(ana["missing"] == ["PROBE"] && ana["total"] == 1)
        let path = "/enrolments/\(try #require(ana["enrolment"]?.wholeNumber))/modules"
        let completion = path + "/PROBE/completion"
        let elsewhere: JSON = ["completed_on": "2026-02-20", "source": "elsewhere"]
        try await caller.post(completion, elsewhere, 422, "invalid")
        try await caller.post(path + "/NEMA/completion", [:], 404, "module_not_found")
        let shown: JSON = ["completed_on": "2026-02-20", "evidence": "potvrda br. 3"]
        let done = try await caller.post(completion, shown, 200)
        #expect(try done.json["modules"]?.elements?.first?["source"] == "elsewhere")
        try await caller.post(completion + "/withdrawal", 422, "reason_missing")
        let why: JSON = ["reason": "nije ista osoba"]
        #expect(
            try await caller.post(completion + "/withdrawal", why, 200).json["completed"] == 0
        )
        try await caller.post(completion, shown, 422, "reason_missing")
        let again: JSON = [
            "completed_on": "2026-02-21", "evidence": "potvrda br. 4", "score_percent": 80,
            "reason": "prava potvrda",
        ]
        try await caller.post(completion, again, 200)
        #expect(try await caller.get(path, 200).json["missing"] == [])
    }
}
