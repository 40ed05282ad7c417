import Metrics
import Synchronization

/// Remembers what was recorded under which labels.
final class RecordingFactory: MetricsFactory {
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

    func increment(by amount: Int64) {
        for _ in 0..<amount { factory.record(label, dimensions) }
    }

    func reset() {}
    func recordNanoseconds(_ duration: Int64) { factory.record(label, dimensions) }
}
