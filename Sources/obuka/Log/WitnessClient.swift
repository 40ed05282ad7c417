import EventLoop
import Foundation
import Postgres

/// Sends one request to a witness.
///
/// By the program curl, as a child: it knows TLS, proxies, certificates and time limits, is kept
/// up to date by the system, and runs a few times an hour. A library for the same would be linked
/// into every start of the program.
enum WitnessClient {
    private enum Limits {
        static let connectSeconds = 5
        static let seconds = 10
        static let answerBytesMax = 65_536
    }

    /// The status and the content of the answer to a POST; redirections are not followed.
    ///
    /// Throws `WitnessClientError` when there is no answer.
    @Sendable static func ask(_ url: String, _ content: [UInt8]) async throws -> (Int, [UInt8]) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.start(named: "witness") {
                continuation.resume(with: Result { try call(url, content) })
            }
        }
    }

    private static func call(_ url: String, _ content: [UInt8]) throws -> (Int, [UInt8]) {
        let outcome: ChildProcess.Outcome
        do {
            outcome = try ChildProcess.run("curl", arguments(url), input: content)
        } catch {
            throw WitnessClientError("the program curl cannot be run: is it installed?")
        }
        // The last line is what --write-out says, after a line end of its own.
        let bytes = Array(outcome.output.utf8)
        guard let mark = bytes.lastIndex(of: 0x0A) else {
            throw WitnessClientError("curl ended with \(outcome.status)")
        }
        let words = String(decoding: bytes[(mark + 1)...], as: UTF8.self)
            .split(separator: " ", maxSplits: 1)
        guard outcome.status == 0, let status = words.first.flatMap({ Int($0) }), status > 0 else {
            throw WitnessClientError(words.count == 2 ? String(words[1]) : "no answer")
        }
        return (status, Array(bytes[..<mark]))
    }

    private static func arguments(_ url: String) -> [String] {
        [
            "-q", "--silent", "--globoff", "--proto", "=http,https",
            "--connect-timeout", String(Limits.connectSeconds),
            "--max-time", String(Limits.seconds), "--max-filesize", String(Limits.answerBytesMax),
            "--header", "Content-Type: text/plain; charset=utf-8", "--header", "Expect:",
            "--data-binary", "@-", "--write-out", "\n%{http_code} %{errormsg}", "--url", url,
        ]
    }
}

/// Why a witness gave no answer.
struct WitnessClientError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
