import Glibc
import HTTPServer
import Logging
import Testing

/// What `body` logs, line by line.
func logged(
    level: Logger.Level = .info,
    _ body: (Logger) async throws -> Void
) async throws -> [String] {
    let pipe = try Pipe()
    let output = LogOutput(descriptor: pipe.writing)
    let logger = jsonLogger(output, level: level)
    try await body(logger)
    output.flush()
    // A test ends its server at once; on a busy machine somebody is cut then.
    return pipe.lines().filter { !$0.contains("connections were cut") }
}

/// A logger to `output` whose lines are all of one moment.
func jsonLogger(_ output: LogOutput, level: Logger.Level = .info) -> Logger {
    Logger(label: "test") { label in
        JSONLinesLogHandler(
            label: label,
            level: level,
            output: output,
            clock: { 784_111_777_000_123_456 }
        )
    }
}

/// A pipe whose ends are closed when nobody needs them.
final class Pipe: Sendable {
    struct Failed: Error {}

    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failed() }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Up to `bytesMax` bytes, waiting for the first.
    func read(bytesMax: Int = 1 << 16) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, filled in
            filled = max(0, Glibc.read(reading, buffer.baseAddress, buffer.count))
        }
    }

    /// The lines that are there already.
    func lines() -> [String] {
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
        var bytes: [UInt8] = []
        while true {
            let piece = read()
            if piece.isEmpty { break }
            bytes += piece
        }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
