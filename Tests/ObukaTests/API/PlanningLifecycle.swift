import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    private static func named(_ name: String, _ more: JSON) -> JSON {
        .object(
            [
                JSON.Member("code", "PROBE"), JSON.Member("\(name)_sr_cyrl", "Проба"),
                JSON.Member("\(name)_sr_latn", "Proba"), JSON.Member("\(name)_en", "Probe"),
            ] + (more.members ?? [])
        )
    }

    /// What is created of each noun, in this order, and a change of it.
    private static let planned: [(path: String, draft: JSON, change: JSON)] = [
        ("tags", named("title", ["vocabulary": "theme"]), ["vocabulary": "sdg"]),
        (
            "venues", named("name", ["kind": "other", "aliases": ["Probna sala"]]),
            ["aliases": ["Velika sala"]]
        ),
        (
            "project-outputs", named("title", ["project_code": "PROBE", "kind": "report"]),
            ["ends_on": "2030-12-31"]
        ),
        (
            "project-targets",
            ["code": "PROBE", "project_code": "PROBE", "indicator": "lsgs", "promised": 60],
            ["promised": 70]
        ),
        (
            "activities",
            named(
                "title",
                [
                    "kind": "validation-workshop", "starts_on": "2026-03-01",
                    "project_code": "PROBE", "tags": ["PROBE"], "hosts": ["PROBE"],
                    "place": ["sr-Cyrl": "Вршац", "sr-Latn": "Vršac", "en": "Vršac"],
                ]
            ), ["headcount": 20, "headcount_qualifier": "about"]
        ),
        (
            "activity-items",
            named(
                "title",
                ["activity_code": "PROBE", "day": 1, "position": 1, "kind": "meeting"]
            ), ["host_code": "PROBE"]
        ),
        (
            "activity-speakers",
            named("name", ["activity_code": "PROBE", "function_sr_latn": "Direktor"]),
            ["organisation_code": "PROBE"]
        ),
        ("needs-assessments", named("title", [:]), ["assessor_code": "PROBE"]),
        (
            "plans",
            named("title", ["needs_assessment_code": "PROBE", "validation_code": "PROBE"]),
            ["approver_code": "PROBE"]
        ),
        (
            "plan-areas", named("title", ["plan_code": "PROBE", "position": 1]),
            ["courses": ["PROBE"]]
        ),
    ]

    /// Everything of a project beside its trainings.
    func planning(_ staff: APICaller) async throws {
        for (path, draft, change) in Self.planned {
            let created = try await staff.post("/\(path)", draft, 201)
            #expect(created["location"] == "/api/v1/\(path)/PROBE")
            try await staff.post("/\(path)", draft, 409, "code_taken")
            try await staff.get("/\(path)?limit=2", 200)
            try await staff.get("/\(path)?q=proba", 200)
            let shown = try await staff.get("/\(path)/probe", 200)
            let tag = ["If-Match": try #require(shown["etag"])]
            // What is shown and sent back changes nothing.
            let same = try await staff.put("/\(path)/PROBE", try shown.json, fields: tag, 200)
            for member in try shown.json.members ?? [] where member.name != "version" {
                #expect(try same.json[member.name] == member.value, "\(path) \(member.name)")
            }
            try await staff.put("/\(path)/PROBE", change, fields: tag, 412, "version_changed")
            let changed = try await staff.put(
                "/\(path)/PROBE",
                .object((change.members ?? []) + [JSON.Member("reason", "izmena ugovora")]),
                fields: ["If-Match": "*"],
                200
            )
            for member in change.members ?? [] {
                #expect(try changed.json[member.name] == member.value, "\(path) \(member.name)")
            }
        }
        try await placeIsEmptied(staff)
        try await whatWasToldStays(staff)
        for (noun, one, other) in [
            ("plan-areas", "PLAN-2017-F1", "PLAN-2017-F2"),
            ("activity-items", "GRUZIJA-2024-01", "GRUZIJA-2024-02"),
        ] {
            let path = "/\(noun)/\(one)/swap"
            try await staff.post(path, ["with": .string(other)], 200)
            try await staff.post(path, ["with": .string(other)], 200)
            try await staff.post(path, ["with": "PROBE"], 422, "invalid")
        }
        let targets = try await staff.get("/projects/PROBE/targets", 200)
        #expect(try targets.json["targets"]?.elements?.first?["promised"] == 70)
        try await staff.post("/courses/PROBE/tags", ["tags": ["PROBE"]], 200)
        try await staff.post("/courses/PROBE/tags", ["tags": ["NONE"]], 422, "invalid")
        try await staff.get("/courses/PROBE/tags", 200)
    }

    /// What reports have told is changed with a reason, and told of a past day as it was.
    private func whatWasToldStays(_ staff: APICaller) async throws {
        let any = ["If-Match": "*"]
        let promised: JSON = ["promised": 90]
        try await staff.put("/project-targets/PROBE", promised, fields: any, 422, "reason_missing")
        for (day, courses) in [("?as_of=2026-03-01", 0), ("", 1)] {
            let coverage = try await staff.get("/plans/PROBE/coverage\(day)", 200)
            #expect(
                try coverage.json["areas"]?.elements?.first?["courses"] == .integer(courses)
            )
        }
    }

    /// null takes a text away in all languages.
    private func placeIsEmptied(_ staff: APICaller) async throws {
        let any = ["If-Match": "*"]
        let change: JSON = [
            "place": .null, "venue_code": "PROBE", "reason": "preseljeno u salu",
        ]
        let moved = try await staff.put("/activities/PROBE", change, fields: any, 200)
        #expect(try moved.json["place"] == .null)
        #expect(try moved.json["venue_code"] == "PROBE")
        let programme = try await staff.get("/activities/PROBE/programme", 200)
        #expect(try programme.json["items"]?.elements?.count == 1)
        #expect(try programme.json["speakers"]?.elements?.count == 1)
        try await staff.get("/activities/PROBE/ceremony", 200)
    }

    /// Somebody takes part by name, is merged with another record, and separated again.
    func merging(_ staff: APICaller) async throws {
        let email = "dana.probic@probe.example"
        let part: JSON = ["email": .string(email), "employment": "engaged", "is_presenter": true]
        try await staff.post("/activities/PROBE/participants", part, 200)
        let all = try await staff.get("/activities/PROBE/participants", 200)
        #expect(try all.json["participants"]?.elements?.first?["employment"] == "engaged")
        let double: JSON = ["email": "danica.probic@probe.example", "name": "Danica Nović"]
        let entered = try await staff.post("/people", double, 201)
        try await staff.get("/doubles", 200)
        let person = String(try #require(entered["location"]).dropFirst("/api/v1".count))
        for (noun, name) in [("organisations", "name"), ("projects", "title")] {
            let draft: JSON = [
                "code": "DOUBLE", "\(name)_sr_cyrl": "Дупло", "\(name)_sr_latn": "Duplo",
            ]
            try await staff.post("/\(noun)", draft, 201)
        }
        let known = try await staff.get("/people?q=dana%20probic", 200)
        let people = try #require(try known.json["people"]?.elements)
        let id = try #require(people.first { $0["email"]?.text == email }?["id"])
        let paths: [(String, JSON)] = [
            (person, id), ("/organisations/DOUBLE", "PROBE"), ("/projects/DOUBLE", "PROBE"),
        ]
        try await staff.post("\(person)/merger", ["into": .string(email)], 422)
        let why = JSON.Member("reason", "entered twice")
        for (path, into) in paths {
            let merger = JSON.object([JSON.Member("into", into), why])
            try await staff.post("\(path)/merger", ["into": into], 422, "reason_missing")
            let merged = try await staff.post("\(path)/merger", merger, 200)
            #expect(try merged.json["into"] == into)
            try await staff.post("\(path)/merger", merger, 409, "merged_already")
            #expect(try await staff.get(path, 200).json["merged_into"] == into)
            try await staff.get("\(path)/mergers", 200)
            try await staff.post("\(path)/separation", .object([why]), 200)
            try await staff.post("\(path)/separation", .object([why]), 409, "not_merged")
        }
    }
}
