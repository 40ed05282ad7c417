import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("One centre is the witness of another")
    struct WitnessTests {
        @Test("It cosigns each checkpoint, falls behind when it is away, and catches up")
        func crosswise() async throws {
            try await Home.with(try Home()) { log in
                try await Home.with(try Home()) { witness in
                    try await crosswise(log, witness)
                }
            }
        }

        private func crosswise(_ log: Home, _ witness: Home) async throws {
            let token = try await Issuing.prepare(log, cohorts: 3, people: 2)
            let other = ["PUBLIC_URL": "https://witness.example"]
            let logServer = try await RunningServer.start(in: log)
            var witnessServer = try await RunningServer.start(in: witness, settings: other)
            let address = "127.0.0.1:\(witnessServer.port)"
            // Each is told the other's key.
            let vkey = try await log.ok("log", "vkey").output.trimmed
            let origin = String(vkey.split(separator: "+")[0])
            try await witness.ok("log", "watch", origin, "--vkey", vkey, settings: other)
            let witnessKey = try await witness.ok("log", "witness-key", settings: other).output
                .trimmed
            #expect(witnessKey.hasPrefix("witness.example/witness+"))
            try await log.ok("log", "witness", "add", "http://\(address)", "--vkey", witnessKey)

            let id = try await issue("ISSUE-1", logServer, token)
            try await expectCosigned(logServer)
            try await Blocking.until("a proof with a cosignature") {
                try await logServer.get("/c/\(id).tlog-proof").text
                    .contains("— witness.example/witness ")
            }

            // Away: the log goes on, and says once who does not follow.
            try await witnessServer.stop()
            let second = try await issue("ISSUE-2", logServer, token)
            try await Blocking.until("included") {
                let answer = try await logServer.get("/c/\(second)", accept: "application/json")
                return try answer.json["log"] == "included"
            }
            try await Blocking.until("noticed") {
                logServer.log.contains("does not follow the log")
            }
            let asked = try await log.run("log", "witness", "http://\(address)")
            #expect(asked.status == 1)
            let listed = try await log.ok("log", "witness", "list", "--format", "json").json
            #expect(listed.elements?[0]["problem"]?.text?.contains("cannot be reached") == true)

            // Back: asked by hand, it catches up from where it was.
            witnessServer = try await RunningServer.start(
                in: witness,
                settings: other.merging(["LISTEN": address]) { $1 }
            )
            try await log.ok("log", "witness", "http://\(address)")
            try await expectCosigned(logServer)
            #expect(try await logServer.stop() == 0)

            // The log's database is lost; what the witness keeps shows what was published.
            let kept = try await log.ok("log", "checkpoint").output
            let file = try log.file("kept.checkpoint", kept)
            try await log.ok("log", "audit", "--checkpoint", file)
            #expect(try await witnessServer.stop() == 0)
        }

        private func issue(
            _ cohort: String,
            _ server: RunningServer,
            _ token: String
        ) async throws -> String {
            let told = try await IssuingClient(server: server, token: token).issue(cohort)
            guard case .issued(let entries) = told, let entry = entries.first else {
                throw TestSupportError("\(cohort) was not issued to")
            }
            return String(entry.split(separator: " ")[1])
        }

        private func expectCosigned(_ server: RunningServer) async throws {
            try await Blocking.until("cosigned") {
                try await server.get("/log/checkpoint").text.contains("— witness.example/witness ")
            }
        }
    }
}
