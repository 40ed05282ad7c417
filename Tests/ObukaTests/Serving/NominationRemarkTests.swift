import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd.ActFormTests {
    private func person(_ name: (String, String), _ email: String) -> [(String, String)] {
        [("given_name", name.0), ("family_name", name.1), ("email", email)]
    }

    @Test("Where an institution is in no municipality the form asks for the person's, and warns")
    func lsgs() async throws {
        let rules: JSON = ["approval": "centre"]
        _ = try await cohort("OBRASCI-7", on: "2062-07-02", rules: rules)
        let demonstration = try await Demonstration.shared()
        let central = try await demonstration.focalPoint("napomene@kirs.example", of: "KIRS")
        let path = "/en/nominations/OBRASCI-7"
        let page = try await central.open(path)
        #expect(page.text.contains("Nobody knows in which municipality the institution is"))
        #expect(page.text.contains("list=\"person-lsg_code-list\""))
        #expect(page.text.contains("<option value=\"Plandište\"></option>"))
        let serbian = try await central.open("/sr-Cyrl/nominations/OBRASCI-7")
        #expect(serbian.text.contains("<option value=\"Пландиште\"></option>"))
        let name = ("Ognjen", "Opštinić")
        let without = try await act(path, "person", person(name, "bez@kirs.example"), by: central)
        #expect(without.text.contains("<p class=\"heed\">Nobody knows of which municipality"))
        let with = try await act(
            path,
            "person",
            person(("Iva", "Opštinić"), "sa@kirs.example") + [("lsg_code", "Пландиште")],
            by: central
        )
        #expect(with.text.contains("The nomination is recorded: Iva Opštinić"))
        #expect(!with.text.contains("Nobody knows of which municipality"))
        let key = try await central.key(path, form: "person")
        let wrong = try await central.send(
            path,
            [("form_key", key)] + person(name, "treca@kirs.example") + [("lsg_code", "Nigdina")]
        )
        #expect(wrong.status == 422 && wrong.text.contains("id=\"person-lsg_code-problem\""))
        #expect(wrong.text.contains("value=\"Nigdina\""))
        let file = "Ime i prezime;E-pošta\nOgnjen Drugi;drugi.ognjen@kirs.example\n"
        let list = try await central.key(path, form: "list")
        let sent = try await central.send(path + "/file", key: list, file: Array(file.utf8))
        #expect(try await central.follow(sent).text.contains("Rows to look at"))
        let city = try await demonstration.focalPoint("napomene@vrsac.example", of: "GU-VRSAC")
        #expect(try await city.open(path).text.contains("Left empty, it is your own."))
        let theirs = try await act(
            path,
            "person",
            person(("Ana", "Opštinić"), "ana.opstinic@vrsac.example"),
            by: city
        )
        #expect(!theirs.text.contains("Nobody knows of which municipality"))
    }

    @Test("Who is known under another address is pointed at to the own institution, and to staff")
    func doubles() async throws {
        let rules: JSON = ["approval": "centre"]
        _ = try await cohort("OBRASCI-8", on: "2062-08-02", rules: rules)
        let demonstration = try await Demonstration.shared()
        let city = try await demonstration.focalPoint("dvojnici@vrsac.example", of: "GU-VRSAC")
        let central = try await demonstration.focalPoint("dvojnici@kirs.example", of: "KIRS")
        let path = "/en/nominations/OBRASCI-8"
        let told =
            "A person of this name from this institution or municipality is known under another "
            + "address."
        for (somebody, name, email, isTold) in [
            (city, ("Dvojan", "Đorđić"), "prvi.dvojan@vrsac.example", false),
            (central, ("Dvojan", "Đorđić"), "drugi.dvojan@kirs.example", false),
            (city, ("Двојан", "Ђорђић"), "treci.dvojan@vrsac.example", true),
        ] {
            let done = try await act(path, "person", person(name, email), by: somebody)
            #expect(done.text.contains("The nomination is recorded"), "\(email)")
            #expect(done.text.contains(told) == isTold, "\(email)")
            #expect(!done.text.contains("prvi.dvojan"), "\(email)")
        }
        let nominee: JSON = [
            "email": "cetvrti.dvojan@vrsac.example", "name": "Dvojan Đorđić",
            "organisation": "GU-VRSAC",
        ]
        let answer = try await post("/cohorts/OBRASCI-8/nominations", nominee)
        #expect(answer["warnings"] == ["person_known_elsewhere"])
        let list = "/api/v1/doubles?limit=200"
        let found = try await staff.server.get(list, token: staff.token).json
        let pair = found["doubles"]?.elements?.first {
            $0["email"] == "prvi.dvojan@vrsac.example"
                && $0["other_email"] == "treci.dvojan@vrsac.example"
        }
        #expect(pair?["shared"]?.elements?.contains("organisation") == true)
        let hidden = try await city.server.get(list, token: city.token)
        #expect(hidden.status == 403)
    }
}
