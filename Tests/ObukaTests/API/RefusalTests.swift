import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("What the API refuses")
    struct RefusalTests {
        /// What a known path parameter may be: a closed cohort, an existing person, a certificate.
        private func known(_ operation: Description.Operation, _ id: String) -> String {
            switch operation.template.split(separator: "/").first {
            case "cohorts": "LAP-2023-07"
            case "people": "1"
            case "courses": "LAP"
            case "projects": "SDC-CAP"
            case "organisations": "KIRS"
            case "imports", "exports": "people"
            case "handbooks": "VODIC"
            case "handbook-editions": "VODIC-EN"
            default: id
            }
        }

        private func path(_ operation: Description.Operation, _ example: String) -> String {
            String(operation.path(example).dropFirst("/api/v1".count))
        }

        /// What everybody who is signed in may do: see the own and the rules, and want a course.
        private static func opensToAll(_ operation: Description.Operation) -> Bool {
            operation.template.hasPrefix("/me")
                || [
                    "GET /certificates", "GET /courses/{code}/assessments",
                    "GET /cohorts/{code}/assessments", "GET /courses/{code}/questionnaires",
                    "POST /courses/{code}/interests",
                ].contains(operation.description)
        }

        /// What is somebody's own looks to another as if it did not exist.
        private static func hidesOthers(_ operation: Description.Operation) -> Bool {
            ["/enrolments", "/interests"].contains { operation.template.hasPrefix($0) }
        }

        @Test("Without a token, with a wrong one, and with too small a role nothing is done")
        func access() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let trainee = try demonstration.token("trainee")
            let certificates = try await demonstration.certificates("LAP-2023-07")
            let id = try #require(certificates.last)
            for (number, operation) in session.description.operations.enumerated() {
                if session.description.isPublic(operation) { continue }
                let path = path(operation, known(operation, id))
                // So many wrong ones from one address would have to wait.
                let source = "127.0.1.\(1 + number / 50)"
                let method = operation.method
                let missing = try await session.call(method, path, gives: 401, "not_signed_in")
                #expect(missing["www-authenticate"] == "Bearer")
                for token in ["obk_nonsense", "", "ž"] {
                    let wrong = try await demonstration.server.call(
                        HTTPCall(
                            method: method,
                            path: "/api/v1" + path,
                            fields: [
                                "Authorization": "Bearer \(token)",
                                "Content-Type": "application/json",
                            ],
                            body: method == "GET" ? "" : "{}"
                        ),
                        from: source
                    )
                    #expect(wrong.status == 401 && wrong.code == "bad_token", "\(operation)")
                }
                if Self.opensToAll(operation) { continue }
                let fields = method == "PUT" ? ["If-Match": "\"1\""] : [:]
                let refused =
                    method == "GET"
                    ? try await demonstration.server.get("/api/v1" + path, token: trainee)
                    : try await demonstration.server.send(
                        method,
                        "/api/v1" + path,
                        token: trainee,
                        fields: fields
                    )
                let expected: Set<Int> =
                    operation.description == "POST /cohorts/{code}/enrolments"
                    ? [409]
                    : method == "GET" || Self.hidesOthers(operation) ? [403, 404] : [403]
                #expect(expected.contains(refused.status), "\(operation): \(refused.text)")
            }
            let after = try await demonstration.certificates("LAP-2023-07")
            #expect(after == certificates)
        }

        @Test("What does not exist is not found, whatever is done to it")
        func unknown() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let token = try demonstration.token("staff")
            let administrator = try demonstration.token("administrator")
            for operation in session.description.operations
            where operation.template.contains("{") {
                for example in ["NO-SUCH", "0000-0000-0000-0000", "987654321", "%F0%9F%9A%80"] {
                    let members = session.description.members(operation)
                    let known = (body(for: operation).members ?? []).filter {
                        members.contains($0.name)
                    }
                    let body = JSON.object(known)
                    let fields = operation.method == "PUT" ? ["If-Match": "\"1\""] : [:]
                    let answer = try await session.call(
                        operation.method,
                        path(operation, example),
                        body,
                        token: ["/settings", "/webhooks"].contains {
                            operation.template.hasPrefix($0)
                        } ? administrator : token,
                        fields: fields,
                        gives: 404
                    )
                    #expect(answer.code?.hasSuffix("_not_found") == true, "\(operation)")
                }
            }
        }

        @Test("A parameter that an operation does not have, or has twice, is refused by name")
        func parameters() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let token = try demonstration.token("staff")
            for operation in session.description.operations {
                let fields = operation.method == "PUT" ? ["If-Match": "\"1\""] : [:]
                let answer = try await session.call(
                    operation.method,
                    path(operation, known(operation, "x")) + "?kohort=LAP",
                    token: token,
                    fields: fields,
                    gives: 422,
                    "invalid"
                )
                #expect(answer.text.contains("kohort"), "\(operation)")
            }
            try await session.call(
                "GET",
                "/reports/reach?from=2024-01-01&from=2023-01-01",
                token: token,
                gives: 422,
                "invalid"
            )
        }

        /// Something that is right, so that only the path is wrong.
        private func body(for operation: Description.Operation) -> JSON {
            [
                "title_sr_cyrl": "Проба", "title_sr_latn": "Proba", "title_en": "Probe",
                "name_sr_cyrl": "Проба", "name_sr_latn": "Proba", "name_en": "Probe",
                "kind": operation.template.contains("organisations") ? "donor" : "completion",
                "minimum_attendance_percent": 80, "pass_score_percent": 50, "course_code": "LAP",
                "project_code": "SDC-CAP", "starts_on": "2026-03-02", "ends_on": "2026-03-03",
                "venue": "Plandište", "capacity": 2, "held_on": "2026-03-02", "hours": 6,
                "reason": "a test", "name_cyrl": "Ана Пробић", "name_latn": "Ana Probić",
                "marks": [], "results": [], "email": "ana@refused.example", "name": "Ana Probić",
                "lsg_code": "70068", "institution": "Uprava", "function": "službenik",
                "target_group": "other", "seats": 1, "given_name_latn": "Ana",
                "family_name_latn": "Probić", "given_name_cyrl": "Ана",
                "family_name_cyrl": "Пробић", "sex": "F", "heads": 1, "assessment": "final",
                "evidence": "diploma", "questionnaire": "REACTION", "months": 12,
                "basis": "a letter",
            ]
        }

        @Test("A body that is no JSON, of another type, no object or too large is refused")
        func bodies() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let description = try await Description(server)
            let token = try demonstration.token("administrator")
            let id = try #require(try await demonstration.certificates("LAP-2023-07").last)
            let cases: [(String, String, Int, String)] = [
                ("{\"reason\":", "application/json", 400, "malformed_json"),
                ("{\"a\":1,\"a\":2}", "application/json", 400, "malformed_json"),
                ("\u{FEFF}nonsense", "application/json; charset=utf-8", 400, "malformed_json"),
                ("reason=x", "application/x-www-form-urlencoded", 415, "unsupported_media_type"),
                ("{}", "text/plain", 415, "unsupported_media_type"),
                ("[]", "application/json", 422, "invalid"),
                ("\"x\"", "application/json", 422, "invalid"),
            ]
            for operation in description.operations
            where operation.method != "GET" && !description.takesFile(operation) {
                for (body, type, status, code) in cases {
                    var fields = ["Content-Type": type, "Authorization": "Bearer \(token)"]
                    if operation.method == "PUT" { fields["If-Match"] = "\"1\"" }
                    let call = HTTPCall(
                        method: operation.method,
                        path: operation.path(known(operation, id)),
                        fields: fields,
                        body: body
                    )
                    let answer = try await server.call(call)
                    #expect(answer.status == status, "\(operation) \(body): \(answer.text)")
                    #expect(answer.code == code, "\(operation) \(body)")
                    #expect(try description.problems(of: answer, to: operation) == [])
                }
            }
            let large = String(repeating: "x", count: (1 << 20) + 1)
            let refused = try await server.send(
                "POST",
                "/api/v1/projects",
                ["code": .string(large)],
                token: token
            )
            #expect(refused.status == 413)
        }

        @Test("Every wrong field is named, all of them at once")
        func fields() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let token = try demonstration.token("staff")
            let id = try #require(try await demonstration.certificates("LAP-2023-07").last)
            let cases: [(String, JSON, Set<String>)] = [
                ("/projects", ["starts_on": "31.2.2024"], ["code", "title_sr_cyrl", "starts_on"]),
                ("/organisations", ["code": "X", "kind": "king"], ["kind", "name_sr_cyrl"]),
                ("/courses", ["code": "X", "pass_score_percent": 101], ["pass_score_percent"]),
                (
                    "/cohorts", ["capacity": "many"],
                    ["code", "course_code", "capacity", "starts_on"]
                ),
                ("/cohorts/LAP-2024-15/sessions", ["hours": -1], ["held_on", "hours"]),
                ("/cohorts/LAP-2024-15/closing", ["on": "soon"], ["on"]),
                ("/cohorts/LAP-2024-15/attendance", [:], ["marks"]),
                ("/cohorts/LAP-2024-15/results", ["results": 5], ["results"]),
                (
                    "/cohorts/LAP-2023-07/certificates", ["kind": "gold", "on": "x"],
                    ["kind", "on"]
                ),
                ("/cohorts/LAP-2024-15/enrolments", ["email": "x"], ["email"]),
                (
                    "/certificates/\(id)/replacement", ["reason": "test"],
                    ["name_cyrl", "name_latn"]
                ),
                ("/certificates/\(id)/revocation", ["class": "whim"], ["class"]),
            ]
            for (path, body, wrong) in cases {
                let answer = try await session.call("POST", path, body, token: token, gives: 422)
                let errors = try #require(try answer.json["errors"]?.elements, "\(path)")
                let named = Set(errors.compactMap { $0["field"]?.text })
                #expect(wrong.isSubset(of: named), "\(path): \(named)")
                #expect(errors.allSatisfy { $0["problem"]?.text?.isEmpty == false })
                #expect(errors.allSatisfy { $0["code"]?.text?.isEmpty == false })
            }
        }

        @Test("Wrong parameters of a query are named as well")
        func queries() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let token = try demonstration.token("staff")
            for query in [
                "/cohorts?limit=0", "/cohorts?limit=201", "/cohorts?limit=x",
                "/cohorts?cursor=%21%21", "/cohorts?cursor=AAAA",
            ] {
                try await session.call("GET", query, gives: 422, "invalid")
            }
            // The positions “x”, “1” and “A” in lists where they are none.
            for query in ["/people?cursor=eA", "/people?q=ana&cursor=MQ", "/audit?cursor=QQ"] {
                let administrator = try demonstration.token("administrator")
                let refused = try await session.call(
                    "GET",
                    query,
                    token: administrator,
                    gives: 422,
                    "invalid"
                )
                #expect(try refused.json["errors"]?.elements?.first?["field"] == "cursor")
            }
            try await session.call(
                "GET",
                "/reports/reach?from=x",
                token: token,
                gives: 422,
                "invalid"
            )
            try await session.call(
                "GET",
                "/certificates?status=odd",
                token: token,
                gives: 422,
                "invalid"
            )
            try await session.call(
                "GET",
                "/cohorts/LAP-2023-07/eligibility?kind=gold",
                token: token,
                gives: 422,
                "invalid"
            )
        }
    }
}
