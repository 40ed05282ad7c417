import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Versions are looked at before they are published", .centre)
struct ModulePreviewTests {
    let centre = TrainingCentre.ofTest

    private func preview(
        _ number: Int?,
        of module: String,
        by actor: Actor = .clerk
    ) async throws -> String {
        let chance = centre.chance
        return try await centre.write(Act(by: actor)) {
            try ModuleLaunch.preview(
                number,
                of: module,
                playsH5P: false,
                chance: chance,
                by: actor,
                in: $0
            )
        }.token
    }

    @Test("Everything is answered as to a learner, and nothing is kept of it")
    func nothingKept() async throws {
        _ = try await Sample.films("PREGLED", in: centre)
        for module in ["LEKCIJA", "FILM"] {
            let token = try await preview(nil, of: module)
            let launch = try await centre.read { try ModuleLaunch.find(token, in: $0) }
            #expect(launch.mode == .preview && launch.enrolment == nil)
            let run = try await centre.begin(0, token)
            #expect(run.elements["cmi.core.lesson_mode"] == (module == "FILM" ? nil : "browse"))
            let saved = try await centre.save(
                run,
                1,
                ["cmi.core.lesson_status": "passed", "video.watched": "0-100"],
                ended: true,
                token
            )
            #expect(!saved.isDone)
            let file = try await centre.read { try ModuleLaunch.file(of: token, in: $0) }
            #expect(file.bytes == 1)
        }
        for table in [
            "module_attempts", "module_launches", "module_runs", "module_saves",
            "module_part_standings", "module_completions",
        ] {
            #expect(try await centre.count(table) == 0, "\(table)")
        }
        #expect(try await centre.count("module_previews") == 2)
    }

    @Test("A quiz is taken on pages of our own, and has no preview")
    func quiz() async throws {
        _ = try await Sample.quiz("BEZPREGLEDA", in: centre)
        try await Sample.enterQuestions(in: centre)
        let code = try await refusal { _ = try await preview(1, of: "KVIZ") }
        #expect(code == "module_not_played")
    }

    @Test("Only who keeps the catalogue may, and a day later it is over")
    func refused() async throws {
        let learner = try await Sample.films("PRAVO", in: centre)
        let trainee = try await refusal {
            _ = try await preview(nil, of: "FILM", by: learner.actor)
        }
        #expect(trainee == "not_allowed")
        let missing = try await refusal { _ = try await preview(9, of: "FILM") }
        #expect(missing == "module_version_not_found")
        let token = try await preview(1, of: "FILM")
        try await Owner.run {
            _ = try $0.execute("SET LOCAL session_replication_role = replica")
            _ = try $0.execute(
                """
                UPDATE module_previews
                SET opened_at = opened_at - interval '2 days', ends_at = ends_at - interval '2 days'
                """
            )
        }
        let ended = try await refusal { _ = try await centre.begin(0, token) }
        #expect(ended == "launch_ended")
    }
}
