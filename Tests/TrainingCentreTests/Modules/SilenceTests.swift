import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Content that never reports", .centre)
struct SilenceTests {
    let centre = TrainingCentre.ofTest

    private func rule(
        _ doneWhenLeft: String,
        of module: String = "LEKCIJA",
        because: String? = nil,
        by actor: Actor? = nil
    ) async throws {
        let clerk: Act = if let because { try Act.clerk(because: because) } else { .clerk }
        let act = actor.map { Act(by: $0) } ?? clerk
        _ = try await centre.write(act) {
            try SilenceRule.enter(module, Form(["done_when_left": doneWhenLeft]), by: act, in: $0)
        }
    }

    /// Opens the lesson, whose content calls nothing, and leaves it or has it cut off.
    private func look(
        _ learner: ModuleLearner,
        isLeft: Bool = true,
        again: Bool = false,
        after seconds: Int = 10
    ) async throws -> ModuleAttempt {
        let token = try await learner.open("LEKCIJA", again: again)
        let run = try await centre.begin(0, token)
        try await ModuleLearner.wait(seconds)
        // The page says of content that did not finish by itself that it was left.
        let set: JSON = isLeft ? [["run.left", "true"]] : []
        return try await centre.save(
            run,
            ["seq": 1, "set": set, "ended": .bool(isLeft)],
            token
        )
    }

    @Test("It waits for somebody, until the module is said to be done when it is left")
    func silence() async throws {
        let learner = try await Sample.films("TIHA", in: centre)
        #expect(try await !look(learner).isDone)
        #expect(try await learner.standing("LEKCIJA").state == .inProgress)
        try await rule("yes")
        #expect(try await !look(learner, isLeft: false).isDone)
        // What is slow to begin is not silent yet.
        #expect(try await !look(learner, after: 0).isDone)
        #expect(try await look(learner).isDone)
        let standing = try await learner.standing("LEKCIJA")
        #expect(standing.state == .done && standing.completion?.source == .here)
        #expect(standing.completion?.scorePercent == nil)
        // What was done stays so, whatever the rule becomes and however it is left.
        try await rule("no", because: "sadržaj je popravljen")
        #expect(try await look(learner, isLeft: false).isDone)
        #expect(try await look(learner).isDone)
        #expect(try await !look(learner, again: true).isDone)
    }

    @Test("Content that has called the run-time once is judged by what it says")
    func calls() async throws {
        let learner = try await Sample.films("GLASNA", in: centre)
        try await rule("yes")
        let token = try await learner.open("LEKCIJA")
        let run = try await centre.begin(0, token)
        let status = ["cmi.core.lesson_status": "incomplete"]
        #expect(try await !centre.save(run, 1, status, token).isDone)
        #expect(try await !look(learner).isDone)
        let passed = try await learner.pass("LEKCIJA", ["cmi.core.lesson_status": "passed"])
        #expect(passed.isDone)
        #expect(try await look(learner).status(of: passed.parts[0]) == "passed")
        // Also for who opens it anew, or is another learner.
        #expect(try await !look(learner, again: true).isDone)
    }

    @Test("What the manifest calls an asset is judged by what it says, if it says something")
    func asset() async throws {
        let learner = try await Sample.films("GOVORI", in: centre)
        try await Owner.corrupt(
            """
            UPDATE module_versions SET content = jsonb_set(content, '{parts,0,reports}', 'false')
            WHERE standard = 'scorm-1.2'
            """
        )
        let failed = ["cmi.core.score.raw": "55", "cmi.core.lesson_status": "failed"]
        let attempt = try await learner.pass("LEKCIJA", failed)
        #expect(attempt.status(of: attempt.parts[0]) == "failed" && !attempt.isDone)
        #expect(try await look(learner, again: true, after: 0).isDone)
    }

    @Test("The rule is of what has a run-time, and changes with a reason")
    func rules() async throws {
        let learner = try await Sample.films("PRAVILO", in: centre)
        let known = try await centre.read { try SilenceRule.find("LEKCIJA", in: $0) }
        #expect(known == SilenceRule(isDoneWhenLeft: false))
        for (value, code) in [("", "invalid"), ("x", "invalid")] {
            #expect(try await refusal { try await rule(value) } == code)
        }
        try await rule("no")
        try await rule("no")
        #expect(try await centre.count("module_silence_rules") == 1)
        #expect(try await refusal { try await rule("yes") } == "reason_missing")
        try await rule("yes", because: "nikad ne javlja")
        #expect(try await refusal { try await rule("yes", by: learner.actor) } == "not_allowed")
        #expect(try await refusal { try await rule("yes", of: "FILM") } == "module_no_run_time")
        for (module, name) in [
            ("FILM", "module_silence_rules_with_run_time"),
            ("LEKCIJA", "module_silence_rules_change_has_reason"),
        ] {
            let refusal = try await constraint {
                try await centre.sql(
                    """
                    INSERT INTO module_silence_rules (module_id, is_done_when_left)
                    SELECT id, true FROM modules WHERE code = \(module)
                    """
                )
            }
            #expect(refusal == name)
        }
    }
}
