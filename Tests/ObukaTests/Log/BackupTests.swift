import Documents
import Foundation
import Glibc
import Postgres
import TestSupport
import Testing

extension EndToEnd {
    @Suite("The log after a crash and after a restore")
    struct BackupTests {
        @Test("Of a restored older back-up nothing is signed or issued; verifying goes on")
        func olderBackup() async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: 3, people: 3)
                func issue(_ cohort: String) async throws -> String {
                    let issued = try await home.ok(
                        "certificate",
                        "issue",
                        cohort,
                        "--format",
                        "json"
                    )
                    return try #require(issued.json["issued"]?.elements?.first?["id"]?.text)
                }
                let first = try await issue("ISSUE-1")
                var running = try await RunningServer.start(in: home)
                try await Blocking.until("settled") {
                    try home.sql("SELECT EXISTS (SELECT FROM log_leaves WHERE place IS NULL)")
                        == ["f"]
                }
                let url = try await home.ok("db", "url").output.trimmed
                let dump = "\(home.directory)/obuka.dump"
                try run("pg_dump", ["--format=custom", "--file=\(dump)", url])
                let lost = try await issue("ISSUE-2")
                let published = try await home.ok("log", "checkpoint").output
                try restore(dump, into: url)
                #expect(try await running.stop() == 0)
                running = try await RunningServer.start(in: home)
                let server = running
                let older = try await server.get("/log/checkpoint").text
                #expect(older != published)
                let answer = try await server.get("/c/\(first)", accept: "application/json")
                #expect(try answer.json["status"] == "valid")
                #expect(try answer.json["log"] == "included")
                #expect(try await server.get("/c/\(lost)").status == 404)
                let client = IssuingClient(server: server, token: token)
                // The numbers of what was lost would be given a second time.
                guard case .refused(let refused) = try await client.issue("ISSUE-3") else {
                    throw TestSupportError("something was issued")
                }
                #expect(refused.status == 409 && refused.code == "log_shorter")
                try await expectRefusal(home, ["certificate", "issue", "ISSUE-3"])
                let reason = ["--reason", "pogrešan spisak"]
                try await expectRefusal(home, ["certificate", "revoke", first] + reason)
                #expect(try await server.get("/log/checkpoint").text == older)
                #expect(try await home.run("doctor").status == 7)
                let audit = try await home.run("log", "audit", "--format", "json")
                #expect(audit.status == 7)
                let codes = try audit.json["findings"]?.elements?.compactMap { $0["code"]?.text }
                #expect(codes == ["log_shorter"])
                #expect(try await server.stop() == 0)
            }
        }

        /// Restores beside the running server; whoever meets its locks in another order repeats.
        private func restore(_ dump: String, into url: String) throws {
            for attempt in 1...10 {
                do {
                    return try run(
                        "pg_restore",
                        ["--clean", "--if-exists", "--single-transaction", "--dbname", url, dump]
                    )
                } catch let error where attempt < 10 && "\(error)".contains("deadlock") {
                    continue
                }
            }
        }

        /// It says what is wrong and what to do.
        private func expectRefusal(_ home: Home, _ command: [String]) async throws {
            let refused = try await home.run(command)
            #expect(refused.status == 6)
            #expect(refused.error.contains("an older back-up was restored"))
        }

        @Test("Killed between the commit of a tree and its signature, it signs that same tree")
        func killedBeforeSigning() async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: 1, people: 3)
                let server = try await RunningServer.start(in: home)
                try await Blocking.until("signed") {
                    try home.sql("SELECT max(size) > 0 FROM log_checkpoints") == ["t"]
                }
                // While the table is locked a tree can be committed and no note stored.
                let lock = Task {
                    try await Blocking.run {
                        _ = try? home.sql(
                            """
                            BEGIN; LOCK TABLE log_checkpoints IN EXCLUSIVE MODE;
                            SELECT pg_sleep(60), 'a lock of the test';
                            """
                        )
                    }
                }
                try await Blocking.until("locked") {
                    try home.sql(
                        """
                        SELECT EXISTS (
                            SELECT FROM pg_locks WHERE mode = 'ExclusiveLock' AND granted
                                AND relation = 'log_checkpoints'::regclass)
                        """
                    ) == ["t"]
                }
                let before = try home.sql("SELECT max(size) FROM log_roots")
                _ = try await IssuingClient(server: server, token: token).issue("ISSUE-1")
                try await Blocking.until("committed") {
                    try home.sql("SELECT max(size) FROM log_roots") != before
                }
                server.running.signal(SIGKILL)
                #expect(try await server.running.end().status == 128 + SIGKILL)
                let newest = "SELECT size || ' ' || encode(hash, 'base64') FROM log_roots"
                let committed = try home.sql("\(newest) ORDER BY size DESC LIMIT 1")
                try home.sql(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE query LIKE '%a lock of the test%' AND pid <> pg_backend_pid()
                    """
                )
                _ = try await lock.value
                #expect(try home.sql("\(newest) ORDER BY size DESC LIMIT 1") == committed)
                let again = try await RunningServer.start(in: home)
                let size = try #require(committed.first?.split(separator: " ").first)
                try await Blocking.until("signed") {
                    try home.sql("SELECT count(*) FROM log_checkpoints WHERE size = \(size)")
                        == ["1"]
                }
                let note = try home.sql("SELECT note FROM log_checkpoints WHERE size = \(size)")
                #expect(committed == ["\(note[1]) \(note[2])"])
                #expect(try await again.stop() == 0)
                let audit = try await home.run("log", "audit")
                #expect(audit.status == 0, "\(audit.output)")
            }
        }

        private func run(_ program: String, _ arguments: [String]) throws {
            let outcome = try ChildProcess.run(
                try ServerBinaries.find().program(program),
                arguments
            )
            guard outcome.status == 0 else { throw TestSupportError(outcome.output) }
        }
    }
}
