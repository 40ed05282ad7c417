import Documents
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Readings of handbooks, as they are counted")
    struct HandbookUseTests {
        @Test("One opening counts once; looking and robots do not; none is lost at the end")
        func counted() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                let titles = ["title_sr_latn=Vodič", "title_en=A guide"]
                try await home.ok(["handbook", "create", "code=V"] + titles)
                try await home.ok(
                    "handbook-edition",
                    "create",
                    "code=V-1",
                    "handbook_code=V",
                    "language_tag=en",
                    "version_label=1",
                    "year=2026",
                    "licence=CC-BY-4.0"
                )
                let file = "\(Home.checkout)/sql/demo/handbooks/VODIC-en.pdf"
                try await home.ok("handbook", "import", file, "--edition", "V-1")
                try await home.ok("handbook", "publish", "V-1")
                let path = "/handbooks/V/V-1"
                let whole = try await server.get(path)
                let tag = try #require(whole["etag"])
                // Nothing of these is another reading.
                for fields in [
                    ["Range": "bytes=5000-"], ["Range": "bytes=0-1"], ["If-None-Match": tag],
                    ["User-Agent": "Googlebot/2.1"], ["Sec-Purpose": "prefetch;prerender"],
                    ["Range": "bytes=99999999-"],
                ] {
                    _ = try await server.get(path, fields: fields)
                }
                _ = try await server.call(HTTPCall(method: "HEAD", path: path))
                let player = try await server.get(path, fields: ["Range": "bytes=0-"])
                #expect(player.status == 206 && player.bytes == whole.bytes)
                _ = try await server.get(path + "?download=true")
                #expect(try await server.stop() == 0)
                // The last of them were entered when it ended.
                let said = try await home.ok("handbook", "uses", "--format", "csv")
                let lines = said.output.split(whereSeparator: \.isNewline).dropFirst()
                #expect(lines.map { $0.split(separator: ",").last } == ["2", "1"])
                #expect(said.output.contains("reading") && said.output.contains("download"))
            }
        }
    }
}
