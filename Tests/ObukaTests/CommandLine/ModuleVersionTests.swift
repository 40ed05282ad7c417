import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Packages become modules")
    struct ModuleVersionTests {
        @Test("Every package becomes what it is or is refused for what it is, and leaves nothing")
        func everyPackage() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                for expected in SamplePackages.expected {
                    let path = SamplePackages.path(expected.package)
                    let outcome = try await home.run("module", "import", path, "--format", "json")
                    if outcome.status == 0 {
                        let version = try outcome.json
                        #expect(version["standard"]?.text == expected.becomes)
                        let warnings = version["warnings"]?.elements ?? []
                        #expect(warnings.compactMap { $0["code"]?.text } == expected.warnings)
                    } else {
                        #expect(outcome.status == 1, "\(expected.package): \(outcome.error)")
                        let problem = try JSON.parse(Array(outcome.error.utf8))
                        let code = problem["code"]?.text ?? ""
                        #expect(
                            code == "package_\(expected.becomes)"
                                || code == "file_empty" && expected.becomes == "not_an_archive"
                        )
                    }
                    #expect(try incoming(home) == [], "\(expected.package)")
                }
                #expect(try await home.run("doctor").status == 0)
                #expect(try await server.stop() == 0)
            }
        }

        @Test("Versions are counted, said again when nothing is new, and published one by one")
        func versions() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                let first = try await imported("ok.zip", [], home)
                let code = try #require(first["module"]?.text)
                #expect(first["version"] == 1 && first["current"] == true)
                let again = try await imported("ok.zip", [], home)
                #expect(again == first)
                let second = try await imported("ok_comment.zip", ["--module", code], home)
                #expect(second["version"] == 2 && second["current"] == false)
                try await home.ok("module", "publish", code)
                try await home.ok("module", "publish", code, "--number", "1")
                let listed = try await home.ok("module", "versions", code, "--format", "json").json
                let versions = try #require(listed.elements)
                #expect(versions.map { $0["current"] == true } == [false, true])

                let other = SamplePackages.path("cmi5.zip")
                let refused = try await home.run("module", "import", other, "--module", code)
                #expect(refused.status == 6 && refused.error.contains("scorm-1.2"))
                let kind = try await home.run("module", "change", code, "kind=cmi5")
                #expect(kind.status == 6 && kind.error.contains("has content"))
                #expect(try await home.run("module", "publish", code, "--number", "9").status == 5)
                let tried = try await imported("pages.zip", ["--dry-run"], home)
                #expect(tried["standard"] == "web")
                let gone = tried["module"]?.text ?? ""
                #expect(try await home.run("module", "show", gone).status == 5)
                #expect(try await server.stop() == 0)
            }
        }

        private func imported(_ name: String, _ more: [String], _ home: Home) async throws -> JSON {
            let path = SamplePackages.path(name)
            return try await home.ok(["module", "import", path, "--format", "json"] + more).json
        }

        /// What of uploads lies about.
        private func incoming(_ home: Home) throws -> [String] {
            try ["incoming", "unpacked/incoming"].flatMap { folder in
                let path = "\(home.data)/blobs/\(folder)"
                guard FileManager.default.fileExists(atPath: path) else { return [String]() }
                return try FileManager.default.contentsOfDirectory(atPath: path)
            }
        }
    }
}
