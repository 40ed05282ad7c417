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
            let token = try demonstration.token("staff")
            try await catalogue(session, token)
            let person = try await cohort(session, token)
            try await certificates(session, token)
            try await reading(session, demonstration, person)
            let described = session.description.operations
            let succeeded = await session.succeeded
            #expect(described.count == 38)
            #expect(Set(described).subtracting(succeeded) == [])
            #expect(try await demonstration.home.findings() == [])
        }

        /// Create, take twice, show, change with the right and the wrong version.
        private func catalogue(_ session: APISession, _ token: String) async throws {
            let title: [JSON.Member] = ["title_sr_cyrl", "title_sr_latn", "title_en"].map {
                JSON.Member($0, $0 == "title_sr_cyrl" ? "Проба" : "Proba")
            }
            let drafts: [(String, [JSON.Member], JSON.Member, String)] = [
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
            ]
            for (plural, draft, change, shown) in drafts {
                let created = try await session.call(
                    "POST",
                    "/\(plural)",
                    .object(draft),
                    token: token,
                    gives: 201
                )
                #expect(created["location"] == "/api/v1/\(plural)/PROBE")
                #expect(try created.json["code"] == "PROBE")
                try await session.call(
                    "POST",
                    "/\(plural)",
                    .object(draft),
                    token: token,
                    gives: 409,
                    "code_taken"
                )
                try await session.call("GET", "/\(plural)?limit=2", gives: 200)
                let found = try await session.call("GET", "/\(plural)/PROBE", gives: 200)
                let tag = try #require(found["etag"])
                let changed = JSON.object(
                    draft.filter { $0.name != change.name }
                        + [JSON.Member(change.name, "Vršac")]
                )
                let path = "/\(plural)/PROBE"
                try await session.call(
                    "PUT",
                    path,
                    changed,
                    token: token,
                    gives: 428,
                    "version_missing"
                )
                let done = try await session.call(
                    "PUT",
                    path,
                    changed,
                    token: token,
                    fields: ["If-Match": tag],
                    gives: 200
                )
                #expect(done["etag"] != tag)
                #expect(try done.json[shown] != found.json[shown])
                for stale in [tag, "\"0\"", "nonsense", "W/\(tag)"] {
                    try await session.call(
                        "PUT",
                        path,
                        changed,
                        token: token,
                        fields: ["If-Match": stale],
                        gives: 412,
                        "version_changed"
                    )
                }
            }
        }

        /// Seats, marks and results; gives the e-mail address of the one who passes.
        private func cohort(_ session: APISession, _ token: String) async throws -> String {
            let path = "/cohorts/PROBE"
            let ana: JSON = [
                "email": "ana.probic@probe.example", "name": "Ana Probić", "sex": "F",
                "lsg_code": "Plandište", "institution": "Opštinska uprava",
                "function": "službenik", "target_group": "other",
            ]
            try await session.call(
                "POST",
                path + "/enrolments",
                ana,
                token: token,
                gives: 409,
                "cohort_not_open"
            )
            try await session.call("POST", path + "/opening", token: token, gives: 200)
            try await session.call("POST", path + "/opening", token: token, gives: 200)
            let seat = try await session.call(
                "POST",
                path + "/enrolments",
                ana,
                token: token,
                gives: 201
            )
            #expect(try seat.json["name_sr_cyrl"] == "Ана Пробић")
            try await session.call(
                "POST",
                path + "/enrolments",
                ana,
                token: token,
                gives: 409,
                "already_enrolled"
            )
            let bora: JSON = [
                "email": "bora.probic@probe.example", "name": "Bora Probić", "lsg_code": "70068",
                "institution": "Opštinska uprava", "function": "službenik", "target_group": "other",
            ]
            let second = try await session.call(
                "POST",
                path + "/enrolments",
                bora,
                token: token,
                gives: 201
            )
            let third: JSON = [
                "email": "vera.probic@probe.example", "name": "Vera Probić", "lsg_code": "70068",
                "institution": "Opštinska uprava", "function": "službenik", "target_group": "other",
            ]
            try await session.call(
                "POST",
                path + "/enrolments",
                third,
                token: token,
                gives: 409,
                "cohort_full"
            )
            let code = try #require(try second.json["code"]?.text)
            try await session.call(
                "POST",
                "/enrolments/\(code)/withdrawal",
                ["reason": "ill"],
                token: token,
                gives: 200
            )
            let list = try await session.call("GET", path + "/enrolments", token: token, gives: 200)
            #expect(try list.json["enrolments"]?.elements?.count == 2)
            let session1: JSON = ["held_on": "2026-03-02", "hours": 6]
            try await session.call("POST", path + "/closing", token: token, gives: 409)
            try await session.call("POST", path + "/sessions", session1, token: token, gives: 201)
            try await session.call(
                "POST",
                path + "/sessions",
                session1,
                token: token,
                gives: 409,
                "session_day_taken"
            )
            try await session.call("GET", path + "/sessions", gives: 200)
            try await session.call(
                "POST",
                path + "/closing",
                token: token,
                gives: 409,
                "marks_missing"
            )
            try await marks(session, token)
            return "ana.probic@probe.example"
        }

        private func marks(_ session: APISession, _ token: String) async throws {
            let path = "/cohorts/PROBE"
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
            let marked = try await session.call(
                "POST",
                path + "/attendance",
                marks,
                token: token,
                gives: 200
            )
            #expect(try marked.json["created"] == 1)
            #expect(try marked.json["rejected"]?.elements?.first?["row"] == 2)
            try await session.call("GET", path + "/attendance", token: token, gives: 200)
            try await session.call(
                "POST",
                path + "/closing",
                token: token,
                gives: 409,
                "results_missing"
            )
            let results: JSON = [
                "results": [
                    [
                        "email": "ana.probic@probe.example", "assessment": "final",
                        "score_percent": 50,
                    ]
                ]
            ]
            let scored = try await session.call(
                "POST",
                path + "/results",
                results,
                token: token,
                gives: 200
            )
            #expect(try scored.json["created"] == 1)
            try await session.call("GET", path + "/results", token: token, gives: 200)
        }

        private func certificates(_ session: APISession, _ token: String) async throws {
            let path = "/cohorts/PROBE"
            try await session.call(
                "POST",
                path + "/certificates",
                token: token,
                gives: 409,
                "cohort_not_closed"
            )
            let closed = try await session.call("POST", path + "/closing", token: token, gives: 200)
            #expect(try closed.json["closed_on"] == "2026-03-02")
            try await session.call("GET", path + "/eligibility", token: token, gives: 200)
            let key = ["Idempotency-Key": "issue probe"]
            let batch = try await session.call(
                "POST",
                path + "/certificates",
                ["kind": "completion"],
                token: token,
                fields: key,
                gives: 200
            )
            let repeated = try await session.call(
                "POST",
                path + "/certificates",
                ["kind": "completion"],
                token: token,
                fields: key,
                gives: 200
            )
            #expect(repeated.bytes == batch.bytes)
            let id = try #require(try batch.json["issued"]?.elements?.first?["id"]?.text)
            let list = try await session.call(
                "GET",
                "/certificates?cohort=PROBE&status=valid",
                token: token,
                gives: 200
            )
            #expect(try list.json["certificates"]?.elements?.count == 1)
            let name: JSON = [
                "name_cyrl": "Анка Пробић", "name_latn": "Anka Probić", "reason": "misspelt",
            ]
            let replacement = try await session.call(
                "POST",
                "/certificates/\(id)/replacement",
                name,
                token: token,
                gives: 201
            )
            try await session.call(
                "POST",
                "/certificates/\(id)/replacement",
                name,
                token: token,
                gives: 409,
                "certificate_replaced"
            )
            let newID = try #require(try replacement.json["id"]?.text)
            let reason: JSON = ["reason": "issued in error", "class": "issued-in-error"]
            let path2 = "/certificates/\(newID.lowercased())/revocation"
            let revoked = try await session.call("POST", path2, reason, token: token, gives: 200)
            let again = try await session.call(
                "POST",
                path2,
                ["reason": "another"],
                token: token,
                gives: 200
            )
            #expect(try again.json == revoked.json)
            try await session.call(
                "POST",
                "/certificates/\(newID)/replacement",
                name,
                token: token,
                gives: 409,
                "certificate_revoked"
            )
        }

        private func reading(
            _ session: APISession,
            _ demonstration: Demonstration,
            _ person: String
        ) async throws {
            let token = try demonstration.token("auditor")
            let people = try await session.call(
                "GET",
                "/people?q=\("Anka Probić".percentEncoded)",
                token: token,
                gives: 200
            )
            let found = try #require(try people.json["people"]?.elements?.first)
            #expect(found["email"]?.text == person)
            let id = try #require(found["id"]?.integer)
            try await session.call("GET", "/people/\(id)", token: token, gives: 200)
            let report = try await session.call(
                "GET",
                "/reports/reach?project=PROBE",
                token: token,
                gives: 200
            )
            #expect(try report.json["persons_passed"] == 1)
            try await session.call(
                "GET",
                "/audit?limit=5&noun=certificates",
                token: token,
                gives: 200
            )
            let me = try await session.call("GET", "/me", token: token, gives: 200)
            #expect(try me.json["roles"] == ["auditor"])
            let trainee = try demonstration.token("trainee")
            let mine = try await session.call("GET", "/me/enrolments", token: trainee, gives: 200)
            let enrolments = try #require(try mine.json["enrolments"]?.elements)
            #expect(!enrolments.isEmpty)
            for enrolment in enrolments {
                #expect(enrolment["person"]?.text == Demonstration.trainee)
            }
            let own = try await session.call("GET", "/certificates", token: trainee, gives: 200)
            for certificate in try #require(try own.json["certificates"]?.elements) {
                #expect(certificate["person"]?.text == Demonstration.trainee)
            }
        }
    }
}
