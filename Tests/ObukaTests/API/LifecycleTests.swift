import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    /// Every operation of the API succeeds once, in the order of a cohort's life.
    @Suite("The API from a project to a certificate")
    struct LifecycleTests {
        @Test("Every described operation works, and every answer is as described")
        func life() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let staff = APICaller(session: session, token: try demonstration.token("staff"))
            for (plural, draft, change, shown) in LifecycleTests.drafts {
                try await create(plural, draft, staff)
                try await self.change(plural, draft, change, shown, staff)
            }
            try await planning(staff)
            try await people(staff)
            try await merging(staff)
            let person = try await cohort(staff)
            try await certificates(staff)
            try await batches(staff, try demonstration.token("administrator"))
            try await accreditations(staff)
            try await catalogue(staff)
            try await handbooks(staff)
            try await trainers(staff, demonstration)
            try await webhooks(staff, try demonstration.token("administrator"))
            try await seats(staff)
            try await transfers(staff)
            try await moduleLaunches(session, demonstration)
            try await quizzes(session, demonstration)
            try await reading(session, demonstration, person)
            let described = session.description.operations
            let succeeded = await session.succeeded
            #expect(described.count >= 95)
            #expect(Set(described).subtracting(succeeded) == [])
            #expect(try await demonstration.home.findings() == [])
        }

        private static let title: [JSON.Member] = [
            JSON.Member("title_sr_cyrl", "Проба"), JSON.Member("title_sr_latn", "Proba"),
            JSON.Member("title_en", "Proba"),
        ]

        /// What is created of each noun, the member that is changed, and where it is shown.
        private static let drafts: [(String, [JSON.Member], JSON.Member, String)] = [
            ("projects", [JSON.Member("code", "PROBE")] + title, title[2], "title"),
            (
                "organisations",
                [
                    JSON.Member("code", "PROBE"), JSON.Member("name_sr_cyrl", "Проба"),
                    JSON.Member("name_sr_latn", "Proba"), JSON.Member("name_en", "Probe"),
                    JSON.Member("kind", "donor"),
                ], JSON.Member("name_en", "Probe"), "name"
            ),
            (
                "courses",
                [
                    JSON.Member("code", "PROBE"), JSON.Member("pass_score_percent", 50),
                    JSON.Member("minimum_attendance_percent", 80),
                ] + title, title[2], "title"
            ),
            (
                "modules",
                [JSON.Member("code", "PROBE"), JSON.Member("kind", "text")] + title, title[2],
                "title"
            ),
            (
                "cohorts",
                [
                    JSON.Member("code", "PROBE"), JSON.Member("course_code", "PROBE"),
                    JSON.Member("project_code", "PROBE"),
                    JSON.Member("starts_on", "2026-03-02"),
                    JSON.Member("ends_on", "2026-03-03"), JSON.Member("venue", "Plandište"),
                    JSON.Member("capacity", 2),
                    JSON.Member("minimum_attendance_percent", 80),
                    JSON.Member("pass_score_percent", 50),
                ], JSON.Member("venue", "Vršac"), "venue"
            ),
            (
                "programmes",
                [JSON.Member("code", "PROBE"), JSON.Member("courses", ["PROBE"])] + title,
                title[2], "title"
            ),
            (
                "rooms",
                [
                    JSON.Member("code", "PROBE"), JSON.Member("name_sr_cyrl", "Сала"),
                    JSON.Member("name_sr_latn", "Sala"), JSON.Member("name_en", "Hall"),
                    JSON.Member("capacity", 20),
                ], JSON.Member("name_en", "Hall"), "name"
            ),
        ]

        private func create(
            _ plural: String,
            _ draft: [JSON.Member],
            _ caller: APICaller
        ) async throws {
            let created = try await caller.post("/\(plural)", .object(draft), 201)
            #expect(created["location"] == "/api/v1/\(plural)/PROBE")
            #expect(try created.json["code"] == "PROBE")
            try await caller.post("/\(plural)", .object(draft), 409, "code_taken")
            try await caller.get("/\(plural)?limit=2", 200)
        }

        /// Changes with the right version, without one, and with versions that are none any more.
        private func change(
            _ plural: String,
            _ draft: [JSON.Member],
            _ change: JSON.Member,
            _ shown: String,
            _ caller: APICaller
        ) async throws {
            let path = "/\(plural)/PROBE"
            let found = try await caller.get(path, 200)
            let tag = try #require(found["etag"])
            let changed = JSON.object(
                draft.filter { $0.name != change.name } + [JSON.Member(change.name, "Vršac")]
            )
            try await caller.put(path, changed, 428, "version_missing")
            let done = try await caller.put(path, changed, fields: ["If-Match": tag], 200)
            #expect(done["etag"] != tag)
            #expect(try done.json[shown] != found.json[shown])
            for stale in [tag, "\"0\"", "nonsense", "W/\(tag)"] {
                let fields = ["If-Match": stale]
                try await caller.put(path, changed, fields: fields, 412, "version_changed")
            }
        }

        /// A person is entered in one script, confirmed, and corrected with a reason.
        private func people(_ caller: APICaller) async throws {
            let dana: JSON = ["email": "dana.probic@probe.example", "name": "Dana Probić"]
            let entered = try await caller.post("/people", dana, 201)
            #expect(try entered.json["proposed_script"] == "cyrillic")
            try await caller.post("/people", dana, 409, "email_taken")
            let path = try #require(entered["location"]?.dropFirst("/api/v1".count))
            let tag = try #require(entered["etag"])
            try await caller.put(String(path), [:], 428, "version_missing")
            let confirmed = try await caller.put(String(path), [:], fields: ["If-Match": tag], 200)
            #expect(try confirmed.json["proposed_script"] == .null)
            let name: JSON = ["family_name_cyrl": "Новић", "family_name_latn": "Nović"]
            let any = ["If-Match": "*"]
            try await caller.put(String(path), name, fields: any, 422, "reason_missing")
            let why = JSON.object((name.members ?? []) + [JSON.Member("reason", "udaja")])
            try await caller.put(String(path), why, fields: ["If-Match": tag], 412)
            let corrected = try await caller.put(String(path), why, fields: any, 200)
            #expect(try corrected.json["family_name_latn"] == "Nović")
            let former = try await caller.get("/people?q=dana%20probic", 200)
            #expect(try former.json["people"]?.elements?.first?["family_name_cyrl"] == "Новић")
        }

        /// The cohort has a trainer for a while, more seats than there are, and another session.
        private func arrangements(_ caller: APICaller) async throws {
            let path = "/cohorts/PROBE"
            let trainer: JSON = ["email": "dana.probic@probe.example"]
            try await caller.post(path + "/trainers", trainer, 409, "trainer_needs_reason")
            let assigned: JSON = ["email": "dana.probic@probe.example", "reason": "zamena"]
            try await caller.post(path + "/trainers", assigned, 201)
            let standing = try await caller.get(
                path + "/trainers/standing?email=dana.probic@probe.example",
                200
            )
            #expect(try standing.json["may_teach"] == false)
            let trainers = try await caller.get(path + "/trainers", 200)
            #expect(try trainers.json["trainers"]?.elements?.count == 1)
            try await caller.post(path + "/trainers/dismissal", trainer, 422, "reason_missing")
            let dismissed = JSON.object(
                (trainer.members ?? []) + [JSON.Member("reason", "bolovanje")]
            )
            try await caller.post(path + "/trainers/dismissal", dismissed, 200)
            try await caller.post(path + "/trainers/dismissal", dismissed, 404, "trainer_not_found")
            try await caller.post(path + "/overbooking", ["seats": 1], 422, "reason_missing")
            let more: JSON = ["seats": 1, "reason": "jedan ministar"]
            #expect(try await caller.post(path + "/overbooking", more, 200).json["overbooked"] == 1)
            let none: JSON = ["seats": 0, "reason": "ipak ne dolazi"]
            try await caller.post(path + "/overbooking", none, 200)
            let far: JSON = ["held_on": "2062-03-02", "hours": 6]
            try await caller.post(path + "/sessions", far, 409, "session_outside_cohort")
            try await caller.post(path + "/sessions", ["held_on": "2026-03-04", "hours": 6], 201)
            let shorter: JSON = [
                "hours": .number("5.5"), "held_on": "2026-03-03", "reason": "skraćeno",
            ]
            try await caller.post(path + "/sessions/2026-03-04/correction", shorter, 200)
            let cancelled: JSON = ["reason": "otkazano"]
            try await caller.post(path + "/sessions/2026-03-03/cancellation", cancelled, 200)
        }

        /// Seats, marks and results; gives the e-mail address of the one who passes.
        private func cohort(_ caller: APICaller) async throws -> String {
            let path = "/cohorts/PROBE"
            let ana: JSON = [
                "email": "ana.probic@probe.example", "name": "Ana Probić", "sex": "F",
                "lsg_code": "Plandište", "institution": "Opštinska uprava",
                "function": "službenik", "target_group": "other",
            ]
            try await caller.post(path + "/enrolments", ana, 409, "cohort_not_open")
            try await plannedAssessments(caller)
            try await plannedModules(caller)
            try await caller.post(path + "/opening", 200)
            try await caller.post(path + "/opening", 200)
            // Its days are over: staff say why they enter somebody.
            try await caller.post(path + "/enrolments", ana, 409, "cohort_not_open")
            let there = JSON.Member("reason", "was there")
            let known = JSON.object((ana.members ?? []) + [there])
            let seat = try await caller.post(path + "/enrolments", known, 201)
            #expect(try seat.json["name_sr_cyrl"] == "Ана Пробић")
            try await caller.post(path + "/enrolments", known, 409, "already_enrolled")
            let bora: JSON = [
                "email": "bora.probic@probe.example", "name": "Bora Probić", "lsg_code": "70068",
                "institution": "Opštinska uprava", "function": "službenik", "target_group": "other",
                "reason": "was there",
            ]
            let second = try await caller.post(path + "/enrolments", bora, 201)
            let third: JSON = [
                "email": "vera.probic@probe.example", "name": "Vera Probić", "lsg_code": "70068",
                "institution": "Opštinska uprava", "function": "službenik", "target_group": "other",
                "reason": "was there",
            ]
            try await caller.post(path + "/enrolments", third, 409, "cohort_full")
            let code = try #require(try second.json["code"]?.text)
            try await caller.post("/enrolments/\(code)/withdrawal", ["reason": "ill"], 200)
            try await arrangements(caller)
            let list = try await caller.get(path + "/enrolments", 200)
            #expect(try list.json["enrolments"]?.elements?.count == 2)
            let session1: JSON = ["held_on": "2026-03-02", "hours": 6]
            try await caller.post(path + "/closing", 409)
            try await caller.post(path + "/sessions", session1, 201)
            try await caller.post(path + "/sessions", session1, 409, "session_day_taken")
            // What is shown and sent back changes nothing.
            let shown = try await caller.get(path, 200)
            let tag = try #require(shown["etag"])
            let same = try await caller.put(path, try shown.json, fields: ["If-Match": tag], 200)
            #expect(try same.json["venue"] == shown.json["venue"])
            try await caller.get(path + "/sessions", 200)
            try await caller.post(path + "/closing", 409, "marks_missing")
            try await marks(caller)
            return "ana.probic@probe.example"
        }

        private func marks(_ caller: APICaller) async throws {
            let path = "/cohorts/PROBE"
            try await arrivals(caller)
            try await evaluations(caller)
            try await assessments(caller)
            try await modules(caller)
            try await moduleVersions(caller)
            let marks: JSON = [
                "marks": [
                    [
                        "session_date": "2026-03-02", "email": "ana.probic@probe.example",
                        "mark": "present", "hours": 6,
                    ],
                    [
                        "session_date": "2026-03-02", "email": "nobody@probe.example",
                        "mark": "present", "hours": 6,
                    ],
                ]
            ]
            let marked = try await caller.post(path + "/attendance", marks, 200)
            #expect(try marked.json["created"] == 1)
            #expect(try marked.json["rejected"]?.elements?.first?["row"] == 2)
            try await caller.get(path + "/attendance", 200)
            try await caller.post(path + "/closing", 409, "results_missing")
            let results: JSON = [
                "results": [
                    [
                        "email": "ana.probic@probe.example", "assessment": "final",
                        "score_percent": 50,
                    ]
                ]
            ]
            let scored = try await caller.post(path + "/results", results, 200)
            #expect(try scored.json["created"] == 1)
            try await caller.get(path + "/results", 200)
        }

        private func certificates(_ caller: APICaller) async throws {
            let path = "/cohorts/PROBE"
            try await caller.post(path + "/certificates", 409, "cohort_not_closed")
            let closed = try await caller.post(path + "/closing", 200)
            #expect(try closed.json["closed_on"] == "2026-03-02")
            try await caller.get(path + "/eligibility", 200)
            let key = ["Idempotency-Key": "issue probe"]
            let batch = try await caller.post(
                path + "/certificates",
                ["kind": "completion"],
                fields: key,
                200
            )
            let repeated = try await caller.post(
                path + "/certificates",
                ["kind": "completion"],
                fields: key,
                200
            )
            #expect(repeated.bytes == batch.bytes)
            let id = try #require(try batch.json["issued"]?.elements?.first?["id"]?.text)
            let list = try await caller.get("/certificates?cohort=PROBE&status=valid", 200)
            #expect(try list.json["certificates"]?.elements?.count == 1)
            let name: JSON = [
                "name_cyrl": "Анка Пробић", "name_latn": "Anka Probić", "reason": "misspelt",
            ]
            let two: JSON = [
                "name_cyrl": "Петар Пробић", "name_latn": "Anka Probić", "reason": "misspelt",
            ]
            try await caller.post("/certificates/\(id)/replacement", two, 422, "names_differ")
            let replacement = try await caller.post("/certificates/\(id)/replacement", name, 201)
            try await caller.post(
                "/certificates/\(id)/replacement",
                name,
                409,
                "certificate_replaced"
            )
            let newID = try #require(try replacement.json["id"]?.text)
            let reason: JSON = ["reason": "issued in error", "class": "issued-in-error"]
            let path2 = "/certificates/\(newID.lowercased())/revocation"
            let revoked = try await caller.post(path2, reason, 200)
            let again = try await caller.post(path2, ["reason": "another"], 200)
            #expect(try again.json == revoked.json)
            try await caller.post(
                "/certificates/\(newID)/replacement",
                name,
                409,
                "certificate_revoked"
            )
        }

        private func reading(
            _ session: APISession,
            _ demonstration: Demonstration,
            _ person: String
        ) async throws {
            let caller = APICaller(session: session, token: try demonstration.token("auditor"))
            let people = try await caller.get("/people?q=\("Anka Probić".percentEncoded)", 200)
            let found = try #require(try people.json["people"]?.elements?.first)
            #expect(found["email"]?.text == person)
            let id = try #require(found["id"]?.integer)
            try await caller.get("/people/\(id)", 200)
            let report = try await caller.get("/reports/reach?project=PROBE", 200)
            #expect(try report.json["definition"]?.text?.hasPrefix("A delivery") == true)
            let serbian = try await caller.get("/reports/reach?language=sr-Latn", 200)
            #expect(try serbian.json["definition"]?.text?.hasPrefix("Realizacija") == true)
            #expect(try report.json["persons_passed"] == 1)
            for operation in session.description.operations
            where operation.template.hasPrefix("/reports") && !operation.template.contains("{") {
                try await caller.get(operation.template, 200)
            }
            let document = try await caller.get("/reports/documents/s2?as_of=2024-03-06", 200).json
            #expect(document["language"] == "sr-Cyrl" && document["as_of"] == "2024-03-06")
            let sentences = document["sentences"]?.elements?.compactMap(\.text) ?? []
            #expect(sentences.last?.contains("успешно је прошло 149 службеника") == true)
            try await caller.get("/reports/documents/S9", 404)
            try await caller.get("/audit?limit=5&noun=certificates", 200)
            let me = try await caller.get("/me", 200)
            #expect(try me.json["roles"] == ["auditor"])
            let trainee = APICaller(session: session, token: try demonstration.token("trainee"))
            let mine = try await trainee.get("/me/enrolments", 200)
            let enrolments = try #require(try mine.json["enrolments"]?.elements)
            #expect(!enrolments.isEmpty)
            for enrolment in enrolments {
                #expect(enrolment["person"]?.text == Demonstration.trainee)
            }
            let made = try await trainee.post("/me/calendar", [:], 201)
            let calendar = try #require(try made.json["calendar"]?.text)
            let server = demonstration.server
            #expect(try await server.get(calendar).text.contains("BEGIN:VEVENT"))
            #expect(try await server.get("/sr-Latn" + calendar).status == 200)
            try await trainee.post("/me/calendar/end", [:], 200)
            #expect(try await server.get(calendar).status == 404)
            let privacy = try await trainee.get("/me/privacy", 200)
            let tag = ["If-Match": try #require(privacy["etag"])]
            try await trainee.put("/me/privacy", ["show": "none"], fields: tag, 422, "invalid")
            try await trainee.put("/me/privacy", ["show": "initials"], fields: tag, 200)
            try await trainee.put("/me/privacy", [:], fields: tag, 422, "invalid")
            try await trainee.put("/me/privacy", ["show": "hidden"], fields: tag, 412)
            try await trainee.put("/me/privacy", ["show": "full"], fields: ["If-Match": "*"], 200)
            let own = try await trainee.get("/certificates", 200)
            for certificate in try #require(try own.json["certificates"]?.elements) {
                #expect(certificate["person"]?.text == Demonstration.trainee)
            }
        }
    }
}
