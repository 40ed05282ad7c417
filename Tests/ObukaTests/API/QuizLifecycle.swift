import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// Questions are handed in and given other rules; a trainee tries, fails and passes.
    func quizzes(_ session: APISession, _ demonstration: Demonstration) async throws {
        let staff = APICaller(session: session, token: try demonstration.token("staff"))
        try await enterQuestions(staff)
        let home = demonstration.home
        let titles = ["title_sr_cyrl=Пита", "title_sr_latn=Pita", "title_en=Asks"]
        try await home.ok(["course", "create", "code=PITA"] + titles)
        try await home.ok("module", "plan", "PITA", "UPIT")
        let days = ["starts_on=2063-01-20", "ends_on=2063-01-21", "venue=Plandište", "capacity=5"]
        try await home.ok(["cohort", "create", "code=PITA-1", "course_code=PITA"] + days)
        try await home.ok("cohort", "publish", "PITA-1")
        let person = "\(Demonstration.trainee),Trifun,Batinić"
        let rows = "cohort_code,email,given_name,family_name\nPITA-1,\(person)\n"
        try await home.ok("import", "enrolments", try home.file("pita.csv", rows))
        let enrolled = try await home.enrolments("PITA-1").first
        let code = try #require(enrolled?["code"]?.text)
        let trainee = APICaller(session: session, token: try demonstration.token("trainee"))
        try await take("/enrolments/\(code)/modules/UPIT/attempts", trainee, staff)
        // The cohort is far off, so that nothing of it is completed yet.
        let attempts = try await staff.get("/enrolments/\(code)/modules/UPIT/attempts", 200)
        let passed = try attempts.json["attempts"]?.elements?.map { $0["quiz"]?["passed"] == true }
        #expect(passed == [true, false])
        let refused = try await home.run("quiz", "attempt", code, "UPIT", "3")
        #expect(refused.status == 5)
        let shown = try await home.ok("quiz", "attempt", code, "UPIT", "1", "--format", "json")
        #expect(try shown.json["questions"]?.elements?.count == 2)
    }

    private func enterQuestions(_ staff: APICaller) async throws {
        var module: [JSON.Member] = [JSON.Member("code", "UPIT"), JSON.Member("kind", "quiz")]
        module += ["title_sr_cyrl", "title_sr_latn", "title_en"].enumerated().map {
            JSON.Member($1, $0 == 0 ? "Упит" : "Upit")
        }
        try await staff.post("/modules", .object(module), 201)
        let path = "/modules/UPIT/questions"
        #expect(try await staff.get(path, 404).code == "module_version_not_found")
        let good = "$CATEGORY: A\n\nDa? {T}\n\nKoliko? {#3}\n\n$CATEGORY: B\n\nKo? {=ja ~ti}\n"
        try await upload(good, path, 404, "module_not_found", staff, to: "/modules/NEMA/questions")
        try await upload("Da? {T\n\nNe? {=a}\n", path, 422, "questions_refused", staff)
        try await upload("<a/>", path, 422, "questions_not_moodle", staff, as: "application/xml")
        try await upload(good, path + "?draw=C%3D1", 422, "quiz_pool_unknown", staff)
        let rehearsed = path + "?dry_run=true&attempts_max=2"
        #expect(try await upload(good, rehearsed, 200, nil, staff).json["attempts_max"] == 2)
        #expect(try await staff.get(path, 404).code == "module_version_not_found")
        let entered = try await upload(good, path + "?attempts_max=2&draw=A%3D1", 200, nil, staff)
        #expect(try entered.json["questions_drawn"] == 2 && entered.json["current"] == true)
        let rules: JSON = ["feedback": "after-last", "draw": ["A=all", "B=0"]]
        let changed = try await staff.post(path + "/rules", rules, 200)
        #expect(try changed.json["version"] == 2 && changed.json["attempts_max"] == 2)
        #expect(try changed.json["current"] == false && changed.json["questions_drawn"] == 2)
        try await staff.post(path + "/rules", ["feedback": "sometimes"], 422, "invalid")
        try await staff.post("/modules/UPIT/versions/2/publication", 200)
        #expect(try await staff.get(path + "?version=1", 200).json["feedback"] == "after-each")
        let file = try await staff.get(path + "/file", 200)
        #expect(file.text.hasPrefix("<?xml") && file.text.contains("<category>"))
    }

    private func take(_ path: String, _ trainee: APICaller, _ staff: APICaller) async throws {
        try await staff.post(path, 403, "not_allowed")
        let begun = try await trainee.post(path, 200)
        let questions = try #require(try begun.json["questions"]?.elements)
        #expect(questions.compactMap { $0["told"] } == [.null, .null])
        let attempt = path + "/1"
        let number = try #require(questions.first { $0["kind"] == "numeric" }?["question"])
        let wrong = attempt + "/questions/\(number.wholeNumber ?? 0)/answer"
        try await trainee.post(wrong, ["truth": true], 422, "quiz_answer_of_other_kind")
        try await trainee.post(wrong, ["text": 3], 422, "invalid")
        let unknown = attempt + "/questions/9/answer"
        try await trainee.post(unknown, [:], 404, "quiz_question_not_found")
        #expect(try await trainee.post(wrong, ["text": "4"], 200).json["answered"] == 1)
        try await trainee.post(attempt + "/submission", 409, "quiz_unanswered")
        let failed = try await trainee.post(attempt + "/submission", ["confirmed": true], 200)
        #expect(try failed.json["result"]?["passed"] == false)
        #expect(try await trainee.get(attempt, 200).json["attempts_left"] == 1)
        try await trainee.post(wrong, ["text": "3"], 409, "quiz_submitted")
        let again = try await trainee.post(path, 200)
        for question in try again.json["questions"]?.elements ?? [] {
            let number = question["question"]?.wholeNumber ?? 0
            let given: JSON = question["kind"] == "numeric" ? ["text": "3,0"] : ["truth": true]
            try await trainee.post(path + "/2/questions/\(number)/answer", given, 200)
        }
        let passed = try await trainee.post(path + "/2/submission", 200)
        #expect(try passed.json["result"]?["score_percent"] == 100)
        let told = try passed.json["questions"]?.elements?.compactMap { $0["told"]?["right"] }
        #expect(told?.contains(.null) == false)
        try await trainee.post(path, 409, "quiz_attempts_used")
        #expect(try await trainee.get(path + "/3", 404).code == "attempt_not_found")
    }

    @discardableResult
    private func upload(
        _ text: String,
        _ path: String,
        _ status: Int,
        _ code: String?,
        _ caller: APICaller,
        to other: String? = nil,
        as type: String = "text/plain"
    ) async throws -> Answer {
        try await caller.session.upload(
            other ?? path,
            Array(text.utf8),
            as: type,
            token: caller.token,
            gives: status,
            code
        )
    }
}
