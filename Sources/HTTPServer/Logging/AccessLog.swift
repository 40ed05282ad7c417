import EventLoop
import Logging

/// Logs every exchange as one line: what, under which route, with what outcome, how long.
///
/// Never the path, a query or an id in them: only the route's template. The client's address is
/// personal data, so at most its network is logged (/24, /48), and nothing by default.
package struct AccessLog: ExchangeObserver {
    private let logger: Logger
    private let lines: JSONLinesLogHandler?
    private let includesNetwork: Bool

    /// A log to `logger`, at level `info`; `warning` for answers of 500 and above.
    package init(logger: Logger, includesNetwork: Bool = false) {
        self.logger = logger
        self.includesNetwork = includesNetwork
        lines = logger.handler as? JSONLinesLogHandler
    }

    package func finished(_ exchange: Exchange) {
        let level: Logger.Level = exchange.status >= 500 ? .warning : .info
        guard logger.logLevel <= level else { return }
        guard let lines else {
            logger.log(level: level, "request", metadata: metadata(exchange))
            return
        }
        // The same line as through the logger, without a dictionary for every request.
        lines.line(level) { line in
            JSONLine.append(&line, "message", plain: "request")
            JSONLine.append(&line, "request_id", plain: exchange.requestID)
            JSONLine.append(&line, "method", plain: exchange.method)
            JSONLine.append(&line, "route", plain: exchange.template)
            JSONLine.append(&line, "status", exchange.status)
            JSONLine.append(&line, "bytes", exchange.bodyBytes)
            JSONLine.append(&line, "duration_us", exchange.durationMicroseconds)
            if let code = exchange.refusalCode { JSONLine.append(&line, "code", plain: code) }
            if exchange.isAborted { JSONLine.append(&line, "aborted", plain: "true") }
            if includesNetwork {
                JSONLine.append(&line, "network", plain: exchange.remoteAddress.truncatedNetwork)
            }
        }
    }

    private func metadata(_ exchange: Exchange) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "request_id": .string(exchange.requestID),
            "method": .string(exchange.method),
            "route": .string(exchange.template),
            "status": .stringConvertible(exchange.status),
            "bytes": .stringConvertible(exchange.bodyBytes),
            "duration_us": .stringConvertible(exchange.durationMicroseconds),
        ]
        if let code = exchange.refusalCode { metadata["code"] = .string(code) }
        if exchange.isAborted { metadata["aborted"] = "true" }
        if includesNetwork {
            metadata["network"] = .string(exchange.remoteAddress.truncatedNetwork)
        }
        return metadata
    }
}
