import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A focal point names people in a browser")
    struct NominationFormTests {
        private static let focalPoint = Task.detached {
            try await Demonstration.shared().focalPoint("obrasci@vrsac.example", of: "GU-VRSAC")
        }

        private let path = "/en/nominations/PRIHVAT-C"

        private func person(_ key: String, _ email: String) -> [(String, String)] {
            [
                ("form_key", key), ("given_name", "Живана"), ("family_name", "Обрадов-Пинто"),
                ("email", email), ("function", "службеник"), ("target_group", ""), ("sex", "F"),
                ("employment", "employee"), ("participation", "first-time"), ("send", "1"),
            ]
        }

        private func found(_ email: String) async throws -> [JSON] {
            try await Demonstration.shared().home.enrolments("PRIHVAT-C")
                .filter { $0["person"]?.text == email }
        }

        @Test("Somebody is named once, however often the form is sent, and the page says so")
        func once() async throws {
            let browser = try await Self.focalPoint.value
            let list = try await browser.open("/en/nominations")
            #expect(list.text.contains("href=\"\(path)\""), "the cohort can be chosen")
            let key = try await browser.key(path, form: "person")
            let email = "zivana.obradov@vrsac.example"
            async let one = browser.send(path, person(key, email))
            async let two = browser.send(path, person(key, email))
            let answers = try await [one, two, browser.send(path, person(key, email))]
            #expect(answers.map(\.status) == [303, 303, 303])
            #expect(Set(answers.compactMap { $0["location"] }).count == 1)
            let page = try await browser.follow(answers[0])
            #expect(page.text.contains("The nomination is recorded: Živana Obradov-Pinto"))
            #expect(page["cache-control"] == "no-store")
            #expect(try await found(email).count == 1)
            // The same form with somebody else in it is no repetition, and is shown again.
            let other = try await browser.send(path, person(key, "druga.osoba@vrsac.example"))
            #expect(other.status == 422 && other.text.contains("was sent before"))
            #expect(other.text.contains("value=\"druga.osoba@vrsac.example\""))
        }

        @Test("A form from another site is not taken, even with the right key and no origin")
        func foreign() async throws {
            let browser = try await Self.focalPoint.value
            let email = "strana.osoba@vrsac.example"
            let key = try await browser.key(path, form: "person")
            // A sandboxed frame has the origin `null`, whatever site it stands on.
            for from in [
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
                ["Sec-Fetch-Site": "cross-site", "Origin": "null"],
                ["Sec-Fetch-Site": "none", "Origin": "null"],
                ["Origin": "https://evil.example"],
                ["Origin": "https://obuka.example.evil.example"],
                ["Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"],
            ] {
                let answer = try await browser.send(path, person(key, email), more: from)
                #expect(answer.status == 403, "\(from)")
                #expect(answer.text.contains("The form was not taken"), "\(from)")
            }
            #expect(try await found(email) == [])
            let ours = try await browser.send(
                path,
                person(key, email),
                more: ["Origin": "http://obuka.example", "Sec-Fetch-Site": "same-origin"]
            )
            #expect(ours.status == 303)
        }

        @Test("Where the browser says nothing of the site, the key alone decides")
        func keyless() async throws {
            let browser = try await Self.focalPoint.value
            let demonstration = try await Demonstration.shared()
            let email = "osoba.bez.kljuca@vrsac.example"
            let key = try await browser.key(path, form: "person")
            let staff = Browsing(
                server: demonstration.server,
                token: try demonstration.token("staff")
            )
            let forged = String(key.dropLast()) + (key.hasSuffix("0") ? "1" : "0")
            let theirs = try await staff.key("/en/cohorts/PRIHVAT-C/state", form: "step")
            for from in [["Origin": "null"], [:]] {
                for (what, wrong) in [("forged", forged), ("another's", theirs), ("empty", "")] {
                    let answer = try await browser.send(path, person(wrong, email), more: from)
                    #expect(answer.status == 403, "\(what), \(from)")
                }
                let without = Array(person(key, email).dropFirst())
                #expect(try await browser.send(path, without, more: from).status == 403)
                #expect(try await staff.send(path, person(key, email), more: from).status == 403)
            }
            #expect(try await found(email) == [])
            let ours = try await browser.send(path, person(key, email), more: ["Origin": "null"])
            #expect(ours.status == 303)
        }

        @Test("What is wrong stands at its field and above, and what was typed is kept")
        func wrong() async throws {
            let browser = try await Self.focalPoint.value
            let key = try await browser.key(path, form: "person")
            for (language, words) in [
                ("en", "This is no e-mail address."),
                ("sr-Latn", "Ovo nije ispravna adresa e-pošte."),
                ("sr-Cyrl", "Ово није исправна адреса е-поште."),
            ] {
                let path = "/\(language)/nominations/PRIHVAT-C"
                let page = try await browser.send(path, person(key, "zivana vrsac.example"))
                #expect(page.status == 422)
                #expect(page.text.contains("id=\"person-email-problem\">\(words)"))
                #expect(page.text.contains("href=\"#person-email\""))
                #expect(page.text.contains("value=\"zivana vrsac.example\""))
                #expect(page.text.contains("value=\"Обрадов-Пинто\""))
                #expect(page.text.contains("<option value=\"F\" selected>"))
            }
            let empty = try await browser.send(path, [("form_key", key)])
            for field in ["given_name", "family_name", "email"] {
                #expect(empty.text.contains("id=\"person-\(field)-problem\">Fill this in."))
            }
            let staff = try await Demonstration.shared()
            let clerk = Browsing(server: staff.server, token: try staff.token("staff"))
            #expect(try await clerk.open(path).status == 403)
            #expect(try await browser.open("/en/nominations/NO-SUCH").status == 404)
        }

        @Test("A table brings in what is right, and says of every other row why not")
        func table() async throws {
            let browser = try await Self.focalPoint.value
            let key = try await browser.key(path, form: "list")
            let file = """
                Ime i prezime;E-pošta;Zanimanje;Omiljena boja
                Vidosava Lepir;vidosava.lepir@vrsac.example;službenik;plava
                Radoje Krčmar;nema adrese;službenik;
                Stojan Tanurdžić;stojan.tanurdzic@vrsac.example;;
                """
            let bytes = Array(file.utf8)
            let sent = try await browser.send(path + "/file", key: key, file: bytes)
            // A browser draws another boundary for the same form.
            let again = try await browser.send(
                path + "/file",
                key: key,
                file: bytes,
                boundary: "other"
            )
            #expect(again["location"] == sent["location"])
            let page = try await browser.follow(sent)
            let counts = "Rows read: 3; Entered: 2; There before: 0; Rejected: 1. Lines: 2, 4."
            #expect(page.text.contains(counts))
            #expect(page.text.contains("Columns that were not understood and left out"))
            #expect(page.text.contains("Omiljena boja."))
            #expect(page.text.contains("E-pošta (email)"))
            #expect(page.text.contains("<code>nema adrese</code>"))
            #expect(page.text.contains("This is no e-mail address."))
            #expect(try await found("vidosava.lepir@vrsac.example").count == 1)
            let none = try await browser.send(path + "/file", key: key, file: [])
            #expect(none.status == 422 && none.text.contains("id=\"list-file-problem\""))
        }

        @Test("A nomination is taken back with a reason, and somebody else comes in its place")
        func changed() async throws {
            let browser = try await Self.focalPoint.value
            let emails = ["sreta.zamena@vrsac.example", "borka.nova@vrsac.example"]
            let key = try await browser.key(path, form: "person")
            _ = try await browser.follow(browser.send(path, person(key, emails[0])))
            var row = try #require(try await found(emails[0]).first)
            var id = try #require(row["id"]?.wholeNumber)
            let change = "/en/nominations/enrolments/\(id)/substitution"
            let form = try await browser.key(change, form: "substitution")
            let unsaid = try await browser.send(change, person(form, emails[1]))
            #expect(unsaid.text.contains("id=\"substitution-reason-problem\""))
            let done = try await browser.send(
                change,
                person(form, emails[1]) + [("reason", "is on leave")]
            )
            #expect(try await browser.follow(done).text.contains("The substitute is recorded"))
            row = try #require(try await found(emails[1]).first)
            id = try #require(row["id"]?.wholeNumber)
            let back = "/en/nominations/enrolments/\(id)/withdrawal"
            let sent = try await browser.send(
                back,
                [
                    ("form_key", try await browser.key(back, form: "withdrawal")),
                    ("reason", "nobody can be spared"),
                ]
            )
            #expect(try await browser.follow(sent).text.contains("The application is withdrawn"))
            #expect(try await found(emails[1]).first?["status"]?.text == "withdrawn")
            let elsewhere = try await Demonstration.shared().home.enrolments("LAP-2024-14")
            let strange = try #require(elsewhere.first?["id"]?.wholeNumber)
            let hidden = try await browser.open("/en/nominations/enrolments/\(strange)/withdrawal")
            #expect(hidden.status == 404)
        }
    }
}
