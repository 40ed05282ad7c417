import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport

/// The program as a server, and requests to it.
struct RunningServer: Sendable {
    let running: Running
    let port: UInt16
    /// From the start of the program to the line that says it is ready.
    let startTime: Duration

    /// Starts `obuka serve` on a free port and waits until it says that it is ready.
    static func start(
        in home: Home,
        settings: [String: String] = [:]
    ) async throws -> RunningServer {
        let begin = MonotonicTime.current()
        let defaults = ["VERIFICATIONS_PER_MINUTE_MAX": "1000000"]
        let running = try home.start(["serve"], settings: defaults.merging(settings) { $1 })
        try await Blocking.until("ready", within: .seconds(60)) {
            guard running.isAlive else { throw TestSupportError("ended: \(running.error)") }
            return running.output.contains("ready http://")
        }
        let nanoseconds = MonotonicTime.current().nanoseconds - begin.nanoseconds
        let line = running.output.split(separator: "\n").first { $0.hasPrefix("ready ") }
        guard let text = line?.split(separator: ":").last, let port = UInt16(text.trimmed) else {
            throw TestSupportError("no port in \(running.output)")
        }
        return RunningServer(
            running: running,
            port: port,
            startTime: .nanoseconds(Int64(nanoseconds))
        )
    }

    /// Everything that the server has logged.
    var log: String { running.output + running.error }

    /// Ends the server gently and gives its exit code.
    @discardableResult
    func stop() async throws -> Int32 {
        running.signal(SIGTERM)
        return try await running.end().status
    }

    /// One request on a connection of its own.
    func call(_ call: HTTPCall, from source: String? = nil) async throws -> Answer {
        let port = port
        return try await Blocking.run {
            try HTTPClient(port: port, source: source).exchange(call)
        }
    }

    func get(
        _ path: String,
        accept: String? = nil,
        token: String? = nil,
        fields: [String: String] = [:]
    ) async throws -> Answer {
        var fields = fields
        if let accept { fields["Accept"] = accept }
        fields["Authorization"] = token.map { "Bearer \($0)" }
        return try await call(HTTPCall(path: path, fields: fields))
    }

    func send(
        _ method: String = "POST",
        _ path: String,
        _ body: JSON? = nil,
        token: String? = nil,
        fields: [String: String] = [:]
    ) async throws -> Answer {
        var all = ["Content-Type": "application/json"]
        all["Authorization"] = token.map { "Bearer \($0)" }
        return try await call(
            HTTPCall(
                method: method,
                path: path,
                fields: all.merging(fields) { $1 },
                body: String(decoding: (body ?? [:]).bytes, as: UTF8.self)
            )
        )
    }
}

extension String {
    /// The text as a segment of a path.
    var percentEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? self
    }
}
