import Documents
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    @Suite("What stands inside of handbooks, as everybody finds it")
    struct HandbookPassageTests {
        @Test("The demonstration's editions are found in both scripts, with page and passage")
        func found() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let path = "/api/v1/handbook-passages?q=\("povratnik".percentEncoded)"
            let answer = try await server.get(path).json
            let passages = try #require(answer["handbook_passages"]?.elements)
            #expect(
                Set(passages.compactMap { $0["edition_code"]?.text })
                    == ["VODIC-SR-CYRL", "VODIC-SR-LATN"]
            )
            #expect(passages[0]["href"]?.text?.contains("#page=2") == true)
            #expect(answer["unsearched"] == [])
            let latin = try await server.get(path + "&language=sr-Latn&limit=1").json
            #expect(latin["handbook_passages"]?.elements?.count == 1)
            let said = try await demonstration.home.ok("handbook", "search", "повратник")
            #expect(said.output.contains("VODIC-SR-CYRL\tpage 2\t"))
            #expect(said.output.contains("[повратник]") && said.output.contains("[povratnik]"))
        }

        @Test("Pages mark what was found and lead to the page of the file")
        func pages() async throws {
            let server = try await Demonstration.shared().server
            let query = "povratnik".percentEncoded
            for path in ["/sr-Cyrl/handbooks?q=\(query)", "/sr-Cyrl/handbooks/VODIC?q=\(query)"] {
                let page = try await server.get(path)
                #expect(page.status == 200 && page.text.contains("<mark>повратник</mark>"))
                #expect(page.text.contains("\"/handbooks/VODIC/VODIC-SR-CYRL#page=2\""), "\(path)")
            }
            let none = try await server.get("/en/handbooks?q=qwxzywq")
            #expect(none.status == 200 && none.text.contains("Nothing was found"))
            #expect(try await server.get("/en/handbooks?q=%22").status == 200)
        }

        @Test("A file that is handed in is found soon, also when its reader was killed over it")
        func killed() async throws {
            try await Home.with(try Home()) { home in
                var server = try await RunningServer.start(in: home)
                let titles = ["title_sr_latn=Vodič", "title_en=A guide"]
                try await home.ok(["handbook", "create", "code=V"] + titles)
                try await home.ok(
                    "handbook-edition",
                    "create",
                    "code=V-1",
                    "handbook_code=V",
                    "language_tag=sr-Latn",
                    "version_label=1",
                    "year=2026",
                    "licence=CC-BY-4.0"
                )
                let token = try await home.token("staff@handbooks.example", "staff")
                let file = "\(Home.checkout)/sql/demo/handbooks/VODIC-sr-Latn.pdf"
                var call = HTTPCall(method: "POST", path: "/api/v1/handbook-editions/V-1/file")
                call.fields = [
                    "Authorization": "Bearer \(token)", "Content-Type": "application/pdf",
                ]
                call.content = Array(try Data(contentsOf: URL(filePath: file)))
                #expect(try await server.call(call).status == 200)
                try await home.ok("handbook", "publish", "V-1")
                server.running.signal(SIGKILL)
                #expect(try await server.running.end().status == 128 + SIGKILL)
                // As if it had died over the file and its lease had ended.
                try home.sql(
                    "UPDATE handbook_texts SET read_at = NULL, pages = NULL, attempts = 1, "
                        + "due_at = now(); DELETE FROM handbook_pages"
                )
                server = try await RunningServer.start(in: home)
                let path = "/api/v1/handbook-passages?q=azil"
                try await until("reading the file") {
                    try await server.get(path).json["unsearched"] == []
                }
                let found = try await server.get(path).json
                #expect(found["handbook_passages"]?.elements?.isEmpty == false)
                #expect(try await server.stop() == 0)
            }
        }
    }
}
