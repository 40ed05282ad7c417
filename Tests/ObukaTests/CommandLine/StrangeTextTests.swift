import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Names and titles that are not what they look like")
    struct StrangeTextTests {
        /// What is wrong with a name, and what it is refused with.
        private static let names = [
            ("An\u{7}a Babić", "U+0007"), ("Ana \u{202E}Babić", "U+202E"),
            ("Ana\u{200E} Babić", "U+200E"),
            ("An\u{200B}a Babić", "U+200B"), ("Ana Ba\u{AD}bić", "U+00AD"),
            ("Ana Bab\u{E000}", "U+E000"),
            ("Ana Babić👩🏽‍🏫", "U+1F469"), ("Ana 😀 Babić", "the emoji “😀”"),
            ("Ana ° Babić", "no name is written with"),
            ("Ana Ba\u{436}ić", "mixes Cyrillic and Latin"),
            (String(repeating: "A", count: 300) + " Babić", "longer than"),
        ]

        @Test("Each is refused with a reason at import, through the API and at a replacement")
        func refused() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let id = try #require(try await demonstration.certificates("LAP-2023-07").last)
            let lines = Self.names.enumerated().map { "strange.\($0)@obuka.example,\($1.0)" }
            let file = try home.file("strange.csv", "email,name\n" + lines.joined(separator: "\n"))
            let imported = try await home.run("import", "people", file, "--format", "json")
            #expect(imported.status == 3)
            let rejected = try imported.json["rejected"]?.elements ?? []
            #expect(try imported.json["created"] == 0)
            #expect(rejected.count == Self.names.count)
            for ((name, reason), row) in zip(Self.names, rejected) {
                #expect(row["problem"]?.text?.contains(reason) == true, "\(name): \(row)")
                let form: JSON = ["email": "strange@obuka.example", "name": .string(name)]
                let added = try await demonstration.server.call(
                    HTTPCall(
                        method: "POST",
                        path: "/api/v1/people",
                        fields: [
                            "Authorization": "Bearer \(try demonstration.token("staff"))",
                            "Content-Type": "application/json",
                        ],
                        body: String(decoding: form.bytes, as: UTF8.self)
                    )
                )
                #expect(added.status == 422, "\(name)")
                #expect(added.text.contains(reason), "\(added.text)")
                let replaced = try await home.run(
                    "certificate",
                    "replace",
                    id,
                    "--name-cyrl",
                    "Ана Бабић",
                    "--name-latn",
                    name,
                    "--reason",
                    "test"
                )
                #expect(replaced.status == 2 || replaced.status == 1, "\(name)")
                #expect(replaced.error.contains(reason), "\(replaced.error)")
            }
        }

        @Test("Letters with their accents apart are put together before anything is signed")
        func composed() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let id = try #require(try await demonstration.certificates("LAP-2023-07").last)
            let replaced = try await home.ok(
                "certificate",
                "replace",
                id,
                "--name-cyrl",
                "Ања Баби\u{45B}",
                "--name-latn",
                "Anja Babic\u{301}",
                "--reason",
                "test",
                "--format",
                "json"
            ).json
            let successor = try #require(replaced["id"]?.text)
            let path = "\(home.directory)/composed.json"
            try await home.ok("certificate", "export", successor, "--as", "json", "-o", path)
            let bytes = Array(try Data(contentsOf: URL(filePath: path)))
            #expect(bytes.contains(Array("Anja Babi\u{107}".utf8)))
            #expect(!bytes.contains(Array("c\u{301}".utf8)))
            #expect(try await home.run("verify", path).status == 0)
        }

        @Test("A title of 300 characters is kept, one more is refused, and no line end gets in")
        func titles() async throws {
            let home = try await Demonstration.shared().home
            let (long, longer) = (
                String(repeating: "Ж", count: 300), String(repeating: "Ж", count: 301)
            )
            let file = try home.file(
                "titles.csv",
                """
                code,title_sr_cyrl,title_sr_latn,title_en
                LONG-300,\(long),Z,Z
                LONG-301,\(longer),Z,Z
                TURNED,Обука\u{202E},Obuka,Training
                EMOJI,Обука 🎓,Obuka,Training
                LINES,"Обука\nдва",Obuka dva,Training two
                """
            )
            let imported = try await home.run("import", "courses", file, "--format", "json")
            #expect(imported.status == 3)
            let rejected = try imported.json["rejected"]?.elements ?? []
            #expect(rejected.map { $0["row"]?.wholeNumber } == [3, 4, 5])
            #expect(rejected.last?["problem"]?.text?.contains("the emoji “🎓” (U+1F393)") == true)
            let list = try await home.ok("course", "list", "--format", "json").output
            #expect(list.contains(long) && !list.contains(longer))
            #expect(!list.contains(#"Обука\nдва"#) && list.contains("Обука два"))
        }
    }
}
