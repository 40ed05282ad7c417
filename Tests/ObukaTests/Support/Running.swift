import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport

/// A program that was started: its number, and the files that it writes to.
struct Running: Sendable {
    let process: pid_t
    let files: String

    /// Standard output so far.
    var output: String { read("out") }
    /// Standard error so far.
    var error: String { read("err") }

    private func read(_ kind: String) -> String {
        let data = FileManager.default.contents(atPath: "\(files).\(kind)") ?? Data()
        return String(decoding: data, as: UTF8.self)
    }

    func signal(_ number: Int32) {
        kill(process, number)
    }

    /// Waits for the end, at most two minutes; then the program counts as hung and is killed.
    func end() async throws -> Outcome {
        let process = process
        let status = try await Blocking.run { () throws -> Int32 in
            let deadline = MonotonicTime.current().advanced(by: .seconds(120))
            var status: Int32 = 0
            while true {
                let ended = waitpid(process, &status, WNOHANG)
                if ended == process { break }
                guard ended == 0 || errno == EINTR else { throw SystemError.last("waitpid") }
                guard MonotonicTime.current() < deadline else {
                    kill(process, SIGKILL)
                    waitpid(process, &status, 0)
                    throw TestSupportError("the program hung and was killed")
                }
                usleep(2_000)
            }
            let signal = status & 0x7F
            return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
        }
        unlink("\(files).pid")
        return Outcome(status: status, output: output, error: error)
    }

    var isAlive: Bool {
        var status: Int32 = 0
        return waitpid(process, &status, WNOHANG) == 0
    }
}

/// How a program ended, and what it wrote.
struct Outcome: Sendable {
    let status: Int32
    let output: String
    let error: String

    /// Standard output as JSON.
    var json: JSON {
        get throws { try JSON.parse(Array(output.utf8)) }
    }

    /// The last line of standard error as a JSON object; messages may stand before it.
    var problem: JSON {
        get throws { try JSON.parse(Array(lastErrorLine.utf8)) }
    }

    var lines: [String] { output.split(separator: "\n").map(String.init) }
    var lastErrorLine: String { error.split(separator: "\n").last.map(String.init) ?? "" }
}

/// Blocking work on threads of its own, because tests share few.
enum Blocking {
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result(catching: body)) }
            thread.stackSize = 512 << 10
            thread.start()
        }
    }

    /// Waits until something is so; fails with `what` when it is not in time.
    static func until(
        _ what: String,
        within limit: Duration = .seconds(30),
        _ condition: @escaping @Sendable () async throws -> Bool
    ) async throws {
        let deadline = MonotonicTime.current().advanced(by: limit)
        while true {
            if try await condition() { return }
            guard MonotonicTime.current() < deadline else {
                throw TestSupportError("in \(limit): never \(what)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}

extension JSON {
    var integer: Int? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    var bool: Bool? {
        guard case .bool(let bool) = self else { return nil }
        return bool
    }
}
