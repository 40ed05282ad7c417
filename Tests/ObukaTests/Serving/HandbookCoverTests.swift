import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Covers of handbooks, as everybody sees them")
    struct HandbookCoverTests {
        @Test("The first page of a PDF is the cover, in two sizes, until a picture is handed in")
        func covers() async throws {
            try await Home.with(try Home()) { home in
                let titles = ["title_sr_latn=Vodič", "title_en=A guide"]
                try await home.ok(["handbook", "create", "code=V"] + titles)
                for (code, access) in [("V-1", "open"), ("V-2", "accounts")] {
                    try await home.ok(
                        "handbook-edition",
                        "create",
                        "code=\(code)",
                        "handbook_code=V",
                        "language_tag=en",
                        "version_label=\(code)",
                        "year=2026",
                        "licence=CC-BY-4.0",
                        "access=\(access)"
                    )
                    let file = "\(Home.checkout)/sql/demo/handbooks/VODIC-en.pdf"
                    try await home.ok("handbook", "import", file, "--edition", code)
                    try await home.ok("handbook", "publish", code)
                }
                let server = try await RunningServer.start(in: home)
                let large = try await server.get("/handbooks/V/V-1/cover")
                #expect(large.status == 200 && large["content-type"] == "image/jpeg")
                #expect(large.bytes.starts(with: [0xFF, 0xD8]))
                let small = try await server.get("/handbooks/V/V-1/cover?size=small")
                #expect(small.bytes.count < large.bytes.count && small.bytes.count < 20_000)
                #expect(try await server.get("/handbooks/V/V-2/cover").status == 401)
                let page = try await server.get("/en/handbooks/V").text
                #expect(page.contains("/handbooks/V/V-1/cover?size=small\""))
                #expect(!page.contains("/handbooks/V/V-2/cover"))
                #expect(try await server.get("/en/handbooks").text.contains("V-1/cover"))
                // A picture: that of the first page itself, as somebody might have scanned it.
                let scan = "\(home.directory)/scan.jpg"
                try Data(small.bytes).write(to: URL(filePath: scan))
                try await home.ok("handbook", "cover", scan, "--edition", "V-1")
                let scanned = try await server.get("/handbooks/V/V-1/cover")
                #expect(scanned.status == 200 && scanned["etag"] != large["etag"])
                let refused = try await home.run("handbook", "cover", file, "--edition", "V-1")
                #expect(refused.status == 2)
                #expect(try await server.stop() == 0)
            }
        }

        private var file: String { "\(Home.checkout)/sql/demo/handbooks/VODIC-en.html" }
    }
}
