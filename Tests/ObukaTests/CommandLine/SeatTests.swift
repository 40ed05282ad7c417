import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Seats at the command line")
    struct SeatTests {
        @Test("An offer is previewed, made, answered on the page by its code, and told")
        func offer() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let draft: JSON = [
                "code": "RED", "course_code": "LAP", "starts_on": "2062-03-02",
                "ends_on": "2062-03-03", "venue": "Plandište", "capacity": 1,
            ]
            let token = try demonstration.token("staff")
            _ = try await server.send("POST", "/api/v1/cohorts", draft, token: token)
            try await home.ok("cohort", "open", "RED")
            try await home.ok("cohort", "seat-rules", "RED", "--waiting-list", "true")
            let codes = try await ask(home, ["vida", "zora", "mila"])
            let why = ["--reason", "odustaje", "--format", "json"]
            let gone = try await home.run(["enrolment", "withdraw", codes[0]] + why)
            #expect(try gone.json["status"] == "withdrawn")
            let preview = ["cohort", "promote", "RED", "--preview", "--format", "json"]
            let next = try await home.run(preview).json
            #expect(next.elements?.first?["code"]?.text == codes[1])
            let seats = try await home.ok("cohort", "seats", "RED", "--format", "json").json
            #expect(seats["free"] == 1 && seats["waiting"] == 2)
            let rehearsed = try await home.run(["cohort", "promote", "RED", "--dry-run"])
            #expect(rehearsed.lastErrorLine == "nothing was changed")
            try await home.ok("cohort", "promote", "RED")
            try await answer(codes[1], server)
            let full = try await home.run(["enrolment", "offer", codes[2]])
            #expect(full.status == 6)
            let history = try await home.ok("enrolment", "history", codes[1], "--format", "json")
            let steps = (try history.json["events"]?.elements ?? []).compactMap { $0["to"]?.text }
            #expect(steps == ["waiting", "offered", "confirmed"])
            let notices = try await home.ok("notice", "list", "--format", "json").json
            let told = (notices.elements ?? []).filter { $0["enrolment"]?.text == codes[1] }
            #expect(!told.isEmpty && told.allSatisfy { $0["kind"]?.text == "enrolment" })
        }

        private func ask(_ home: Home, _ names: [String]) async throws -> [String] {
            var codes: [String] = []
            for name in names {
                let asked = try await home.ok(
                    "enrolment",
                    "apply",
                    "RED",
                    "--email",
                    "\(name)@red.example",
                    "--name",
                    "Petra Probić",
                    "--format",
                    "json"
                )
                codes.append(try #require(try asked.json["code"]?.text))
            }
            return codes
        }

        /// The page shows the offer and takes the answer; a link that is only looked at does not.
        private func answer(_ code: String, _ server: RunningServer) async throws {
            let page = try await server.get("/en/e/\(code)")
            #expect(page.text.contains("A place is offered to you"))
            #expect(page.text.contains("action=\"/en/e/\(code)/answer\""))
            #expect(try await server.get("/en/e/\(code)/answer").status == 405)
            let json = try await server.get("/e/\(code)", accept: "application/json").json
            #expect(json["waits_for"] == "answer" && json["offer_ends_at"]?.text != nil)
            func post(_ answer: String, _ from: [String: String] = [:]) async throws -> Answer {
                try await server.call(
                    HTTPCall(
                        method: "POST",
                        path: "/en/e/\(code.lowercased())/answer",
                        fields: ["Content-Type": "application/x-www-form-urlencoded"]
                            .merging(from) { $1 },
                        body: "answer=\(answer)"
                    )
                )
            }
            #expect(try await post("perhaps").status == 422)
            // Nobody else's page answers, whichever of the two the browser tells it by.
            for foreign in [
                ["Origin": "https://elsewhere.example"], ["Sec-Fetch-Site": "cross-site"],
                ["Origin": "null", "Sec-Fetch-Site": "same-site"],
            ] {
                let refused = try await post("accept", foreign)
                #expect(refused.status == 403, "\(foreign)")
                let now = try await server.get("/e/\(code)", accept: "application/json").json
                #expect(now["waits_for"] == "answer", "\(foreign)")
            }
            let ours = ["Origin": "null", "Sec-Fetch-Site": "same-origin"]
            let accepted = try await post("accept", ours)
            #expect(accepted.status == 303)
            #expect(accepted["location"] == "/en/e/\(code)")
            #expect(try await server.get("/en/e/\(code)").text.contains("The place is confirmed"))
            #expect(try await post("decline").status == 409)
        }
    }
}
