import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Files of handbooks after a kill and after a restore")
    struct UploadKillTests {
        @Test("What a killed upload left is named, and gone after the next start; others go on")
        func killed() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                let token = try await edition(home)
                let client = try HTTPClient(port: server.port)
                var call = HTTPCall(method: "POST", path: "/api/v1/handbook-editions/V-1/file")
                call.fields = [
                    "Authorization": "Bearer \(token)", "Content-Type": "application/pdf",
                    "Content-Length": "1000000",
                ]
                let piece = Array("%PDF-1.7".utf8) + Array(repeating: 0, count: 9_000)
                try client.send(call.bytes + piece)
                try await Blocking.until("taking a file") { try incoming(home).count == 1 }
                server.running.signal(SIGKILL)
                #expect(try await server.running.end().status == 128 + SIGKILL)
                let left = try #require(try incoming(home).first)
                // One that another server is taking just now.
                let other = "\(home.data)/blobs/incoming/another"
                try Data("%PDF".utf8).write(to: URL(filePath: other))
                try age("\(home.data)/blobs/incoming/\(left)", byHours: 7)
                let examined = try await home.run("doctor")
                #expect(examined.status == 7)
                #expect(examined.output.contains("incoming/\(left)"))
                #expect(!examined.output.contains("incoming/another"))
                let again = try await RunningServer.start(in: home)
                try await Blocking.until("removed") { try incoming(home) == ["another"] }
                #expect(try await home.run("doctor").status == 0)
                #expect(try await again.stop() == 0)
            }
        }

        @Test("A dump and the files, restored elsewhere, are a whole centre; a dump alone is not")
        func restored() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                _ = try await edition(home)
                let file = "\(Home.checkout)/sql/demo/handbooks/VODIC-en.pdf"
                try await home.ok("handbook", "import", file, "--edition", "V-1")
                try await home.ok("handbook", "publish", "V-1")
                let dump = "\(home.directory)/obuka.dump"
                let files = "\(home.directory)/blobs.tar"
                let url = try await home.ok("db", "url").output.trimmed
                try pg("pg_dump", ["--format=custom", "--file=\(dump)", url])
                try run(
                    "tar",
                    ["--create", "--file=\(files)", "--exclude=incoming"]
                        + ["--directory=\(home.data)", "blobs", "keys"]
                )
                #expect(try await server.stop() == 0)
                try await Home.with(try Home()) { new in
                    let server = try await RunningServer.start(in: new)
                    let url = try await new.ok("db", "url").output.trimmed
                    try restore(dump, into: url)
                    let lost = try await new.run("doctor")
                    #expect(lost.status == 7 && lost.output.contains("every file that is recorded"))
                    try run("tar", ["--extract", "--file=\(files)", "--directory=\(new.data)"])
                    let whole = try await new.run("doctor")
                    #expect(whole.status == 0, "\(whole.output)")
                    let read = try await server.get("/handbooks/V/V-1")
                    #expect(read.bytes == Array(try Data(contentsOf: URL(filePath: file))))
                    #expect(try await server.stop() == 0)
                }
            }
        }

        /// A handbook with an edition that has no file yet; gives a token of staff.
        private func edition(_ home: Home) async throws -> String {
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
            return try await home.token("staff@upload.example", "staff")
        }

        private func incoming(_ home: Home) throws -> [String] {
            let directory = "\(home.data)/blobs/incoming"
            guard access(directory, F_OK) == 0 else { return [] }
            return try FileManager.default.contentsOfDirectory(atPath: directory)
        }

        private func age(_ path: String, byHours hours: Int) throws {
            let then = Date(timeIntervalSinceNow: Double(-hours * 3_600))
            try FileManager.default.setAttributes([.modificationDate: then], ofItemAtPath: path)
        }

        /// As the README says: what met the server's own work is run again.
        private func restore(_ dump: String, into url: String) throws {
            let arguments = [
                "--clean", "--if-exists", "--single-transaction", "--dbname", url, dump,
            ]
            for _ in 0..<3 {
                do { return try pg("pg_restore", arguments) } catch let error as TestSupportError {
                    guard "\(error)".contains("deadlock") else { throw error }
                }
            }
            try pg("pg_restore", arguments)
        }

        private func pg(_ program: String, _ arguments: [String]) throws {
            let outcome = try ChildProcess.run(
                try ServerBinaries.find().program(program),
                arguments
            )
            guard outcome.status == 0 else { throw TestSupportError(outcome.output) }
        }

        private func run(_ program: String, _ arguments: [String]) throws {
            let outcome = try ChildProcess.run("/usr/bin/env", [program] + arguments)
            guard outcome.status == 0 else { throw TestSupportError(outcome.output) }
        }
    }
}
