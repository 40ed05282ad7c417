import Metrics
import Synchronization

/// A back end for swift-metrics that keeps numbers in memory and writes them for Prometheus.
///
/// A timer becomes a histogram in seconds. Labels must have few values: a route's template, never
/// a path.
final class PrometheusMetrics: MetricsFactory {
    private struct Key: Hashable {
        let label: String
        let dimensions: [String]
    }

    private let counters = Mutex<[Key: PrometheusCounter]>([:])
    private let gauges = Mutex<[Key: PrometheusGauge]>([:])
    private let histograms = Mutex<[Key: PrometheusHistogram]>([:])

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let key = PrometheusMetrics.key(label, dimensions)
        return counters.withLock { $0.value(for: key) { PrometheusCounter() } }
    }

    func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        let key = PrometheusMetrics.key(label, dimensions)
        return gauges.withLock { $0.value(for: key) { PrometheusGauge() } }
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        let key = PrometheusMetrics.key(label, dimensions)
        return gauges.withLock { $0.value(for: key) { PrometheusGauge() } }
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let key = PrometheusMetrics.key(label, dimensions)
        return histograms.withLock { $0.value(for: key) { PrometheusHistogram() } }
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
        let name = String(label.map { $0.isLetter || $0.isNumber ? $0 : "_" })
        return Key(label: "obuka_" + name, dimensions: dimensions.map { "\($0)=\"\($1)\"" })
    }

    /// All numbers in the text format 0.0.4.
    var text: [UInt8] {
        var lines: [String] = []
        let counters = counters.withLock { $0 }
        let gauges = gauges.withLock { $0 }
        let histograms = histograms.withLock { $0 }
        for (label, entries) in PrometheusMetrics.sorted(counters) {
            lines.append("# TYPE \(label) counter")
            for (key, counter) in entries { lines.append("\(series(key)) \(counter.value)") }
        }
        for (label, entries) in PrometheusMetrics.sorted(gauges) {
            lines.append("# TYPE \(label) gauge")
            for (key, gauge) in entries { lines.append("\(series(key)) \(gauge.value)") }
        }
        for (label, entries) in PrometheusMetrics.sorted(histograms) {
            lines.append("# TYPE \(label) histogram")
            for (key, histogram) in entries { append(histogram, key, to: &lines) }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    private static func sorted<Value>(
        _ entries: [Key: Value]
    ) -> [(String, [(Key, Value)])] {
        Dictionary(grouping: entries) { $0.key.label }
            .map { label, group in
                let ordered = group.sorted {
                    $0.key.dimensions.joined() < $1.key.dimensions.joined()
                }
                return (label, ordered.map { ($0.key, $0.value) })
            }
            .sorted { $0.0 < $1.0 }
    }

    private func append(_ histogram: PrometheusHistogram, _ key: Key, to lines: inout [String]) {
        let (buckets, sum, count) = histogram.snapshot
        for (bound, total) in buckets {
            lines.append("\(series(key, "_bucket", ["le=\"\(bound)\""])) \(total)")
        }
        lines.append("\(series(key, "_bucket", ["le=\"+Inf\""])) \(count)")
        lines.append("\(series(key, "_sum")) \(sum)")
        lines.append("\(series(key, "_count")) \(count)")
    }

    private func series(_ key: Key, _ suffix: String = "", _ extra: [String] = []) -> String {
        let labels = (key.dimensions + extra).joined(separator: ",")
        return labels.isEmpty ? key.label + suffix : "\(key.label)\(suffix){\(labels)}"
    }
}

extension Dictionary {
    fileprivate mutating func value(for key: Key, _ make: () -> Value) -> Value {
        if let value = self[key] { return value }
        let value = make()
        self[key] = value
        return value
    }
}

private final class PrometheusCounter: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    func reset() {
        count.store(0, ordering: .relaxed)
    }
}

private final class PrometheusGauge: RecorderHandler, MeterHandler {
    private let bits = Atomic<UInt64>(0)

    var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) {
        bits.store(value.bitPattern, ordering: .relaxed)
    }

    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }

    private func add(_ amount: Double) {
        var old = bits.load(ordering: .relaxed)
        while true {
            let new = (Double(bitPattern: old) + amount).bitPattern
            let (exchanged, original) = bits.compareExchange(
                expected: old,
                desired: new,
                ordering: .relaxed
            )
            if exchanged { return }
            old = original
        }
    }
}

private final class PrometheusHistogram: TimerHandler {
    /// Upper bounds in seconds.
    private static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

    private struct State {
        var counts = [Int](repeating: 0, count: bounds.count)
        var sumNanoseconds: Int64 = 0
        var count = 0
    }

    private let state = Mutex(State())

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1_000_000_000
        state.withLock { state in
            if let index = PrometheusHistogram.bounds.firstIndex(where: { seconds <= $0 }) {
                state.counts[index] += 1
            }
            state.sumNanoseconds += duration
            state.count += 1
        }
    }

    /// For each bound how many lie at or below it, then the sum in seconds and the count.
    var snapshot: (buckets: [(Double, Int)], sum: Double, count: Int) {
        let state = state.withLock { $0 }
        var total = 0
        let buckets = zip(PrometheusHistogram.bounds, state.counts).map { bound, count in
            total += count
            return (bound, total)
        }
        return (buckets, Double(state.sumNanoseconds) / 1_000_000_000, state.count)
    }
}
