import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("What is wrong with the data or the database")
    struct FindingTests {
        @Test("The doctor finds what somebody changed behind the rules' back, and exits with 7")
        func findings() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: 1, people: 12)
                let server = try await RunningServer.start(in: home)
                try await home.ok("certificate", "issue", "ISSUE-1")
                #expect(try await home.findings() == [])
                try home.sql(
                    """
                    SET session_replication_role = replica;
                    UPDATE cohorts SET seats_taken = 3;
                    UPDATE register_counters SET last_serial = last_serial + 1;
                    """
                )
                let outcome = try await home.run("doctor", "--format", "json")
                #expect(outcome.status == 7)
                let found = try #require(try outcome.json.elements)
                #expect(found.count == 2)
                #expect(found.contains { $0["subject"] == "ISSUE-1" })
                #expect(outcome.lastErrorLine == "2 findings")
                #expect(try await server.stop() == 0)
            }
        }

        @Test("A database that cannot be reached is said to be so, with exit code 1")
        func unreachable() async throws {
            try await Home.with(try Home()) { home in
                let settings = ["DATABASE_URL": "host=\(home.directory) dbname=none"]
                let plain = try await home.run("cohort", "list", settings: settings)
                #expect(plain.status == 1)
                #expect(plain.error.contains("cannot be reached"))
                let outcome = try await home.run(
                    "cohort",
                    "list",
                    "--format",
                    "json",
                    settings: settings
                )
                #expect(outcome.status == 1)
                #expect(try outcome.problem["code"] == "unavailable")
                #expect(try outcome.problem["status"] == 503)
            }
        }

        @Test("What takes too long or waits for others in vain is not called unreachable")
        func late() async throws {
            try await Home.with(try Home()) { home in
                let server = try await RunningServer.start(in: home)
                let lock = "LOCK TABLE venues IN ACCESS EXCLUSIVE MODE"
                let holder = Task.detached {
                    try home.sql("BEGIN; \(lock); SELECT pg_sleep(15); COMMIT")
                }
                try await Blocking.until("locked") {
                    try home.sql(
                        """
                        SELECT count(*) FROM pg_locks WHERE granted
                            AND relation = 'venues'::regclass AND mode = 'AccessExclusiveLock'
                        """
                    ) == ["1"]
                }
                // The server's own limit is half a minute; this ends a statement in the same way.
                async let stopped = home.run("venue", "list", "--format", "json")
                try await Blocking.until("stopped") {
                    try home.sql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE CASE wait_event_type WHEN 'Lock' THEN pg_cancel_backend(pid) END
                        """
                    ) == ["1"]
                }
                let slow = try await stopped
                #expect(slow.status == 1)
                #expect(try slow.problem["code"] == "too_slow")
                #expect(try slow.problem["status"] == 503)
                let waited = try await home.run("venue", "list")
                #expect(waited.status == 1)
                #expect(waited.error.contains("somebody else is changing the same"))
                _ = try await holder.value
                #expect(try await server.stop() == 0)
            }
        }

        @Test(
            "A setting that cannot be used is named, with what to write",
            arguments: [
                ("LISTEN", "nowhere"), ("PUBLIC_URL", "obuka.example"), ("LOOPS", "0"),
                ("TRUSTED_PROXIES", "10.0.0.0/99"), ("CONFIG", "/no/such/obuka.conf"),
                ("VERIFICATIONS_PER_MINUTE_MAX", "many"), ("DOCUMENT_CERTIFICATE", "/no/such.pem"),
                ("DOCUMENT_KEY_FILE", "/no/such.key"),
            ]
        )
        func settings(name: String, value: String) async throws {
            try await Home.with(try Home()) { home in
                let outcome = try await home.run("serve", settings: [name: value])
                #expect([1, 2].contains(outcome.status))
                #expect(outcome.error.contains(value))
                #expect(!FileManager.default.fileExists(atPath: home.data))
            }
        }
    }
}
