import HTTPServer
import HTTPTypes
import Metrics
import Synchronization
import Testing

@Suite("Metrics")
struct MetricsTests {
    @Test("Exchanges are measured by route, method and class of status")
    func exchanges() async throws {
        let factory = RecordingFactory()
        let metrics = HTTPMetrics(factory: factory)
        var router = Router()
        router.on(.get, "/c/{id}") { _ in .text("hello") }
        try await TestServer.run(router, observers: [metrics]) { server in
            _ = try await server.exchange(
                "GET /c/1 HTTP/1.1\r\nHost: a\r\n\r\nGET /c/2 HTTP/1.1\r\nHost: a\r\n\r\n"
                    + "GET /d HTTP/1.1\r\nHost: a\r\n\r\nbad\r\n"
            )
            try await eventually { factory.records.count == 4 }
        }
        #expect(
            factory.records.sorted() == [
                "http_server_refusals_total code=malformed_request_line",
                "http_server_request_duration method=GET route=- status=4xx",
                "http_server_request_duration method=GET route=/c/{id} status=2xx",
                "http_server_request_duration method=GET route=/c/{id} status=2xx",
            ]
        )
    }
}

/// Remembers what was recorded under which labels.
private final class RecordingFactory: MetricsFactory {
    private let recorded = Mutex<[String]>([])

    var records: [String] { recorded.withLock { $0 } }

    fileprivate func record(_ label: String, _ dimensions: [(String, String)]) {
        let labels = dimensions.map { "\($0)=\($1)" }.sorted()
        recorded.withLock { $0.append(([label] + labels).joined(separator: " ")) }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler(factory: self, label: label, dimensions: dimensions)
    }

    func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        Handler(factory: self, label: label, dimensions: dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

private final class Handler: CounterHandler, TimerHandler {
    private let factory: RecordingFactory
    private let label: String
    private let dimensions: [(String, String)]

    init(factory: RecordingFactory, label: String, dimensions: [(String, String)]) {
        self.factory = factory
        self.label = label
        self.dimensions = dimensions
    }

    func increment(by amount: Int64) { factory.record(label, dimensions) }
    func reset() {}
    func recordNanoseconds(_ duration: Int64) { factory.record(label, dimensions) }
}
