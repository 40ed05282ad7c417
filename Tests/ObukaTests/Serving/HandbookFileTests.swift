import Crypto
import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Handbooks, as everybody reads them")
    struct HandbookFileTests {
        private let address = "/handbooks/VODIC/VODIC-SR-CYRL"

        @Test("Statement 22: anybody reads a handbook, its version, script and licence")
        func statement22() async throws {
            let server = try await Demonstration.shared().server
            let list = try await server.get("/sr-Latn/handbooks?q=vodic")
            #expect(list.text.contains("/sr-Latn/handbooks/VODIC"))
            let page = try await server.get("/sr-Cyrl/handbooks/VODIC")
            for text in ["Српски, ћирилица", "1, 2024.", "CC-BY-4.0", "PDF, 0,1 MB", address] {
                #expect(page.text.contains(text), "\(text)")
            }
            let file = try await server.get(address)
            #expect(file.status == 200 && file["content-type"] == "application/pdf")
            #expect(file["content-language"] == "sr-Cyrl")
            let digest = Data(SHA256.hash(data: file.bytes)).base64EncodedString()
            #expect(file["repr-digest"] == "sha-256=:\(digest):")
            let printed = URL(filePath: "\(Home.checkout)/sql/demo/handbooks/VODIC-sr-Cyrl.pdf")
            #expect(file.bytes == Array(try Data(contentsOf: printed)))
        }

        @Test("A download resumes where it broke off, and what is known is not sent again")
        func resumed() async throws {
            let server = try await Demonstration.shared().server
            let whole = try await server.get(address)
            let tag = try #require(whole["etag"])
            let rest = try await server.get(
                address,
                fields: ["Range": "bytes=1000-", "If-Range": tag]
            )
            #expect(rest.status == 206 && rest.bytes == Array(whole.bytes.dropFirst(1_000)))
            let known = try await server.get(address, fields: ["If-None-Match": tag])
            #expect(known.status == 304 && known.bytes.isEmpty)
        }

        @Test("A page of the web may do nothing but show itself")
        func page() async throws {
            let server = try await Demonstration.shared().server
            let file = try await server.get("/handbooks/VODIC/VODIC-EN/html")
            #expect(file.status == 200 && file["content-type"] == "text/html; charset=utf-8")
            let policy = try #require(file["content-security-policy"])
            #expect(policy.hasPrefix("sandbox; default-src 'none'"))
            #expect(!policy.contains("script") && !policy.contains("allow-"))
            #expect(file["x-content-type-options"] == "nosniff")
            let home = try await server.get("/handbooks/VODIC/VODIC-EN/html?download=true")
            #expect(home["content-disposition"] == "attachment; filename=\"VODIC-EN.html\"")
            let none = try await server.get("/handbooks/VODIC/VODIC-EN/epub")
            #expect(none.status == 404)
        }

        @Test("An edition under the address of another handbook, or none, is not found")
        func unknown() async throws {
            let server = try await Demonstration.shared().server
            for path in ["/handbooks/OTHER/VODIC-EN", "/handbooks/VODIC/NONE", "/handbooks/NONE"] {
                #expect(try await server.get(path).status == 404, "\(path)")
            }
        }
    }
}
