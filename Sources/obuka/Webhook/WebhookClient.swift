import EventLoop
import Foundation
import Postgres
import TrainingCentre

/// Sends one message to a webhook.
///
/// By the program curl, as `WitnessClient` does. The address is looked up here and curl is held to
/// what was found, so that a name cannot lead elsewhere between the look and the call.
enum WebhookClient {
    private enum Limits {
        static let connectSeconds = 10
        static let seconds = 30
        static let answerBytesMax = 65_536
    }

    /// The status of the answer, or why there is none.
    @Sendable static func send(_ message: WebhookMessage, seconds: Int) async -> (Int?, String?) {
        await withCheckedContinuation { continuation in
            Thread.start(named: "webhook") {
                continuation.resume(returning: call(message, seconds: seconds))
            }
        }
    }

    private static func call(_ message: WebhookMessage, seconds: Int) -> (Int?, String?) {
        guard let parts = WebhookAddress.parts(of: message.url) else {
            return (nil, "the address has not the form of one")
        }
        let host = parts.host.trimmingCharacters(in: ["[", "]"])
        let addresses = lookUp(host, port: parts.port)
        guard !addresses.isEmpty else { return (nil, "\(host) is not known") }
        if !message.isPrivate, let inner = addresses.first(where: { !PublicAddress.isPublic($0) }) {
            return (nil, "\(host) leads to \(inner), which is on no public network")
        }
        do {
            let outcome = try ChildProcess.run(
                "curl",
                arguments(message, parts, addresses, seconds: seconds),
                input: message.content
            )
            let words = outcome.output.split(separator: "\n").last?
                .split(separator: " ", maxSplits: 1)
            guard outcome.status == 0, let status = words?.first.flatMap({ Int($0) }), status > 0
            else {
                return (nil, words?.count == 2 ? words.map { String($0[1]) } : "no answer")
            }
            return (status, 200..<300 ~= status ? nil : "the answer is \(status)")
        } catch {
            return (nil, "the program curl cannot be run: is it installed?")
        }
    }

    private static func arguments(
        _ message: WebhookMessage,
        _ parts: (isEncrypted: Bool, host: String, port: Int),
        _ addresses: [IPAddress],
        seconds: Int
    ) -> [String] {
        let host = parts.host.trimmingCharacters(in: ["[", "]"])
        let pinned = addresses.map { $0.isIPv4 ? "\($0)" : "[\($0)]" }.joined(separator: ",")
        return [
            "-q", "--silent", "--globoff", "--proto", parts.isEncrypted ? "=https" : "=http",
            "--noproxy", "*", "--resolve", "\(host):\(parts.port):\(pinned)",
            "--connect-timeout", String(Limits.connectSeconds),
            "--max-time", String(Limits.seconds), "--max-filesize", String(Limits.answerBytesMax),
            "--output", "/dev/null",
            "--header", "Content-Type: application/json", "--header", "Expect:",
            "--header", "User-Agent: obuka",
            "--header", "webhook-id: \(message.id)",
            "--header", "webhook-timestamp: \(seconds)",
            "--header", "webhook-signature: \(message.signatures(seconds: seconds))",
            "--data-binary", "@-", "--write-out", "\n%{http_code} %{errormsg}",
            "--url", message.url,
        ]
    }

    private static func lookUp(_ host: String, port: Int) -> [IPAddress] {
        if let address = IPAddress(host) { return [address] }
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0 else { return [] }
        defer { freeaddrinfo(found) }
        var addresses: [IPAddress] = []
        var next = found
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let result = getnameinfo(
                entry.pointee.ai_addr,
                entry.pointee.ai_addrlen,
                &text,
                socklen_t(text.count),
                nil,
                0,
                NI_NUMERICHOST
            )
            let name = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
            if result == 0, let address = IPAddress(name), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.pointee.ai_next
        }
        return addresses
    }
}

/// Which addresses are on the public network: what a stranger names may lead nowhere else.
enum PublicAddress {
    /// Networks that are no public ones (RFC 6890 and its registries), and those that lead to them.
    private static let others = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    ].compactMap { IPNetwork($0) }

    /// Of IPv6, what is given out to the public: and of that not what holds an IPv4 address.
    private static let given = IPNetwork("2000::/3")
    private static let notGiven = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]
        .compactMap { IPNetwork($0) }

    static func isPublic(_ address: IPAddress) -> Bool {
        if address.isIPv4 { return !others.contains { $0.contains(address) } }
        return given?.contains(address) == true && !notGiven.contains { $0.contains(address) }
    }
}
