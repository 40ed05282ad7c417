import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Signing keys that are not what they should be")
    struct KeyTroubleTests {
        /// What is done to the directory of keys, and what a person is then told.
        struct Trouble: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let sentence: String
            var settings: [String: String] = [:]
            let make: @Sendable (_ keys: String, _ others: String) throws -> Void
        }

        static let troubles = [
            Trouble(
                testDescription: "the private half is not there",
                sentence: "restore it from the back-up"
            ) { keys, _ in
                try FileManager.default.removeItem(atPath: "\(keys)/\(try proofKey(keys))")
            },
            Trouble(
                testDescription: "the passphrase is another",
                sentence: "restore the key and its passphrase from the back-up"
            ) { keys, _ in
                try Data("something else\n".utf8).write(to: URL(filePath: "\(keys)/passphrase"))
            },
            Trouble(
                testDescription: "the passphrase is not there",
                sentence: "OBUKA_KEYS_PASSPHRASE_FILE"
            ) { keys, _ in
                try FileManager.default.removeItem(atPath: "\(keys)/passphrase")
            },
            Trouble(
                testDescription: "the file is damaged",
                sentence: "restore the key and its passphrase from the back-up"
            ) { keys, _ in
                let path = "\(keys)/\(try proofKey(keys))"
                let half = try Data(contentsOf: URL(filePath: path)).prefix(60)
                try half.write(to: URL(filePath: path))
            },
            Trouble(
                testDescription: "the keys are those of another centre",
                sentence: "holds another key than the one that was published"
            ) { keys, others in
                try FileManager.default.removeItem(atPath: keys)
                try FileManager.default.copyItem(atPath: others, toPath: keys)
            },
            Trouble(
                testDescription: "the directory is none",
                sentence: "is not in /etc/hostname",
                settings: ["KEYS": "/etc/hostname"]
            ) { _, _ in },
        ]

        private static func proofKey(_ keys: String) throws -> String {
            let files = try FileManager.default.contentsOfDirectory(atPath: keys)
            return try #require(files.first { $0.contains("-proof-") && $0.hasSuffix(".key") })
        }

        @Test("Nothing is issued, a sentence says what to do, and with the keys back it works")
        func troubles() async throws {
            let other = try Home()
            defer { other.remove() }
            try await other.ok("key", "list")
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: 1, people: 3)
                let server = try await RunningServer.start(in: home)
                let keys = "\(home.data)/keys"
                for trouble in Self.troubles {
                    try FileManager.default.copyItem(atPath: keys, toPath: "\(keys).kept")
                    try trouble.make(keys, "\(other.data)/keys")
                    let issued = try await home.run(
                        "certificate",
                        "issue",
                        "ISSUE-1",
                        settings: trouble.settings
                    )
                    #expect(issued.status != 0, "\(trouble)")
                    #expect(issued.error.contains(trouble.sentence), "\(issued.error)")
                    #expect(try home.sql("SELECT count(*) FROM certificates") == ["0"])
                    let doctor = try await home.run("doctor", settings: trouble.settings)
                    #expect(doctor.status == 7, "\(trouble)")
                    #expect(doctor.output.contains(trouble.sentence), "\(doctor.output)")
                    try FileManager.default.removeItem(atPath: keys)
                    try FileManager.default.moveItem(atPath: "\(keys).kept", toPath: keys)
                }
                try await home.ok("certificate", "issue", "ISSUE-1")
                #expect(try home.sql("SELECT count(*) FROM certificates") == ["3"])
                #expect(try await home.findings() == [])
                #expect(try await server.stop() == 0)
            }
        }

        @Test("What a revoked key signed counts only as far as the log shows that it is older")
        func revoked() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: 1, people: 1)
                let server = try await RunningServer.start(in: home)
                try await home.ok("certificate", "issue", "ISSUE-1")
                let id = try #require(try await home.certificates("ISSUE-1").first)
                let file = "\(home.directory)/certificate.json"
                try await home.ok("certificate", "export", id, "--as", "json", "-o", file)
                let before = try await home.ok("verify", file, "--format", "json").json
                #expect(before["status"] == "valid")
                let signed = try JSON.parse(Array(Data(contentsOf: URL(filePath: file))))
                let method = signed["proof"]?["verificationMethod"]?.text ?? ""
                let key = String(method.split(separator: "#").last ?? "")
                // Moments are whole seconds, and in doubt the key was revoked first.
                try await Task.sleep(for: .seconds(1))
                try await home.ok("key", "revoke", key, "--reason", "a laptop was stolen")
                let made = try await home.ok("key", "create", "--purpose", "proof").output
                // Numbered within its purpose.
                #expect(made.split(separator: "\t").first?.hasSuffix("-proof-2") == true)

                // The log took it in before, so that it still counts here.
                let after = try await home.ok("verify", file, "--format", "json").json
                #expect(after["status"] == "valid")
                let told = try await home.ok("verify", id, "--format", "json").json
                #expect(told["logged_before_key_revocation"] == true)

                // Without the log nobody can tell it from a forgery.
                let did = try home.file("did.json", try await server.get("/o/centre/did.json").text)
                let alone = try await home.run(
                    "verify",
                    file,
                    "--offline",
                    "--did",
                    did,
                    "--format",
                    "json"
                )
                #expect(alone.status == 1)
                #expect(try alone.json["code"] == "key_revoked")
                #expect(try alone.json["reason"]?.text?.contains("nothing shows") == true)

                // Nor does it count when the log took it in only afterwards.
                try home.sql(
                    """
                    SET session_replication_role = replica;
                    UPDATE log_checkpoints SET signed_at = now() + interval '1 hour'
                    """
                )
                let late = try await home.run("verify", file, "--format", "json")
                #expect(late.status == 1)
                #expect(try late.json["code"] == "key_revoked")
                let doubtful = try await home.run("verify", id, "--format", "json")
                #expect(doubtful.status == 1)
                #expect(try doubtful.json["logged_before_key_revocation"] == false)
                let page = try await server.get("/en/c/\(id)")
                #expect(page.text.contains("Do not rely on this document"))
                #expect(try await server.stop() == 0)
            }
        }
    }
}
