import Metrics
import Synchronization

/// Measures every exchange through swift-metrics.
///
/// `http_server_request_duration` (a timer by `route`, `method` and `status` class),
/// `http_server_refusals_total` by `code`, `http_server_connections` and
/// `http_server_requests_in_flight`.
package final class HTTPMetrics: ExchangeObserver {
    private struct Key: Hashable {
        /// The template: a path that does not take the method has one too, but no route.
        let route: String
        let method: String
        let statusClass: Int
    }

    private let timers = Mutex<[Key: Timer]>([:])
    private let refusals = Mutex<[String: Counter]>([:])
    private let connections: Meter
    private let inFlight: Meter
    private let factory: any MetricsFactory

    package init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
        connections = Meter(label: "http_server_connections", dimensions: [], factory: factory)
        inFlight = Meter(
            label: "http_server_requests_in_flight",
            dimensions: [],
            factory: factory
        )
    }

    package func finished(_ exchange: Exchange) {
        if let code = exchange.refusalCode {
            counter(code).increment()
        } else {
            let nanoseconds = Int64(exchange.durationMicroseconds) * 1_000
            timer(exchange).recordNanoseconds(nanoseconds)
        }
    }

    package func loadChanged(_ load: ServerLoad) {
        connections.set(load.connections)
        inFlight.set(load.requestsInFlight)
    }

    /// The handle for an exchange's labels; made once, because making one is slow.
    private func timer(_ exchange: Exchange) -> Timer {
        let key = Key(
            route: exchange.template,
            method: exchange.method,
            statusClass: exchange.status / 100
        )
        return timers.withLock { timers in
            if let timer = timers[key] { return timer }
            let timer = Timer(
                label: "http_server_request_duration",
                dimensions: [
                    ("route", exchange.template), ("method", exchange.method),
                    ("status", "\(key.statusClass)xx"),
                ],
                factory: factory
            )
            timers[key] = timer
            return timer
        }
    }

    private func counter(_ code: String) -> Counter {
        refusals.withLock { counters in
            if let counter = counters[code] { return counter }
            let counter = Counter(
                label: "http_server_refusals_total",
                dimensions: [("code", code)],
                factory: factory
            )
            counters[code] = counter
            return counter
        }
    }
}
