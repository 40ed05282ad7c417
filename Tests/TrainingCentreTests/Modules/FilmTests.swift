import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Films are watched", .centre)
struct FilmTests {
    let centre = TrainingCentre.ofTest

    private func rules(
        _ fields: [String: String],
        of module: String = "FILM",
        because: String? = nil
    ) async throws {
        let act: Act = if let because { try Act.clerk(because: because) } else { .clerk }
        _ = try await centre.write(act) {
            try WatchingRules.enter(module, Form(fields), by: act, in: $0)
        }
    }

    /// Writes rules past the program; gives the constraint that refuses them.
    private func attack(_ module: String) async throws -> String? {
        let centre = centre
        return try await constraint {
            try await centre.sql(
                """
                INSERT INTO module_watching_rules (module_id, is_skipping_allowed, percent_min)
                SELECT id, true, 50 FROM modules WHERE code = \(module)
                """
            )
        }
    }

    @Test("Nine tenths of it complete the module, over several pages and no sooner")
    func completion() async throws {
        let learner = try await Sample.films("FILMSKA", in: centre)
        let token = try await learner.open("FILM")
        let first = try await centre.begin(0, token)
        #expect(first.film?["skipping"] == true && first.film?["wanted"] == 90)
        // All of it at once, after no time at all.
        let quick = try await centre.save(first, 1, ["video.watched": "0-100"], token)
        #expect(quick.status(of: quick.parts[0]) == "incomplete" && !quick.isDone)
        try await ModuleLearner.wait(30)
        let values = ["video.watched": "0-40,60-75", "video.place": "75"]
        let half = try await centre.save(first, 2, values, token)
        #expect(half.progressPercent.value / 100 == 55)
        let standing = try await learner.standing("FILM")
        #expect(standing.state == .inProgress && standing.trace?.attempt == 1)
        #expect(standing.trace?.progressPercent.value ?? 0 >= 5_500)

        let second = try await centre.begin(0, token)
        #expect(second.film?["place"] == .number("75.000"))
        #expect(second.film?["furthest"] == .number("75.000"))
        try await ModuleLearner.wait(20)
        let done = try await centre.save(second, 1, ["video.watched": "40-60,75-91"], token)
        #expect(done.isDone && done.scorePercent == nil)
        let completed = try await learner.standing("FILM")
        #expect(completed.completion?.source == .here && completed.state == .done)
        // It stays so, whatever the rules become.
        try await rules(["watched_percent": "100"])
        let third = try await centre.begin(0, token)
        let stays = try await centre.save(third, 1, ["video.place": "3"], token)
        #expect(stays.isDone)
        let log = try await centre.read {
            try ModuleLogEntry.list(
                of: "FILM",
                by: learner.enrolment.handle,
                attempt: nil,
                for: learner.actor,
                in: $0
            )
        }
        #expect(log.map(\.refused.count) == [1, 0, 0] && log.map(\.remark) == [nil, nil, nil])
    }

    @Test("Where nothing is skipped, what was skipped to does not count")
    func order() async throws {
        let learner = try await Sample.films("REDOM", in: centre)
        try await rules(["skipping": "no", "watched_percent": "80"])
        let token = try await learner.open("FILM")
        let run = try await centre.begin(0, token)
        #expect(run.film?["skipping"] == false && run.film?["wanted"] == 80)
        try await ModuleLearner.wait(1_000)
        let skipped = ["video.watched": "0-10,15-100", "video.place": "100"]
        let attempt = try await centre.save(run, 1, skipped, token)
        #expect(attempt.progressPercent == Hundredths(1_000))
        let resumed = try await centre.begin(0, token).film?["place"]
        #expect(resumed == .number("10.000"))
        let again = try await centre.begin(0, token)
        try await ModuleLearner.wait(1_000)
        let done = try await centre.save(again, 1, ["video.watched": "10-80"], token)
        #expect(done.isDone)
    }

    @Test("The rules are of films, have limits, and change with a reason")
    func rulesOfFilms() async throws {
        _ = try await Sample.films("PRAVILA", in: centre)
        for (fields, code) in [
            (["watched_percent": "0"], "invalid"), (["watched_percent": "101"], "invalid"),
            (["skipping": "x"], "invalid"),
        ] {
            #expect(try await refusal { try await rules(fields) } == code)
        }
        try await rules(["skipping": "no"])
        try await rules(["skipping": "no"])
        #expect(try await centre.count("module_watching_rules") == 1)
        let change = try await refusal { try await rules(["watched_percent": "50"]) }
        #expect(change == "reason_missing")
        try await rules(["watched_percent": "50"], because: "kraći film")
        let found = try await centre.read { try WatchingRules.find("FILM", in: $0) }
        #expect(found == WatchingRules(isSkippingAllowed: false, percentMin: 50))
        #expect(try await refusal { try await rules([:], of: "LEKCIJA") } == "module_no_film")
        #expect(try await attack("LEKCIJA") == "module_watching_rules_of_film")
        #expect(try await attack("FILM") == "module_watching_rules_change_has_reason")
    }
}
