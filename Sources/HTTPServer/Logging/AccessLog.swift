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
            var metadata: Logger.Metadata = [:]
            write(exchange, to: &metadata)
            logger.log(level: level, "request", metadata: metadata)
            return
        }
        // The same line as through the logger, without a dictionary for every request.
        lines.line(level) { line in
            line.append("message", "request")
            write(exchange, to: &line)
        }
    }

    private func write(_ exchange: Exchange, to line: inout some LogMembers) {
        line.append("request_id", exchange.requestID)
        line.append("method", exchange.method)
        line.append("route", exchange.template)
        line.append("status", exchange.status)
        line.append("bytes", exchange.bodyBytes)
        line.append("duration_us", exchange.durationMicroseconds)
        if let code = exchange.refusalCode { line.append("code", code) }
        if exchange.isAborted { line.append("aborted", "true") }
        if includesNetwork { line.append("network", exchange.remoteAddress.truncatedNetwork) }
    }
}
