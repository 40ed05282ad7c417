import Crypto
import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport
import Testing

@testable import obuka

extension EndToEnd {
    @Suite("Webhooks, against a real receiver")
    struct WebhookTests {
        @Test("Told once, signed, without personal data; trouble is tried again; 410 ends it")
        func deliveries() async throws {
            try await Home.with(try Home()) { home in
                let receiver = try WebhookReceiver(answering: [500, 302])
                defer { receiver.stop() }
                let secret = try await register(receiver, in: home)
                try await enterCourse("KURS-1", in: home)
                try await home.ok("work", "--once")
                #expect(receiver.messages.count == 1)
                let first = try #require(try await deliveries(in: home).first)
                #expect(first["state"]?.text == "waiting")
                #expect(first["status"]?.integer == 500)
                // A redirection is not followed: it is trouble like any other.
                try await sendAgain(in: home)
                #expect(receiver.messages.count == 2)
                try await sendAgain(in: home)
                #expect(receiver.messages.count == 3)
                #expect(try await deliveries(in: home).first?["state"]?.text == "delivered")
                #expect(Set(receiver.messages.map(\.id)).count == 1)
                for message in receiver.messages { try expectSigned(message, with: secret) }
                let content = try JSON.parse(
                    Array(try #require(receiver.messages.first).content.utf8)
                )
                #expect(content["type"]?.text == "course.created")
                #expect(content["data"]?["code"]?.text == "KURS-1")
                #expect(content["data"]?["href"]?.text == "/api/v1/courses/KURS-1")
                #expect(content.members?.map(\.name) == ["type", "timestamp", "data"])
                #expect(content["data"]?.members?.map(\.name) == ["noun", "code", "href"])
                try await expectGone(home)
            }
        }

        private func expectGone(_ home: Home) async throws {
            let gone = try WebhookReceiver(answering: [410])
            defer { gone.stop() }
            _ = try await register(gone, "GONE", in: home)
            try await enterCourse("KURS-2", in: home)
            try await home.ok("work", "--once")
            let shown = try await home.ok("webhook", "show", "GONE", "--format", "json").json
            #expect(shown["disabled_because"]?.text?.contains("410") == true)
            try await enterCourse("KURS-3", in: home)
            try await home.ok("work", "--once")
            #expect(gone.messages.count == 1)
        }

        @Test("The server is killed before the answer: the message is delivered again")
        func killed() async throws {
            try await Home.with(try Home()) { home in
                let receiver = try WebhookReceiver(answering: [nil])
                defer { receiver.stop() }
                _ = try await register(receiver, in: home)
                let server = try await RunningServer.start(in: home)
                try await enterCourse("KURS-1", in: home)
                try await Blocking.until("told") { receiver.messages.count == 1 }
                server.running.signal(SIGKILL)
                _ = try await server.running.end()
                // Whoever took it is gone, and its lease ends.
                let again = try await RunningServer.start(in: home)
                try home.sql(
                    "UPDATE webhook_deliveries SET due_at = now() WHERE due_at IS NOT NULL"
                )
                try await Blocking.until("told again") { receiver.messages.count == 2 }
                try await Blocking.until("recorded") {
                    try await deliveries(in: home).first?["state"]?.text == "delivered"
                }
                #expect(Set(receiver.messages.map(\.id)).count == 1)
                #expect(try await again.stop() == 0)
            }
        }

        @Test(
            "Only public addresses, whatever way they are written",
            arguments: [
                ("8.8.8.8", true), ("2606:4700::1111", true), ("10.1.2.3", false),
                ("127.0.0.1", false), ("169.254.169.254", false), ("172.31.0.1", false),
                ("172.32.0.1", true), ("192.168.1.1", false), ("100.64.0.1", false),
                ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false),
                ("::1", false), ("::", false), ("fc00::1", false), ("fe80::1", false),
                ("::ffff:10.0.0.1", false), ("64:ff9b::a00:1", false), ("2002:a00:1::", false),
                ("ff02::1", false), ("2001:db8::1", false),
            ]
        )
        func addresses(text: String, isPublic: Bool) throws {
            #expect(PublicAddress.isPublic(try #require(IPAddress(text))) == isPublic)
        }

        private func register(
            _ receiver: WebhookReceiver,
            _ code: String = "HOOK",
            in home: Home
        ) async throws -> [UInt8] {
            let made = try await home.ok(
                "webhook",
                "create",
                code,
                "--url",
                receiver.url,
                "--allow-private",
                "--type",
                "course.created",
                "--format",
                "json"
            ).json
            let text = try #require(made["secret"]?.text)
            #expect(text.hasPrefix("whsec_"))
            let shown = try await home.ok("webhook", "show", code, "--format", "json").json
            #expect(shown["secret"] == nil)
            return Array(try #require(Data(base64Encoded: String(text.dropFirst(6)))))
        }

        private func enterCourse(_ code: String, in home: Home) async throws {
            let file = try home.file("\(code).csv", "code,title_sr_latn\n\(code),Kurs\n")
            try await home.ok("import", "courses", file)
        }

        private func deliveries(in home: Home) async throws -> [JSON] {
            try await home.ok("webhook", "deliveries", "HOOK", "--format", "json").json.elements
                ?? []
        }

        private func sendAgain(in home: Home) async throws {
            let id = try #require(try await deliveries(in: home).first?["id"]?.integer)
            try await home.ok("webhook", "retry", "HOOK", String(id))
            try await home.ok("work", "--once")
        }

        private func expectSigned(
            _ message: WebhookReceiver.Message,
            with secret: [UInt8]
        ) throws {
            let time = try #require(message.headers["webhook-timestamp"])
            #expect(abs(Double(try #require(Int(time))) - Date.now.timeIntervalSince1970) < 60)
            let signed = Data("\(message.id).\(time).\(message.content)".utf8)
            let code = HMAC<SHA256>.authenticationCode(
                for: signed,
                using: SymmetricKey(data: secret)
            )
            #expect(
                message.headers["webhook-signature"] == "v1," + Data(code).base64EncodedString()
            )
        }
    }
}
