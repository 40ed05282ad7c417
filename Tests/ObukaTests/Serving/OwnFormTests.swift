import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A trainee and staff act in a browser")
    struct OwnFormTests {
        private func browser(_ role: String) async throws -> Browsing {
            let demonstration = try await Demonstration.shared()
            return Browsing(server: demonstration.server, token: try demonstration.token(role))
        }

        @Test("A trainee applies, is seen to wait, and withdraws with a reason")
        func trainee() async throws {
            let trainee = try await browser("trainee")
            let cohort = "/sr-Latn/cohorts/PRIHVAT-C"
            let open = try await trainee.open(cohort)
            #expect(open.text.contains("href=\"\(cohort)/application\""))
            let path = "\(cohort)/application"
            let key = try await trainee.key(path, form: "application")
            let long = String(repeating: "x", count: 301)
            let wrong = try await trainee.send(path, [("form_key", key), ("function", long)])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("id=\"application-function-problem\""))
            let sent = try await trainee.send(path, [("form_key", key), ("function", "x")])
            let own = try await trainee.follow(sent)
            #expect(own.text.contains("Prijava je primljena"))
            let link = try #require(
                own.text.firstMatch(of: #/href="(/sr-Latn/me/enrolments/[0-9A-Z-]+/withdrawal)"/#)
            ).output.1
            let form = try await trainee.key(String(link), form: "withdrawal")
            let done = try await trainee.send(
                String(link),
                [("form_key", form), ("reason", "druge obaveze")]
            )
            #expect(try await trainee.follow(done).text.contains("Prijava je povučena"))
        }

        @Test("A trainee says which course is wanted")
        func interest() async throws {
            let trainee = try await browser("trainee")
            let course = try await trainee.open("/en/courses/PRIHVAT")
            #expect(course.text.contains("href=\"/en/courses/PRIHVAT/interest\""))
            let path = "/en/courses/PRIHVAT/interest"
            let key = try await trainee.key(path, form: "interest")
            let done = try await trainee.send(path, [("form_key", key), ("note", "in spring")])
            let own = try await trainee.follow(done)
            #expect(own.text.contains("that you want this training"))
            #expect(own.text.contains("<span>in spring</span>"))
            try await takenBack(path, by: trainee)
        }

        /// The page of the course and one's own lead to the same form; nobody else's does.
        private func takenBack(_ path: String, by trainee: Browsing) async throws {
            let noted = try await trainee.open(path)
            #expect(noted.text.contains("recorded already that you want this training"))
            #expect(noted.text.contains(">in spring</textarea>"))
            let link = try #require(
                noted.text.firstMatch(of: #/action="(/en/me/interests/[0-9]+/withdrawal)"/#)
            )
            let back = String(link.output.1)
            #expect(try await trainee.open("/en/me").text.contains("href=\"\(back)\""))
            #expect(try await trainee.open("/en/me/interests/x/withdrawal").status == 404)
            let key = try await trainee.key(back, form: "interest-withdrawal")
            for role in ["staff", "auditor"] {
                #expect(try await browser(role).open(back).status == 404, "\(role)")
            }
            let taken = try await trainee.send(back, [("form_key", key)])
            let own = try await trainee.follow(taken)
            #expect(own.text.contains("The interest is taken back."))
            #expect(!own.text.contains(back))
            let again = try await trainee.send(back, [("form_key", key)])
            #expect(again["location"] == taken["location"])
            #expect(try await trainee.open(back).status == 404, "there is nothing to take back")
            #expect(try await !trainee.open(path).text.contains(back))
        }

        @Test("Staff refuse somebody with a reason, from the list of work, and nobody else can")
        func decision() async throws {
            let staff = try await browser("staff")
            let demonstration = try await Demonstration.shared()
            #expect(
                try await staff.open("/en/admin").text
                    .contains("href=\"/en/cohorts/PRIHVAT-C/decisions\"")
            )
            let waiting = try await demonstration.home.enrolments("PRIHVAT-C").first {
                $0["person"]?.text == "gojko.terzin@vrsac.example"
            }
            let id = try #require(waiting?["id"]?.wholeNumber)
            let path = "/en/cohorts/PRIHVAT-C/enrolments/\(id)"
            let cohort = try await staff.open("/en/cohorts/PRIHVAT-C")
            #expect(cohort.text.contains("href=\"\(path)\""))
            let key = try await staff.key(path, form: "decision")
            let unsaid = try await staff.send(path, [("form_key", key), ("act", "decline")])
            #expect(unsaid.status == 422)
            #expect(unsaid.text.contains("id=\"decision-reason-problem\""))
            let done = try await staff.send(
                path,
                [("form_key", key), ("act", "decline"), ("reason", "the group is for others")]
            )
            let page = try await staff.follow(done)
            #expect(page.text.contains("The decision is recorded: Gojko Terzin (declined)"))
            let auditor = try await browser("auditor")
            #expect(try await auditor.open(path).text.contains("Your account can only read here"))
            #expect(try await staff.open(path).text.contains("Nothing more can be done here"))
            #expect(try await browser("trainee").open(path).status == 404)
        }

        @Test("What a cohort lacks for a step is said on its page, in the page's language")
        func steps() async throws {
            let staff = try await browser("staff")
            let path = "/sr-Latn/cohorts/PRIHVAT-C/state"
            let key = try await staff.key(path, form: "step")
            let refused = try await staff.send(path, [("form_key", key), ("step", "start")])
            #expect(refused.status == 409)
            #expect(refused.text.contains("Grupa se prvo objavljuje"))
            for page in ["state", "closing", "certificates"] {
                let path = "/en/cohorts/LAP-2024-15/\(page)"
                #expect(try await staff.open(path).status == 200, "\(page)")
                #expect(try await browser("trainee").open(path).status == 403, "\(page)")
            }
        }
    }
}
