import Documents
import Foundation
import LearningPackages
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Modules are opened", .centre)
struct ModuleLaunchTests {
    let centre = TrainingCentre.ofTest

    /// Somebody with a seat, and the module PRIMERI with two parts below a heading.
    private func learner(_ cohort: String) async throws -> (enrolment: Enrolment, actor: Actor) {
        let person = try await Sample.modules(cohort, in: centre)[0]
        try await enterVersion(1)
        let identity = try await centre.read {
            try Person.find(email: person.email, by: .clerk, in: $0).id
        }
        return (person, Actor(name: "account 8", personID: identity, roles: [.trainee]))
    }

    private func enterVersion(_ number: Int) async throws {
        let digest = String(repeating: "\(number)", count: 64)
        let content = """
            {"title": "Primeri", "parts": [{"identifier": "a", "title": "A", "parts": [
                {"identifier": "b", "title": "B", "launch": "b.html", "mastery_score": 0.6},
                {"identifier": "c", "title": "C", "launch": "c.html", "reports": false}]}]}
            """
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                INSERT INTO blobs (digest, bytes, media_type)
                VALUES (\(digest), 1, 'application/zip') ON CONFLICT DO NOTHING
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT modules.id, \(number), blobs.id, 'scorm-1.2', \(content)::text::jsonb
                FROM modules, blobs WHERE modules.code = 'PRIMERI' AND digest = \(digest)
                """
            )
            _ = try ModuleVersion.publish(number, of: "PRIMERI", by: .clerk, in: $0)
        }
    }

    private func open(
        _ enrolment: Enrolment,
        _ module: String = "PRIMERI",
        again: Bool = false,
        playsH5P: Bool = false,
        by actor: Actor
    ) async throws -> String {
        let chance = centre.chance
        return try await centre.write(Act(by: actor)) {
            try ModuleLaunch.open(
                module,
                of: enrolment.handle,
                again: again,
                playsH5P: playsH5P,
                chance: chance,
                by: actor,
                in: $0
            )
        }.token
    }

    @Test("A file of H5P is opened where a player is installed, and reports as SCORM 2004 does")
    func h5p() async throws {
        let (enrolment, actor) = try await learner("H5P-A")
        try await Owner.corrupt("UPDATE modules SET kind = 'h5p' WHERE code = 'PRIMERI'")
        try await Owner.corrupt("UPDATE module_versions SET standard = 'h5p'")
        let refused = await #expect(throws: ModuleLaunchError.self) {
            try await open(enrolment, by: actor)
        }
        #expect(refused?.code == "module_player_missing")
        for (isInstalled, obstacle) in [(false, OwnModule.Obstacle.playerMissing), (true, nil)] {
            let found = try await centre.read {
                try OwnModule.find(
                    "PRIMERI",
                    of: enrolment.handle,
                    playsH5P: isInstalled,
                    by: actor,
                    in: $0
                )
            }
            #expect(found.obstacle == obstacle)
        }
        let token = try await open(enrolment, playsH5P: true, by: actor)
        let run = try await centre.begin(1, token)
        #expect(run.isH5P && run.model == .scorm2004)
        let saved = try await centre.save(
            run,
            1,
            ["cmi.completion_status": "completed", "cmi.score.scaled": "0.5"],
            token
        )
        #expect(saved.standings[1]?.scorePercent == Hundredths(5_000))
    }

    @Test("All parts done complete the module with its score, in the name of the learner")
    func completion() async throws {
        let (enrolment, actor) = try await learner("OTVARANJE")
        let token = try await open(enrolment, by: actor)
        let run = try await centre.begin(1, token)
        #expect(run.elements["cmi.core.student_name"]?.contains(", ") == true)
        #expect(run.elements["cmi.student_data.mastery_score"] == "60")
        try await centre.save(run, 1, ["cmi.core.lesson_location": "3"], token)
        let passed = ["cmi.core.score.raw": "80", "cmi.core.lesson_status": "incomplete"]
        let half = try await centre.save(run, 2, passed, ended: true, token)
        #expect(half.status(of: half.parts[1]) == "passed" && !half.isDone)
        let looked = try await centre.begin(2, token)
        #expect(looked.part.title == "C")
        let whole = try await centre.save(looked, 1, ended: true, token)
        #expect(whole.isDone && whole.scorePercent == Hundredths(8_000))
        // What was seen once stays seen when it is opened again and cut off.
        let again = try await centre.begin(2, token)
        #expect(try await centre.save(again, 1, [:], token).isDone)
        let progress = try await centre.read {
            try EnrolmentModules.find(enrolment.handle, by: .clerk, in: $0).progress
        }
        let completion = progress.modules.first { $0.code == "PRIMERI" }?.completion
        #expect(completion?.scorePercent == Hundredths(8_000) && completion?.source == .here)
        let actors = try await centre.value(
            """
            SELECT string_agg(DISTINCT actor, ' ') FROM audit_entries
            WHERE noun IN ('module_completions', 'module_attempts', 'module_launches')
            """,
            as: String.self
        )
        #expect(actors == "account 8")
        // The headings, a part that is none, and another launch's token open nothing.
        for (part, token) in [(0, token), (3, token), (-1, token), (1, "x"), (1, "")] {
            let code = try await refusal { _ = try await centre.begin(part, token) }
            #expect(code == "module_part_not_found" || code == "launch_not_found")
        }
    }

    @Test("What was saved comes back; the same save again changes nothing, a missing one is asked")
    func order() async throws {
        let (enrolment, actor) = try await learner("REDOSLED")
        let token = try await open(enrolment, by: actor)
        let run = try await centre.begin(1, token)
        let values = ["cmi.core.lesson_location": "2", "cmi.core.exit": "suspend"]
        try await centre.save(run, 1, values, token)
        try await centre.save(run, 1, ["cmi.core.lesson_location": "9"], token)
        let early = try await refusal { try await centre.save(run, 3, values, token) }
        #expect(early == "save_out_of_order")
        try await centre.save(run, 2, ["cmi.core.nothing": "x"], ended: true, token)
        let again = try await centre.begin(1, token)
        #expect(again.elements["cmi.core.lesson_location"] == "2")
        #expect(again.elements["cmi.core.entry"] == "resume")
        #expect(try await centre.count("module_saves") == 2)
        let log = try await centre.read {
            try ModuleLogEntry.list(
                of: "PRIMERI",
                by: enrolment.handle,
                attempt: nil,
                for: actor,
                in: $0
            )
        }
        #expect(log.map(\.refused) == [["cmi.core.nothing: 201"], []])
        #expect(log.first?.calls.first == "0.012 s LMSCommit() → \"true\"")
        #expect(log.map(\.remark) == [nil, .neverSaved])
    }

    @Test("Saves that come together are taken in their order, each once, or none of them")
    func together() async throws {
        let (enrolment, actor) = try await learner("ZAJEDNO")
        let token = try await open(enrolment, by: actor)
        let run = try await centre.begin(1, token)
        let name = "cmi.core.lesson_location"
        let places = (1...4).map {
            JSON(save: $0, [name: "\($0)", "cmi.core.exit": "suspend"], ended: $0 == 4)
        }
        try await centre.save(run, 1, [name: "1"], token)
        let early = try await refusal {
            try await centre.save(run, ["saves": [places[1], places[3]]], token)
        }
        #expect(early == "save_out_of_order")
        #expect(try await centre.count("module_saves") == 1)
        try await centre.save(run, ["saves": .array(places)], token)
        try await centre.save(run, ["saves": .array(places)], token)
        #expect(try await centre.count("module_saves") == 4)
        let again = try await centre.begin(1, token)
        #expect(again.elements[name] == "4")
        #expect(throws: InvalidForm.self) { try ModuleSave.all(["saves": []]) }
    }

    @Test("The page that was opened last saves, and one that was open already no more")
    func superseded() async throws {
        let (enrolment, actor) = try await learner("DVAPUTA")
        let (first, second) = (
            try await open(enrolment, by: actor), try await open(enrolment, by: actor)
        )
        let old = try await centre.begin(1, first)
        try await centre.save(old, 1, ["cmi.core.lesson_location": "1"], first)
        let new = try await centre.begin(1, second)
        let late = try await refusal {
            try await centre.save(old, 2, ["cmi.core.lesson_location": "7"], first)
        }
        #expect(late == "launch_superseded")
        #expect(new.elements["cmi.core.lesson_location"] == "1")
        // A run of one launch is none of another.
        let foreign = try await refusal { try await centre.save(new, 1, [:], first) }
        #expect(foreign == "launch_superseded")
        #expect(try await centre.count("module_attempts") == 1)
    }

    @Test("Twenty saves at once are taken in their order, each once")
    func race() async throws {
        let (enrolment, actor) = try await learner("BRZI")
        let token = try await open(enrolment, by: actor)
        let run = try await centre.begin(1, token)
        var sent = 1
        while sent <= 5 {
            let seq = sent
            let outcomes = await TrainingCentreTests.race(4) { _ in
                _ = try await centre.save(run, seq, ["cmi.core.lesson_location": "\(seq)"], token)
            }
            #expect(outcomes.successes == 4)
            sent += 1
        }
        #expect(try await centre.count("module_saves") == 5)
        // Who opens a module four times at once has one attempt.
        _ = await TrainingCentreTests.race(4) { _ in _ = try await open(enrolment, by: actor) }
        #expect(try await centre.count("module_attempts") == 1)
    }

    @Test("Who has begun stays with the version; another attempt begins the new one")
    func versions() async throws {
        let (enrolment, actor) = try await learner("VERZIJE")
        let first = try await open(enrolment, by: actor)
        try await enterVersion(2)
        let same = try await open(enrolment, by: actor)
        let other = try await open(enrolment, again: true, by: actor)
        let numbers = try await centre.read { transaction in
            try [first, same, other].map {
                try ModuleLaunch.find($0, in: transaction).attempt.version.number
            }
        }
        #expect(numbers == [1, 1, 2])
    }

    @Test("A closed training is only looked at; what has no seat, content or right is not opened")
    func refused() async throws {
        let (enrolment, actor) = try await learner("ZATVOREN")
        #expect(
            try await refusal { _ = try await open(enrolment, "OSNOVE", by: actor) }
                == "module_has_no_content"
        )
        #expect(
            try await refusal { _ = try await open(enrolment, "ZASTITA", by: actor) }
                == "module_not_played"
        )
        #expect(
            try await refusal { _ = try await open(enrolment, by: .clerk) } == "not_allowed"
        )
        let outsider = Actor(name: "account 9", roles: [.trainee])
        #expect(
            try await refusal { _ = try await open(enrolment, by: outsider) }
                == "enrolment_not_found"
        )
        let opened = try await open(enrolment, by: actor)
        try await Sample.close("ZATVOREN", in: centre)
        let run = try await centre.begin(1, opened)
        let done = ["cmi.core.lesson_status": "completed"]
        try await centre.save(run, 1, done, ended: true, opened)
        let looked = try await centre.begin(2, opened)
        try await centre.save(looked, 1, ended: true, opened)
        #expect(try await centre.count("module_completions") == 0)
        let review = try await open(enrolment, by: actor)
        let seen = try await centre.begin(1, review)
        #expect(seen.elements["cmi.core.lesson_mode"] == "review")
        try await centre.save(seen, 1, ["cmi.core.lesson_location": "9"], review)
        #expect(try await centre.begin(1, review).elements["cmi.core.lesson_location"] != "9")
    }

    @Test("PostgreSQL itself refuses an attempt that cannot be")
    func attacks() async throws {
        let (enrolment, actor) = try await learner("NAPAD")
        _ = try await open(enrolment, by: actor)
        try await enterVersion(2)
        let centre = centre
        func attempt(_ number: Int, version: Int) async throws -> String? {
            try await constraint {
                try await centre.sql(
                    """
                    INSERT INTO module_attempts (enrolment_id, module_id, module_version_id, number)
                    SELECT enrolments.id, module_versions.module_id, module_versions.id, \(number)
                    FROM enrolments, module_versions
                    WHERE enrolments.id = \(enrolment.id) AND module_versions.number = \(version)
                    """
                )
            }
        }
        #expect(try await attempt(2, version: 1) == "module_attempts_version_published")
        #expect(try await attempt(3, version: 2) == "module_attempts_counted")
        #expect(try await attempt(1, version: 2) == "module_attempts_counted")
        #expect(try await attempt(2, version: 2) == nil)
    }
}
