import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Papers and badges of the running server")
    struct PaperTests {
        @Test("Everybody gets the same bytes, in the language that the address names")
        func files() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let id = try #require(try await demonstration.certificates("LAP-2023-01").last)
            let forms = [
                "pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png",
            ]
            for (form, type) in forms {
                let answer = try await server.get("/c/\(id).\(form)?language=sr-Latn")
                #expect(answer.status == 200)
                #expect(answer["content-type"] == type)
                #expect(answer["cache-control"] == "no-store")
                #expect(answer["access-control-allow-origin"] == "*")
                #expect(try await server.get("/C/\(id).\(form)").bytes != answer.bytes)
                let path = "\(home.directory)/given.\(form)"
                try await home.ok(
                    "certificate",
                    "export",
                    id,
                    "--as",
                    form,
                    "--language",
                    "sr-Latn",
                    "-o",
                    path
                )
                #expect(try Array(Data(contentsOf: URL(filePath: path))) == answer.bytes)
                let verified = try await home.ok("verify", path, "--format", "json").json
                #expect(verified["status"] == "valid")
                #expect(verified["id"]?.text == id)
            }
            let wrong = try await server.get("/c/\(id).pdf?language=de")
            #expect(wrong.status == 422)
            #expect(wrong.code == "invalid")
            let page = try await server.get("/en/c/\(id)").text
            #expect(page.contains("\"/c/\(id).pdf?language=en\""))
        }

        @Test("A file that was changed is invalid, and so is one whose authority is not trusted")
        func changed() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let id = try #require(try await demonstration.certificates("LAP-2023-01").first)
            let paper = try await server.get("/c/\(id).pdf").bytes
            func file(_ name: String, _ bytes: [UInt8]) throws -> String {
                try Data(bytes).write(to: URL(filePath: "\(home.directory)/\(name)"))
                return "\(home.directory)/\(name)"
            }
            let whole = try file("whole.pdf", paper)
            let changed = try file("changed.pdf", paper + [0x0A])
            let outcome = try await home.run("verify", changed, "--format", "json")
            #expect(outcome.status == 1)
            #expect(try outcome.json["status"] == "invalid")
            #expect(try outcome.json["code"] == "pdf_changed_after_signing")
            // And without any database, by what the server gives to everybody.
            let did = try file("did.json", await server.get("/o/centre/did.json").bytes)
            let list = try await server.get("/o/centre/status/revocation/1")
            let status = try file("status.json", list.bytes)
            let pem = try await server.get("/o/centre/ca.pem")
            #expect(try await home.ok("key", "certificate").output == pem.text)
            let ca = try file("ca.pem", pem.bytes)
            let offline = ["verify", whole, "--offline", "--did", did, "--status", status]
            let vkey = try await home.ok("log", "vkey").output.trimmed
            let valid = try await home.run(
                offline + ["--ca", ca, "--vkey", vkey, "--format", "json"]
            )
            #expect(valid.status == 0, "\(valid.error)")
            #expect(try valid.json["log"]?["entry"] != nil)
            let untrusted = try await home.run(offline + ["--format", "json"])
            #expect(try untrusted.json["code"] == "pdf_unknown_signer")
        }

        @Test("A cohort is one file, and one that has no certificate of a kind is told so")
        func cohort() async throws {
            let home = try await Demonstration.shared().home
            let path = "\(home.directory)/cohort.pdf"
            try await home.ok("certificate", "print", "LAP-2023-02", "-o", path)
            #expect(try Data(contentsOf: URL(filePath: path)).starts(with: Data("%PDF".utf8)))
            let none = try await home.run(
                "certificate",
                "print",
                "LAP-2023-02",
                "--kind",
                "participation"
            )
            #expect(none.status == 6)
        }

        @Test("A template that could not be printed is refused with the place of the mistake")
        func template() async throws {
            let home = try await Demonstration.shared().home
            let exported = try await home.ok("template", "export", "certificate").output
            let wrong = try home.file(
                "wrong.json",
                exported.replacing("\"size\": 46", with: "\"size\": 460")
            )
            let outcome = try await home.run("template", "import", "certificate", wrong)
            #expect(outcome.status == 2)
            #expect(outcome.error.contains("styles.title.size: this should be from 5.0 to 120.0"))
            let right = try home.file("right.json", exported)
            let rehearsed = try await home.run(
                "template",
                "import",
                "certificate",
                right,
                "--dry-run"
            )
            #expect(rehearsed.status == 0)
            #expect(rehearsed.error.contains("nothing was changed"))
        }
    }
}
