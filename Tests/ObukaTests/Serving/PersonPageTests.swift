import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Pages of cohorts, of one's own, and of the day's work, in a browser")
    struct PersonPageTests {
        private func browse(_ path: String, as role: String? = nil) async throws -> Answer {
            let demonstration = try await Demonstration.shared()
            var fields = ["Accept": "text/html,*/*;q=0.8"]
            if let role {
                let token = try demonstration.token(role)
                fields["Authorization"] = "Basic " + Data("x:\(token)".utf8).base64EncodedString()
            }
            return try await demonstration.server.call(HTTPCall(path: path, fields: fields))
        }

        @Test("Everybody sees a cohort, and staff its people too")
        func cohort() async throws {
            let page = try await browse("/en/cohorts/PRIHVAT-B")
            #expect(page.status == 200 && page["cache-control"] == "no-cache")
            #expect(page["vary"]?.contains("Authorization") == true)
            for part in ["Large hall", "09:00–12:00", "On the waiting list", "How to get a seat"] {
                #expect(page.text.contains(part), "\(part)")
            }
            #expect(page.text.contains("/en/cohorts/PRIHVAT-B.ics"))
            #expect(page.text.contains("/en/courses/PRIHVAT"))
            for role in [nil, "trainee", "trainer"] {
                let seen = try await browse("/en/cohorts/PRIHVAT-B", as: role)
                #expect(seen.status == 200, "\(role ?? "")")
                #expect(!seen.text.contains("Pešut") && !seen.text.contains("/admin"))
                if role != nil { #expect(seen["cache-control"] == "no-store") }
            }
            let staff = try await browse("/sr-Latn/cohorts/prihvat-b", as: "staff")
            #expect(staff.text.contains("Olgica Pešut") && staff.text.contains("lista čekanja"))
            #expect(staff.text.contains("/sr-Latn/admin"))
            #expect(staff["cache-control"] == "no-store" && staff.text.contains("noindex"))
            let course = try await browse("/en/courses/PRIHVAT")
            #expect(course.text.contains("href=\"/en/cohorts/PRIHVAT-B\""))
            #expect(try await browse("/cohorts/NO-SUCH").status == 404)
        }

        @Test("The sign-in sheet opens in a browser for who may see people")
        func sheet() async throws {
            let path = "/sr-Cyrl/cohorts/PRIHVAT-B/sign-in-sheet.pdf"
            let sheet = try await browse(path, as: "staff")
            #expect(sheet.status == 200 && sheet["content-type"] == "application/pdf")
            #expect(sheet["cache-control"] == "no-store")
            #expect(try await browse(path).status == 401)
            #expect(try await browse(path, as: "trainee").status == 403)
        }

        @Test("A trainee signs in to what is the trainee's own: hours, results, certificates")
        func own() async throws {
            let signed = try await browse("/sign-in?language=sr-Latn", as: "trainee")
            #expect(signed.status == 303 && signed["location"] == "/sr-Latn/me")
            let page = try await browse("/sr-Latn/me", as: "trainee")
            #expect(page.status == 200 && page["cache-control"] == "no-store")
            #expect(page["vary"]?.contains("Authorization") == true)
            for part in ["12 od 12", "82", "/sr-Latn/cohorts/LAP-2023-01", "/sr-Latn/me.ics"] {
                #expect(page.text.contains(part), "\(part)")
            }
            let link = try #require(page.text.firstMatch(of: #/href="(/sr-Latn/e/[0-9A-Z-]+)"/#))
            #expect(try await browse(String(link.output.1)).status == 200)
            let asked = try await browse("/en/me")
            #expect(asked.status == 401)
            #expect(asked.fields.contains { $0.0 == "www-authenticate" && $0.1.hasPrefix("Basic") })
            let empty = try await browse("/en/me", as: "auditor")
            #expect(empty.text.contains("nobody on record") || empty.text.contains("no enrolment"))
        }

        @Test("The day's work is for staff and auditors, and says what to do about it")
        func work() async throws {
            for role in ["staff", "administrator", "auditor"] {
                let page = try await browse("/en/admin", as: role)
                #expect(page.status == 200, "\(role)")
                #expect(page["cache-control"] == "no-store")
                #expect(page.text.contains("PRIHVAT-C"), "nominations wait")
                #expect(page.text.contains("obuka cohort close LAP-2024-15"))
                #expect(page.text.contains("href=\"/en/cohorts/LAP-2024-15\""))
            }
            #expect(try await browse("/admin").status == 401)
            for role in ["trainee", "trainer"] {
                #expect(try await browse("/admin", as: role).status == 403, "\(role)")
            }
            let reports = try await browse("/en/reports", as: "auditor")
            #expect(reports.text.contains("href=\"/en/admin\""))
        }

        @Test("A focal point signs in to what the own institution nominated, and nobody else does")
        func nominations() async throws {
            let demonstration = try await Demonstration.shared()
            let email = "kadrovi@vrsac.example"
            try await demonstration.home.ok(
                "account",
                "create",
                "--email",
                email,
                "--role",
                "focal-point",
                "--organisation",
                "GU-VRSAC"
            )
            let created = try await demonstration.home.ok(
                "token",
                "create",
                "--email",
                email,
                "--format",
                "json"
            )
            let token = try #require(try created.json["token"]?.text)
            let sent = "Basic " + Data("x:\(token)".utf8).base64EncodedString()
            func browse(_ path: String) async throws -> Answer {
                try await demonstration.server.call(
                    HTTPCall(
                        path: path,
                        fields: ["Accept": "text/html,*/*;q=0.8", "Authorization": sent]
                    )
                )
            }
            #expect(try await browse("/en/me").text.contains("href=\"/en/nominations\""))
            let page = try await browse("/en/nominations")
            #expect(page.status == 200 && page["cache-control"] == "no-store")
            for part in ["City Administration of Vršac", "PRIHVAT-B", "Of these without a name"] {
                #expect(page.text.contains(part), "\(part)")
            }
            for language in ["sr-Cyrl", "sr-Latn"] {
                #expect(try await browse("/\(language)/nominations").status == 200)
            }
            #expect(try await browse("/en/nominations?cursor=%21").status == 422)
            #expect(try await self.browse("/nominations").status == 401)
            for role in ["trainee", "staff"] {
                #expect(try await self.browse("/nominations", as: role).status == 403)
            }
        }

        @Test("None of these pages is written to, and none keeps a token")
        func writes() async throws {
            let demonstration = try await Demonstration.shared()
            for path in ["/me", "/admin", "/cohorts/PRIHVAT-B"] {
                let written = try await demonstration.server.send("POST", path, [:])
                #expect(written.status == 405, "\(path)")
                let page = try await browse(path, as: "staff")
                #expect(!page.text.contains(try demonstration.token("staff")), "\(path)")
            }
        }
    }
}
