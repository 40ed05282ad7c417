import Documents
import Foundation
import LearningPackages
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Modules whose package states an order", .centre)
struct ModuleOrderTests {
    let centre = TrainingCentre.ofTest

    /// Two lessons and a test, each after the one before; only the test has a score.
    private static let parts = ["a", "b", "c"].enumerated().map { number, name in
        var rules = ActivityRules()
        rules.objectives[0].id = name
        rules.objectives[0].maps = [
            ObjectiveMap("g.\(name)", reads: [.satisfied], writes: [.satisfied])
        ]
        (rules.objectiveSetByContent, rules.completionSetByContent) = (true, true)
        rules.contribution.measureWeight = name == "c" ? 1 : 0
        if name == "c" {
            (rules.objectives[0].isByMeasure, rules.objectives[0].measureMin) = (true, 0.6)
            (rules.attemptsMax, rules.hidden) = (2, [.previous])
        }
        if number > 0 {
            let before = number == 1 ? "a" : "b"
            let map = ObjectiveMap("g.\(before)", reads: [.satisfied])
            rules.objectives.append(SequencingObjective("before", maps: [map]))
            let conditions = [
                SequencingCondition(.satisfied, isNot: true, objective: "before"),
                SequencingCondition(.objectiveStatusKnown, isNot: true, objective: "before"),
            ]
            rules.preConditions = [SequencingRule(conditions, isAny: true, .disabled)]
        }
        return (name, rules)
    }

    private static let root: ActivityRules = {
        var rules = ActivityRules()
        rules.allowsFlow = true
        return rules
    }()

    private static func content(
        _ root: ActivityRules?,
        _ parts: [(name: String, rules: ActivityRules?)]
    ) -> JSON {
        [
            "title": "Primeri", "sequencing": root?.json ?? .null,
            "parts": .array(
                parts.map { name, rules in
                    [
                        "identifier": .string(name), "title": .string(name.uppercased()),
                        "launch": .string("\(name).html"), "sequencing": rules?.json ?? .null,
                        "mastery_score": rules?.primary.isByMeasure == true
                            ? .number("0.6") : .null,
                    ]
                }
            ),
        ]
    }

    /// Somebody with a seat, who has opened the module of a content: the token of its page.
    private func open(_ cohort: String, _ content: JSON) async throws -> Opened {
        let person = try await Sample.modules(cohort, examples: .scorm2004, in: centre)[0]
        let digest = String(repeating: "7", count: 64)
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                INSERT INTO blobs (digest, bytes, media_type)
                VALUES (\(digest), 1, 'application/zip')
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT modules.id, 1, blobs.id, 'scorm-2004', \(content.written)::text::jsonb
                FROM modules, blobs WHERE modules.code = 'PRIMERI' AND digest = \(digest)
                """
            )
            _ = try ModuleVersion.publish(1, of: "PRIMERI", by: .clerk, in: $0)
        }
        let identity = try await centre.read {
            try Person.find(email: person.email, by: .clerk, in: $0).id
        }
        let actor = Actor(name: "account 8", personID: identity, roles: [.trainee])
        return try await Opened(person, actor, centre)
    }

    /// A page of the module, as its script speaks with the server.
    private struct Opened {
        let centre: TrainingCentre
        let person: Enrolment
        let actor: Actor
        let token: String

        init(_ person: Enrolment, _ actor: Actor, _ centre: TrainingCentre) async throws {
            (self.person, self.actor, self.centre) = (person, actor, centre)
            let chance = centre.chance
            token = try await centre.write(Act(by: actor)) {
                try ModuleLaunch.open(
                    "PRIMERI",
                    of: person.handle,
                    again: false,
                    playsH5P: false,
                    chance: chance,
                    by: actor,
                    in: $0
                )
            }.token
        }

        func launch() async throws -> JSON {
            let token = token
            return try await centre.read { try ModuleLaunch.find(token, in: $0).json }
        }

        /// Which parts may be chosen.
        func enabled() async throws -> [Bool] {
            let parts = try await launch()["parts"]?.elements ?? []
            return parts.map { $0["enabled"] == true }
        }

        func begin(_ part: Int) async throws -> ModuleRun {
            try await centre.begin(part, token)
        }

        /// Sets values in a run that ends with it.
        @discardableResult
        func save(
            _ run: ModuleRun,
            _ seq: Int = 1,
            _ values: KeyValuePairs<String, String>,
            ended: Bool = true
        ) async throws -> ModuleAttempt {
            let set = values.map { JSON.array([.string($0.key), .string($0.value)]) }
            let save: JSON = [
                "seq": .integer(seq), "set": .array(set), "ended": .bool(ended), "calls": [],
            ]
            return try await centre.save(run, save, token)
        }

        func complete(_ part: Int, _ values: KeyValuePairs<String, String> = [:]) async throws
            -> ModuleAttempt
        {
            let run = try await begin(part)
            try await save(run, 1, values, ended: false)
            return try await save(
                run,
                2,
                [
                    "cmi.completion_status": "completed", "cmi.success_status": "passed",
                    "cmi.exit": "normal",
                ]
            )
        }
    }

    private func order(_ json: JSON) -> [JSON?] {
        ["next", "previous", "more", "follows"].map { json["order"]?[$0] }
    }

    @Test(
        "Each part opens after the one before; the page is told what comes next and what is hidden"
    )
    func forced() async throws {
        let module = try await open("REDOM", Self.content(Self.root, Self.parts))
        #expect(try await module.enabled() == [true, false, false])
        #expect(order(try await module.launch()) == [.null, .null, false, .null])
        for part in [1, 2] {
            let code = try await refusal { _ = try await module.begin(part) }
            #expect(code == "module_part_locked")
        }
        #expect(try await refusal { _ = try await module.begin(3) } == "module_part_not_found")
        let first = try await module.begin(0)
        #expect(first.elements["adl.nav.request_valid.continue"] == "false")
        #expect(first.elements["adl.nav.request_valid.choice.{target=b}"] == "false")
        #expect(first.elements["cmi.objectives.0.id"] == "a")
        let json = JSON.object(first.members)
        #expect(order(json) == [.null, .null, true, .null])
        let values: KeyValuePairs = [
            "cmi.completion_status": "completed", "cmi.success_status": "passed",
        ]
        // As soon as it is said, not only when the part is left.
        let said = try await module.save(first, 1, values, ended: false)
        #expect(order(.object(said.page)) == [1, .null, true, .null])
        try await module.save(first, 2, ["cmi.exit": "normal"])
        #expect(try await module.enabled() == [true, true, false])
        let second = try await module.begin(1)
        #expect(second.elements["cmi.objectives.1.id"] == "before")
        #expect(second.elements["cmi.objectives.1.success_status"] == "passed")
        #expect(second.elements["adl.nav.request_valid.previous"] == "true")
        try await module.save(second, 1, values)
        #expect(try await module.launch()["current"] == 2)
        let test = try await module.begin(2)
        #expect(test.elements["cmi.scaled_passing_score"] == "0.6")
        #expect(JSON.object(test.members)["order"]?["hidden"] == ["previous"])
    }

    @Test("The whole is completed by its root, with the score that the package weighs")
    func completion() async throws {
        let module = try await open("KOREN", Self.content(Self.root, Self.parts))
        _ = try await module.complete(0)
        #expect(try await module.complete(1).isDone == false)
        let failed = try await module.complete(2, ["cmi.score.scaled": "0.4"])
        #expect(!failed.isDone && failed.status(of: failed.parts[2]) == "failed")
        #expect(try await centre.count("module_completions") == 0)
        let passed = try await module.complete(2, ["cmi.score.scaled": "0.8"])
        #expect(passed.isDone && passed.scorePercent == Hundredths(8_000))
        #expect(try await centre.count("module_completions") == 1)
        // Twice is what its package allows.
        let code = try await refusal { _ = try await module.begin(2) }
        #expect(code == "module_part_locked")
        #expect(try await module.enabled() == [true, true, false])
    }

    @Test("An attempt that was put away goes on and is not counted again")
    func resumed() async throws {
        let module = try await open("NASTAVAK", Self.content(Self.root, Self.parts))
        _ = try await module.complete(0)
        _ = try await module.complete(1)
        for number in 1...4 {
            let run = try await module.begin(2)
            #expect(run.elements["cmi.entry"] == (number == 1 ? "ab-initio" : "resume"))
            try await module.save(run, 1, ["cmi.location": "\(number)", "cmi.exit": "suspend"])
        }
        #expect(try await module.launch()["current"] == 2)
    }

    @Test("A rule after the end says what is opened then, and what is left")
    func follows() async throws {
        var again = ActivityRules()
        again.postConditions = [
            SequencingRule([SequencingCondition(.satisfied, isNot: true)], .retry),
            SequencingRule([SequencingCondition(.satisfied)], .exitAll),
        ]
        let module = try await open("POSLE", Self.content(Self.root, [("a", again), ("b", nil)]))
        let run = try await module.begin(0)
        let failed = try await module.save(run, 1, ["cmi.success_status": "failed"])
        #expect(order(.object(failed.page))[3] == 0)
        let passed = try await module.complete(0)
        #expect(order(.object(passed.page))[3] == "exit")
    }

    @Test("What its content said of other objectives opens parts in later attempts, too")
    func objectives() async throws {
        var first = ActivityRules()
        first.objectives.append(
            SequencingObjective("skill", maps: [ObjectiveMap("g", writes: [.satisfied, .measure])])
        )
        var second = ActivityRules()
        second.objectives.append(
            SequencingObjective("known", maps: [ObjectiveMap("g", reads: [.satisfied, .measure])])
        )
        second.preConditions = [
            SequencingRule([SequencingCondition(.satisfied, objective: "known")], .skip)
        ]
        let module = try await open(
            "CILJEVI",
            Self.content(Self.root, [("a", first), ("b", second), ("c", nil)])
        )
        let run = try await module.begin(0)
        #expect(run.elements["cmi.objectives.0.id"] == "skill")
        let said = try await module.save(
            run,
            1,
            [
                "cmi.objectives.0.success_status": "passed", "cmi.objectives.0.score.scaled": "0.5",
                "cmi.exit": "normal",
            ]
        )
        #expect(order(.object(said.page))[0] == 2)
        // Another attempt begins without it, and what was shared stays.
        let again = try await module.begin(0)
        #expect(again.elements["cmi.objectives.0.success_status"] == nil)
        #expect(order(.object(again.members))[0] == 2)
        let told = try await module.begin(1)
        #expect(told.elements["cmi.objectives.0.success_status"] == "passed")
        #expect(told.elements["cmi.objectives.0.score.scaled"] == "0.5")
    }

    @Test("What parts share goes from one to the other, and only who may writes it")
    func sharedTexts() async throws {
        var (first, second) = (ActivityRules(), ActivityRules())
        first.data = [SharedText("t")]
        second.data = [SharedText("u"), SharedText("t", writes: false)]
        let module = try await open(
            "DELJENO",
            Self.content(Self.root, [("a", first), ("b", second)])
        )
        let run = try await module.begin(0)
        #expect(run.elements["adl.data.0.id"] == "t" && run.elements["adl.data.0.store"] == nil)
        try await module.save(run, 1, ["adl.data.0.store": "од првог", "cmi.exit": "normal"])
        let told = try await module.begin(1)
        #expect(told.elements["adl.data.1.store"] == "од првог")
        try await module.save(told, 1, ["adl.data.1.store": "од другог"])
        #expect(try await module.begin(0).elements["adl.data.0.store"] == "од првог")
    }

    @Test("A version without an order, as all were before it was read, is opened in any")
    func older() async throws {
        var content = Self.content(nil, [("a", nil), ("b", nil)])
        let isOld = content.members?.filter { $0.name != "sequencing" } ?? []
        content = .object(isOld)
        let module = try await open("STARO", content)
        #expect(try await module.launch()["order"] == nil)
        #expect(try await module.enabled() == [true, true])
        let run = try await module.begin(1)
        #expect(JSON.object(run.members)["parts"] == nil)
        // An attempt that ends without a word is completed.
        let attempt = try await module.save(run, 1, ["cmi.exit": "normal"])
        #expect(attempt.status(of: attempt.parts[1]) == "completed" && !attempt.isDone)
    }

    @Test("In a training that is closed every part may be looked at")
    func review() async throws {
        let opened = try await open("ZATVOREN", Self.content(Self.root, Self.parts))
        try await Sample.close("ZATVOREN", in: centre)
        let module = try await Opened(opened.person, opened.actor, centre)
        #expect(try await module.enabled() == [true, true, true])
        #expect(try await module.begin(2).elements["cmi.mode"] == "review")
    }
}
