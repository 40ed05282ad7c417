import Logging

/// Writes each log message as one JSON object on a line of its own.
///
/// `{"time":"2026-01-31T12:00:00.123456Z","level":"info","message":…,"logger":…,…metadata}`;
/// metadata of the message beats that of the logger. Values are written as strings, except
/// those that `AccessLog` writes itself.
package struct JSONLinesLogHandler: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var metadataProvider: Logger.MetadataProvider?
    package var logLevel: Logger.Level
    let output: LogOutput
    private let label: String
    private let clock: @Sendable () -> Int64

    /// A handler that writes to `output`; `clock` gives nanoseconds since 1970.
    package init(
        label: String,
        level: Logger.Level = .info,
        output: LogOutput,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.label = label
        logLevel = level
        self.output = output
        self.clock = clock
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let time = clock()
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        output.append(time: time, level: event.level) { line in
            JSONLine.append(&line, "message", event.message.description)
            JSONLine.append(&line, "logger", label)
            if let error = event.error { JSONLine.append(&line, "error", "\(error)") }
            for (key, value) in all.sorted(by: { $0.key < $1.key }) {
                JSONLine.append(&line, key, "\(value)")
            }
        }
    }

    /// Writes a line of the present time whose members `body` appends.
    func line(_ level: Logger.Level, _ body: (inout [UInt8]) -> Void) {
        output.append(time: clock(), level: level, body)
    }
}

/// Writes the members of a JSON line straight into the buffer.
enum JSONLine {
    static func append(_ line: inout [UInt8], _ name: String, _ value: String) {
        line.append(Octet.comma)
        JSONText.appendString(name, to: &line)
        line.append(Octet.colon)
        JSONText.appendString(value, to: &line)
    }

    /// Appends a number under `name`, which needs no escapes.
    static func append(_ line: inout [UInt8], _ name: StaticString, _ value: Int) {
        appendName(&line, name)
        appendDecimal(&line, value)
    }

    /// Appends text that needs no escapes, under a `name` that needs none.
    static func append(_ line: inout [UInt8], _ name: StaticString, plain value: String) {
        appendName(&line, name)
        line.append(Octet.quote)
        line.append(contentsOf: value.utf8)
        line.append(Octet.quote)
    }

    private static func appendName(_ line: inout [UInt8], _ name: StaticString) {
        line.append(Octet.comma)
        line.append(Octet.quote)
        line.append(
            contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        )
        line.append(Octet.quote)
        line.append(Octet.colon)
    }

    private static func appendDecimal(_ line: inout [UInt8], _ value: Int) {
        var divisor = 1
        while value / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            line.append(UInt8(truncatingIfNeeded: value / divisor % 10) + 0x30)
            divisor /= 10
        }
    }
}
