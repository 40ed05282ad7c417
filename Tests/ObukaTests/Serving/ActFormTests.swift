import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A cohort is led to its certificates in a browser")
    struct ActFormTests {
        let staff: Browsing
        private let home: Home

        init() async throws {
            let demonstration = try await Demonstration.shared()
            home = demonstration.home
            staff = Browsing(
                server: demonstration.server,
                token: try demonstration.token("staff")
            )
        }

        /// A cohort of its own, so that no other test sees what happens to it.
        func cohort(
            _ code: String,
            on day: String,
            rules: JSON? = nil
        ) async throws -> String {
            try await course()
            try await post(
                "/cohorts",
                [
                    "code": .string(code), "course_code": "OBRASCI", "starts_on": .string(day),
                    "ends_on": .string(day), "venue": "Plandište", "capacity": 1,
                ]
            )
            if let rules {
                try await post("/cohorts/\(code)/opening", [:])
                let path = "/api/v1/cohorts/\(code)/seat-rules"
                let any = ["If-Match": "*"]
                let put = try await staff.server.send(
                    "PUT",
                    path,
                    rules,
                    token: staff.token,
                    fields: any
                )
                guard put.status == 200 else { throw TestSupportError(put.text) }
            }
            return "/en/cohorts/\(code)"
        }

        /// A course of their own, which no report that others read counts.
        private func course() async throws {
            let course: JSON = [
                "code": "OBRASCI", "title_sr_cyrl": "Обрасци", "title_sr_latn": "Obrasci",
                "title_en": "Forms", "pass_score_percent": 50, "minimum_attendance_percent": 80,
            ]
            let token = staff.token
            let made = try await staff.server.send("POST", "/api/v1/courses", course, token: token)
            // Another test of the suite may have been first.
            guard [201, 409].contains(made.status) else { throw TestSupportError(made.text) }
        }

        @discardableResult
        func post(_ path: String, _ body: JSON) async throws -> JSON {
            let answer = try await staff.server.send(
                "POST",
                "/api/v1" + path,
                body,
                token: staff.token
            )
            guard answer.status < 300 else { throw TestSupportError("\(path): \(answer.text)") }
            return try answer.json
        }

        /// Fills a form in and opens the page to which it leads.
        func act(
            _ path: String,
            _ form: String,
            _ values: [(String, String)],
            by somebody: Browsing? = nil
        ) async throws -> Answer {
            let somebody = somebody ?? staff
            let key = try await somebody.key(path, form: form)
            return try await somebody.follow(
                somebody.send(path, [("form_key", key)] + values)
            )
        }

        func refuse(
            _ path: String,
            _ form: String,
            _ values: [(String, String)]
        ) async throws -> Answer {
            let key = try await staff.key(path, form: form)
            return try await staff.send(path, [("form_key", key)] + values)
        }

        func enrolment(_ email: String, in code: String) async throws -> JSON {
            let found = try await home.enrolments(code).last { $0["person"]?.text == email }
            return try #require(found)
        }

        private func decision(_ email: String, in code: String) async throws -> String {
            let id = try #require(try await enrolment(email, in: code)["id"]?.wholeNumber)
            return "/en/cohorts/\(code)/enrolments/\(id)"
        }

        @Test("It takes one step after the other, says what it lacks, is closed, and certified")
        func closing() async throws {
            let path = try await cohort("OBRASCI-1", on: "2024-03-04")
            let (state, closing) = (path + "/state", path + "/closing")
            let keys = [
                try await staff.key(state, form: "step"), try await staff.key(state, form: "step"),
            ]
            for step in ["publish", "confirm", "start"] {
                let page = try await staff.open(state)
                #expect(page.text.matches(of: #/<button[^>]* name="step"/#).count == 1, "\(step)")
                let done = try await act(state, "step", [("step", step)])
                #expect(done.text.contains("The state of the group is changed."), "\(step)")
                if step == "publish" {
                    let person: JSON = [
                        "email": "zavrsna@probe.example", "name": "Ivka Probić", "sex": "F",
                        "reason": "bila je tu",
                    ]
                    try await post("/cohorts/OBRASCI-1/enrolments", person)
                }
            }
            #expect(try await staff.open(state).text.contains("The training is under way."))
            // A page that was opened before all this.
            let late = try await staff.send(state, [("form_key", keys[0]), ("step", "confirm")])
            #expect(late.status == 303)
            #expect(try await staff.open(closing).text.contains("The group has no session."))
            try await post(
                "/cohorts/OBRASCI-1/sessions",
                ["held_on": "2024-03-04", "hours": 6]
            )
            let lacking = try await staff.open(closing).text
            #expect(lacking.contains("Marks of attendance are missing"))
            #expect(lacking.contains("<code>zavrsna@probe.example</code>, 4 March 2024"))
            #expect(!lacking.contains("form_key"))
            #expect(lacking.contains("those who pass: 0 / 1."))
            #expect(lacking.contains("<td>attendance below the minimum</td>"))
            let refused = try await staff.send(closing, [("form_key", keys[1])])
            #expect(refused.status == 409 && refused.text.contains("role=\"alert\""))
            try await marked()
            let ready = try await staff.open(closing).text
            #expect(ready.contains("those who pass: 1 / 1."))
            #expect(ready.contains(" min=\"2024-03-04\" max=\"2"))
            #expect(ready.contains("Days that are possible: 4 March 2024 – "))
            let early = try await refuse(closing, "closing", [("on", "2062-01-01")])
            #expect(early.status == 409)
            #expect(early.text.contains("This day lies in the future."))
            let issuing = path + "/certificates"
            #expect(try await staff.open(issuing).text.contains("The group is not closed yet."))
            let closed = try await act(closing, "closing", [("on", "")])
            #expect(closed.text.contains("The group is closed."))
            try await certified(issuing)
        }

        /// What is missing is entered, the mark first and then the result.
        private func marked() async throws {
            let path = "/cohorts/OBRASCI-1"
            let email: JSON = "zavrsna@probe.example"
            let mark: JSON = [
                "session_date": "2024-03-04", "email": email, "mark": "present", "hours": 6,
            ]
            try await post(path + "/attendance", ["marks": [mark]])
            let results = try await staff.open("/en\(path)/closing").text
            #expect(results.contains("Results are missing"))
            let result: JSON = ["email": email, "assessment": "final", "score_percent": 90]
            try await post(path + "/results", ["results": [result]])
        }

        private func certified(_ path: String) async throws {
            let page = try await staff.open(path)
            #expect(page.text.contains("certificate of completion – 1;"))
            #expect(page.text.matches(of: #/<td>gets one<\/td>/#).count == 2)
            let key = try Browsing.key(page, form: "certificates")
            let form = [("form_key", key), ("kind", "completion"), ("on", "")]
            let sent = try await staff.send(path, form)
            let again = try await staff.send(path, form)
            #expect(sent["location"] == again["location"])
            let issued = try await staff.follow(again).text
            #expect(issued.contains("Certificates issued: 1."))
            #expect(issued.contains("certificate of completion – 0;"))
            #expect(issued.firstMatch(of: #/<td>has <code>[^<]+<\/code><\/td>/#) != nil)
            #expect(try await home.certificates("OBRASCI-1").count == 1)
        }

        @Test("Who was nominated is approved or refused, offered a seat, and moved")
        func deciding() async throws {
            let rules: JSON = [
                "approval": "centre", "has_waiting_list": true, "promotion": "manual",
                "offer_hours": 48,
            ]
            let code = "OBRASCI-2"
            let path = try await cohort(code, on: "2062-03-02", rules: rules)
            _ = try await cohort("OBRASCI-3", on: "2062-03-02", rules: rules)
            let emails = ["prva", "druga", "treca"].map { "\($0).obrasci@probe.example" }
            for email in emails {
                let person: JSON = [
                    "email": .string(email), "name": "Ivka Probić", "organisation": "GU-VRSAC",
                ]
                try await post("/cohorts/\(code)/nominations", person)
            }
            let page = try await staff.open(decision(emails[0], in: code)).text
            let buttons = page.matches(of: #/name="act" value="([a-z-]+)"/#).map(\.output.1)
            #expect(buttons == ["approve", "decline", "withdraw"])
            #expect(page.contains("<dt>Seats free</dt><dd>1 / 1</dd>"))
            let approved = try await act(
                decision(emails[0], in: code),
                "decision",
                [("act", "approve")]
            )
            #expect(approved.text.contains("Ivka Probić (place confirmed)."))
            let refused = try await refuse(
                decision(emails[1], in: code),
                "decision",
                [("act", "decline"), ("reason", "ne")]
            )
            #expect(refused.status == 422)
            let declined = try await act(
                decision(emails[1], in: code),
                "decision",
                [("act", "decline"), ("reason", "grupa je popunjena")]
            )
            #expect(declined.text.contains("(declined).") && !declined.text.contains("form_key"))
            #expect(declined.text.contains("<td>awaits the centre → declined</td>"))
            #expect(declined.text.contains("<td><code>staff@obuka.example</code></td>"))
            #expect(declined.text.contains("<td>grupa je popunjena</td>"))
            let waiting = try await act(
                decision(emails[2], in: code),
                "decision",
                [("act", "approve")]
            )
            #expect(waiting.text.contains("(waiting list)."))
            try await offered(emails, code)
            #expect(try await staff.open(path).text.contains("place offered"))
            try await moved(decision(emails[2], in: code), emails[2])
        }

        private func offered(_ emails: [String], _ code: String) async throws {
            _ = try await act(
                decision(emails[0], in: code),
                "decision",
                [("act", "withdraw"), ("reason", "ne može da dođe")]
            )
            let path = try await decision(emails[2], in: code)
            for (hours, words) in [("x", "whole number"), ("0", "whole number")] {
                let wrong = try await refuse(
                    path,
                    "decision",
                    [("act", "offer"), ("hours", hours)]
                )
                #expect(wrong.status == 422 && wrong.text.contains(words), "\(hours)")
                #expect(wrong.text.contains("id=\"decision-hours-problem\""), "\(hours)")
            }
            let offered = try await act(path, "decision", [("act", "offer"), ("hours", "24")])
            #expect(offered.text.contains("(place offered)."))
        }

        private func moved(_ path: String, _ email: String) async throws {
            let move = path + "/transfer"
            let why = [("reason", "bliže kući")]
            let lost = try await refuse(move, "transfer", [("cohort", "NEMA-JE")] + why)
            #expect(lost.status == 404 && lost.text.contains("id=\"transfer-cohort-problem\""))
            #expect(lost.text.contains("value=\"NEMA-JE\""))
            let unsaid = try await refuse(move, "transfer", [("cohort", "OBRASCI-3")])
            #expect(unsaid.status == 422)
            let moved = try await act(move, "transfer", [("cohort", "obrasci-3")] + why)
            #expect(moved.text.contains("The person is moved: Ivka Probić"))
            #expect(try await enrolment(email, in: "OBRASCI-3")["status"]?.text != nil)
        }

        @Test("Where an institution has to agree, who applies names it, and its focal point agrees")
        func applying() async throws {
            let rules: JSON = ["approval": "institution-and-centre"]
            let path = try await cohort("OBRASCI-4", on: "2062-04-02", rules: rules)
            let demonstration = try await Demonstration.shared()
            let trainee = Browsing(
                server: demonstration.server,
                token: try demonstration.token("trainee")
            )
            let form = path + "/application"
            let key = try await trainee.key(form, form: "application")
            for (organisation, status) in [("", 422), ("NEMA-JE", 404), ("a b", 422)] {
                let wrong = try await trainee.send(
                    form,
                    [("form_key", key), ("organisation", organisation), ("function", "pravnik")]
                )
                #expect(wrong.status == status, "\(organisation)")
                #expect(
                    wrong.text.contains("id=\"application-organisation-problem\""),
                    "\(organisation)"
                )
                #expect(wrong.text.contains("value=\"pravnik\""), "what was typed is kept")
            }
            let sent = try await act(
                form,
                "application",
                [("organisation", "gu-vrsac"), ("function", "pravnik")],
                by: trainee
            )
            #expect(sent.text.contains("The application is received"))
            let decision = try await decision(Demonstration.trainee, in: "OBRASCI-4")
            let tooSoon = try await refuse(decision, "decision", [("act", "approve")])
            #expect(tooSoon.status == 409 || tooSoon.status == 422)
            let institution = try await demonstration.focalPoint(
                "saglasnost@vrsac.example",
                of: "GU-VRSAC"
            )
            let asked = try await institution.open("/en/nominations")
            #expect(asked.text.contains("href=\"\(decision)\""))
            let agreed = try await act(
                decision,
                "decision",
                [("act", "endorse")],
                by: institution
            )
            #expect(agreed.text.contains("(awaits the centre)."))
            let approved = try await act(decision, "decision", [("act", "approve")])
            #expect(approved.text.contains("(place confirmed)."))
        }

        @Test("Attendance is taken person by person, and corrected with a reason")
        func attendance() async throws {
            let path = try await cohort("OBRASCI-5", on: "2024-05-06")
            try await post("/cohorts/OBRASCI-5/opening", [:])
            let person: JSON = [
                "email": "prisutna@probe.example", "name": "Ivka Probić", "reason": "bila je tu",
            ]
            let enrolled = try await post("/cohorts/OBRASCI-5/enrolments", person)
            let field = "mark-\(try #require(enrolled["id"]?.wholeNumber))"
            let session: JSON = ["held_on": "2024-05-06", "hours": 6]
            try await post("/cohorts/OBRASCI-5/sessions", session)
            let link = try #require(
                try await staff.open(path).text.firstMatch(
                    of: #/href="([^"]*\/sessions\/[0-9]+\/attendance)"/#
                )
            )
            let sheet = String(link.output.1)
            let open = try await act(sheet, "attendance", [(field, "")])
            #expect(open.text.contains("Marks recorded: 0."))
            let marked = try await act(sheet, "attendance", [(field, "present")])
            #expect(marked.text.contains("Marks recorded: 1."))
            #expect(marked.text.contains("<option value=\"present\" selected>"))
            #expect(!marked.text.contains("not recorded"))
            let unsaid = try await refuse(sheet, "attendance", [(field, "absent")])
            #expect(unsaid.status == 422)
            #expect(unsaid.text.contains("id=\"attendance-reason-problem\""))
            let why = [(field, "absent"), ("reason", "was taken for somebody else")]
            let corrected = try await act(sheet, "attendance", why)
            #expect(corrected.text.contains("<option value=\"absent\" selected>"))
            let wrong = try await refuse(sheet, "attendance", [(field, "nowhere")])
            #expect(wrong.text.contains("id=\"attendance-\(field)-problem\""))
            let demonstration = try await Demonstration.shared()
            for role in ["auditor", "trainer", "trainee"] {
                let other = Browsing(
                    server: demonstration.server,
                    token: try demonstration.token(role)
                )
                #expect(try await other.open(sheet).status == 403, "\(role)")
            }
        }

        @Test("Who only reads opens no form, and is led to none")
        func reading() async throws {
            let demonstration = try await Demonstration.shared()
            let auditor = Browsing(
                server: demonstration.server,
                token: try demonstration.token("auditor")
            )
            let cohort = try await auditor.open("/en/cohorts/PRIHVAT-C")
            let work = try await auditor.open("/en/admin")
            let acts =
                #/href="[^"]*\/(enrolments\/\d+|decisions|state|closing|certificates|application)"/#
            for page in [cohort, work] {
                #expect(page.status == 200)
                #expect(page.text.firstMatch(of: acts) == nil)
            }
            for path in ["/en/cohorts/PRIHVAT-C/application", "/en/courses/PRIHVAT/interest"] {
                let answer = try await auditor.open(path)
                #expect(answer.status == 200 && !answer.text.contains("form_key"), "\(path)")
            }
        }
    }
}
