import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Many of a cohort are decided about on one page")
    struct CohortDecisionTests {
        private let staff: Browsing
        private let home: Home

        init() async throws {
            let demonstration = try await Demonstration.shared()
            home = demonstration.home
            staff = Browsing(
                server: demonstration.server,
                token: try demonstration.token("staff")
            )
        }

        private func send(
            _ method: String,
            _ path: String,
            _ body: JSON,
            _ known: Set<Int> = []
        ) async throws {
            let answer = try await staff.server.send(
                method,
                "/api/v1" + path,
                body,
                token: staff.token,
                fields: method == "PUT" ? ["If-Match": "*"] : [:]
            )
            guard answer.status < 300 || known.contains(answer.status) else {
                throw TestSupportError("\(path): \(answer.text)")
            }
        }

        /// A cohort of a course of its own, with people who wait; gives the address of its page.
        private func cohort(
            _ code: String,
            of course: String = "ODLUKE",
            seats: Int,
            rules: JSON,
            people: [String]
        ) async throws -> String {
            let draft: JSON = [
                "code": .string(course), "title_sr_cyrl": "Одлуке", "title_sr_latn": "Odluke",
                "title_en": "Decisions", "pass_score_percent": 50,
                "minimum_attendance_percent": 80,
            ]
            try await send("POST", "/courses", draft, [409])
            try await send(
                "POST",
                "/cohorts",
                [
                    "code": .string(code), "course_code": .string(course),
                    "starts_on": "2062-05-02", "ends_on": "2062-05-03", "venue": "Plandište",
                    "capacity": .integer(seats),
                ]
            )
            try await send("POST", "/cohorts/\(code)/opening", [:])
            try await send("PUT", "/cohorts/\(code)/seat-rules", rules)
            for name in people {
                try await send(
                    "POST",
                    "/cohorts/\(code)/nominations",
                    [
                        "email": .string(email(name, code)), "name": .string("\(name) Probić"),
                        "organisation": "GU-VRSAC", "function": "pravnik",
                    ]
                )
            }
            return "/en/cohorts/\(code)/decisions"
        }

        private func email(_ name: String, _ code: String) -> String {
            "\(name).\(code)@probe.example".lowercased()
        }

        private func enrolments(_ code: String) async throws -> [String: JSON] {
            var found: [String: JSON] = [:]
            for enrolment in try await home.enrolments(code) {
                let name = enrolment["person"]?.text?.split(separator: ".").first.map(String.init)
                found[name ?? ""] = enrolment
            }
            return found
        }

        private func statuses(_ code: String) async throws -> [String: String] {
            try await enrolments(code).compactMapValues { $0["status"]?.text }
        }

        /// The boxes of some people, ticked.
        private func ticks(_ names: [String], in code: String) async throws -> [(String, String)] {
            let known = try await enrolments(code)
            return try names.map { name in
                let id = try #require(known[name.lowercased()]?["id"]?.wholeNumber)
                return ("enrolment-\(id)", "yes")
            }
        }

        /// The cells of the table with an id, row by row.
        private func rows(_ id: String, of page: Answer) -> [[String]] {
            guard let start = page.text.firstRange(of: "<h2 id=\"\(id)\">") else { return [] }
            let table = page.text[start.upperBound...].prefix { $0 != "§" }
            let end = table.firstRange(of: "</section>")?.lowerBound ?? table.endIndex
            return table[..<end].matches(of: #/<tr>(<th scope="row">.*?)<\/tr>/#).map { row in
                row.output.1.matches(of: #/<t[hd][^>]*>(.*?)<\/t[hd]>/#).map {
                    String($0.output.1)
                }
            }
        }

        @Test("Those ticked get seats while there are some, then wait, and the others stay")
        func approving() async throws {
            let code = "ODLUKE-1"
            let path = try await cohort(
                code,
                seats: 1,
                rules: ["approval": "centre", "has_waiting_list": true],
                people: ["Prva", "Druga", "Treca"]
            )
            let page = try await staff.open(path)
            #expect(page.text.contains("<dt>Seats free</dt><dd>1 / 1</dd>"))
            #expect(page.text.contains("pravnik"))
            #expect(page.text.contains("<code>staff@obuka.example</code>"))
            #expect(!page.text.contains(" checked"))
            let all = try await staff.open(path + "?tick=all")
            #expect(all.text.matches(of: #/ checked>/#).count == 3)
            let key = try Browsing.key(page, form: "centre")
            let stale = try Browsing.key(all, form: "centre")
            let none = try await staff.send(path, [("form_key", key), ("act", "approve")])
            #expect(none.status == 422 && none.text.contains("Tick one person at least."))
            let boxes = try await ticks(["Druga", "Prva"], in: code)
            let form = [("form_key", key), ("act", "approve"), ("reason", "")] + boxes
            let sent = try await staff.send(path, form)
            let done = try await staff.follow(sent)
            #expect(done.text.contains("Decisions recorded: 2."))
            #expect(
                rows("decided", of: done) == [
                    ["Prva Probić", "place confirmed"], ["Druga Probić", "waiting list"],
                ]
            )
            #expect(done.text.contains("There is no free seat now for those on the waiting list."))
            #expect(rows("not-decided", of: done).isEmpty)
            #expect(try await staff.send(path, form)["location"] == sent["location"])
            // A page that was opened before does not send away who got on the waiting list.
            let late = [("form_key", stale), ("act", "decline"), ("reason", "za druge")]
            let kept = try await staff.follow(staff.send(path, late + boxes))
            #expect(
                rows("not-decided", of: kept) == [
                    ["Prva Probić", "decided before: place confirmed"],
                    ["Druga Probić", "decided before: waiting list"],
                ]
            )
            #expect(
                try await statuses(code) == [
                    "prva": "confirmed", "druga": "waiting", "treca": "endorsed",
                ]
            )
        }

        @Test("A no needs a reason, keeps the boxes, and who was decided on before stays so")
        func declining() async throws {
            let code = "ODLUKE-2"
            let path = try await cohort(
                code,
                seats: 1,
                rules: ["approval": "centre", "has_waiting_list": false],
                people: ["Prva", "Druga", "Treca", "Cetvrta"]
            )
            let key = try await staff.key(path, form: "centre")
            let boxes = try await ticks(["Prva", "Druga"], in: code)
            let unsaid = try await staff.send(
                path,
                [("form_key", key), ("act", "decline")] + boxes
            )
            #expect(unsaid.status == 422)
            #expect(unsaid.text.contains("id=\"centre-reason-problem\""))
            #expect(unsaid.text.matches(of: #/ checked>/#).count == 2)
            let known = try await enrolments(code)
            let other = try #require(known["druga"]?["id"]?.wholeNumber)
            try await send("POST", "/enrolments/\(other)/approval", [:])
            let why = [("form_key", key), ("act", "decline"), ("reason", "za druge")]
            let done = try await staff.follow(staff.send(path, why + boxes))
            #expect(rows("decided", of: done) == [["Prva Probić", "declined"]])
            #expect(
                rows("not-decided", of: done)
                    == [["Druga Probić", "decided before: place confirmed"]]
            )
            let full = try await staff.key(path, form: "centre")
            let late = try await ticks(["Prva", "Treca", "Cetvrta"], in: code)
            let forged = [("enrolment-999999999", "yes")]
            let refused = try await staff.follow(
                staff.send(
                    "/sr-Latn/cohorts/\(code)/decisions",
                    [("form_key", full), ("act", "approve")] + late + forged
                )
            )
            #expect(refused.text.contains("Zabeleženo odluka: 0."))
            #expect(
                rows("not-decided", of: refused) == [
                    ["Prva Probić", "već je odlučeno: odbijeno"],
                    ["Treca Probić", "Sva mesta u grupi su zauzeta."],
                    ["Cetvrta Probić", "Sva mesta u grupi su zauzeta."],
                    ["999999999", "Takve prijave nema u ovoj grupi."],
                ]
            )
            #expect(try await statuses(code)["treca"] == "endorsed")
        }

        @Test("Who lacks what the course asks for is named with it, and stops nobody")
        func lacking() async throws {
            let code = "ODLUKE-3"
            let path = try await cohort(
                code,
                of: "ODLUKE-USLOV",
                seats: 5,
                rules: ["approval": "centre"],
                people: ["Prva"]
            )
            let programme: JSON = [
                "code": "ODLUKE-RED", "title_sr_cyrl": "Ред", "title_sr_latn": "Red",
                "title_en": "Order", "course_order": "enforced",
                "courses": ["ODLUKE", "ODLUKE-USLOV"],
            ]
            _ = try await cohort(
                "ODLUKE-4",
                seats: 1,
                rules: ["approval": "centre"],
                people: []
            )
            try await send("POST", "/programmes", programme)
            let page = try await staff.open(path)
            #expect(page.text.contains("by the programme <code>ODLUKE-RED</code>"))
            let box = try await ticks(["Prva"], in: code)
            let form = [("form_key", try Browsing.key(page, form: "centre")), ("act", "approve")]
            let refused = try await staff.follow(staff.send(path, form + box))
            let why = try #require(rows("not-decided", of: refused).first)
            #expect(why[0] == "Prva Probić")
            #expect(why[1].contains("lacks what this training asks for"))
            #expect(why[1].contains("<code>ODLUKE</code>"))
            let key = try await staff.key(path, form: "centre")
            let because = [("form_key", key), ("act", "approve"), ("reason", "radi to već")]
            let done = try await staff.follow(staff.send(path, because + box))
            #expect(rows("decided", of: done) == [["Prva Probić", "place confirmed"]])
        }

        @Test("Where two agree, a focal point sees and decides only what is the institution's")
        func stages() async throws {
            let code = "ODLUKE-5"
            let demonstration = try await Demonstration.shared()
            let path = try await cohort(
                code,
                seats: 5,
                rules: ["approval": "institution-and-centre"],
                people: ["Nominovana"]
            )
            let trainee = Browsing(
                server: demonstration.server,
                token: try demonstration.token("trainee")
            )
            let application = "/en/cohorts/\(code)/application"
            let asked = try await trainee.key(application, form: "application")
            _ = try await trainee.follow(
                trainee.send(application, [("form_key", asked), ("organisation", "GU-VRSAC")])
            )
            let both = try await staff.open(path).text
            #expect(both.contains("<h2 id=\"centre\">") && both.contains("<h2 id=\"institution\">"))
            #expect(both.contains("Own application, institution: "))
            let other = try await demonstration.focalPoint("odluke@mup.example", of: "MUP")
            #expect(try await other.open(path).text.contains("Nobody awaits a decision."))
            let focal = try await demonstration.focalPoint("odluke@vrsac.example", of: "GU-VRSAC")
            let nominations = try await focal.open("/en/nominations").text
            #expect(nominations.contains("href=\"\(path)\""))
            let own = try await focal.open(path)
            #expect(!own.text.contains("Nominovana") && !own.text.contains("id=\"centre\""))
            #expect(!own.text.contains("value=\"approve\""))
            let key = try Browsing.key(own, form: "institution")
            let id = try #require(
                own.text.firstMatch(of: #/name="(enrolment-[0-9]+)"/#)?.output.1
            )
            let box = [("form_key", key), (String(id), "yes")]
            let centre = try await focal.send(path, box + [("act", "approve")])
            #expect(centre.status == 403)
            let wrong = try await focal.send(path + "/institution", box + [("act", "approve")])
            #expect(wrong.status == 422)
            // The centre does not go before the institution, also not with a form of its own.
            let soon = try await staff.key(path, form: "centre")
            let early = try await staff.follow(
                staff.send(path, [("form_key", soon), (String(id), "yes"), ("act", "approve")])
            )
            #expect(early.text.contains("The institution has to agree first."))
            let agreed = try await focal.follow(
                focal.send(path + "/institution", box + [("act", "endorse")])
            )
            #expect(rows("decided", of: agreed).first?.last == "awaits the centre")
            #expect(agreed.text.contains("Nobody awaits a decision."))
            try await others(path, box)
        }

        /// Nobody else decides, and the auditor reads.
        private func others(_ path: String, _ box: [(String, String)]) async throws {
            let demonstration = try await Demonstration.shared()
            for role in ["trainer", "trainee"] {
                let reader = Browsing(
                    server: demonstration.server,
                    token: try demonstration.token(role)
                )
                #expect(try await reader.open(path).status == 403, "\(role)")
                let sent = try await reader.send(path, box + [("act", "approve")])
                #expect(sent.status != 303, "\(role)")
            }
            let auditor = Browsing(
                server: demonstration.server,
                token: try demonstration.token("auditor")
            )
            let read = try await auditor.open(path).text
            #expect(read.contains("Nominovana Probić") && !read.contains("form_key"))
        }

        @Test("Two who decide about the same people at once never both decide about one")
        func race() async throws {
            let code = "ODLUKE-6"
            let names = "abcdefghijkl".map { "Osoba\($0)" }
            let path = try await cohort(
                code,
                seats: 4,
                rules: ["approval": "centre", "has_waiting_list": true],
                people: names
            )
            let demonstration = try await Demonstration.shared()
            let administrator = Browsing(
                server: demonstration.server,
                token: try demonstration.token("administrator")
            )
            let boxes = try await ticks(names, in: code)
            let approving =
                [("form_key", try await staff.key(path, form: "centre")), ("act", "approve")]
                + boxes
            let declining =
                [
                    ("form_key", try await administrator.key(path, form: "centre")),
                    ("act", "decline"), ("reason", "za druge"),
                ] + boxes.reversed()
            async let first = staff.send(path, approving)
            async let second = administrator.send(path, declining)
            let (yes, no) = try await (staff.follow(first), administrator.follow(second))
            let decided = [yes, no].map { rows("decided", of: $0).count }
            #expect(decided.sorted() == [0, 12])
            for page in [yes, no] {
                #expect(
                    rows("decided", of: page).count + rows("not-decided", of: page).count == 12
                )
            }
            let ends = try await statuses(code).values
            let confirmed = ends.count { $0 == "confirmed" }
            #expect(decided[0] == 12 ? confirmed == 4 : confirmed == 0)
            let events = try home.sql(
                """
                SELECT count(*) FROM enrolment_events
                JOIN enrolments ON enrolments.id = enrolment_id
                JOIN cohorts ON cohorts.id = cohort_id
                WHERE cohorts.code = '\(code)'
                """
            )
            #expect(events == ["24"])
        }
    }
}
