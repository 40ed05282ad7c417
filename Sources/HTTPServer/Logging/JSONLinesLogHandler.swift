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
            line.append(escaping: "message", event.message.description)
            line.append(escaping: "logger", label)
            if let error = event.error { line.append(escaping: "error", "\(error)") }
            for (key, value) in all.sorted(by: { $0.key < $1.key }) {
                line.append(escaping: key, "\(value)")
            }
        }
    }

    /// Writes a line of the present time whose members `body` appends.
    func line(_ level: Logger.Level, _ body: (inout [UInt8]) -> Void) {
        output.append(time: clock(), level: level, body)
    }
}
