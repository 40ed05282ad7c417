import HTTPServer
import HTTPTypes
import Synchronization

/// How often one address may ask: a bucket of tokens that fills steadily.
///
/// Per address only. A limit for all together could be used up by one attacker against everybody.
final class RateLimit: Sendable {
    enum Limits {
        /// Addresses that are remembered; beyond that the fullest buckets are forgotten.
        static let addressesMax = 65_536
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: UInt64
    }

    private let perMinuteMax: Int
    private let clock: @Sendable () -> UInt64
    private let buckets = Mutex<[[UInt8]: Bucket]>([:])

    /// `clock` gives nanoseconds that only grow.
    init(perMinuteMax: Int, clock: @escaping @Sendable () -> UInt64) {
        self.perMinuteMax = perMinuteMax
        self.clock = clock
    }

    /// Takes one token; throws a 429 with `Retry-After` when there is none.
    func check(_ request: Request) throws {
        let now = clock()
        let capacity = Double(perMinuteMax)
        let key = request.remoteNetwork
        let missing = buckets.withLock { buckets -> Double in
            var bucket = buckets[key] ?? Bucket(tokens: capacity, filledAt: now)
            let minutes = Double(now &- bucket.filledAt) / 60_000_000_000
            bucket.tokens = min(capacity, bucket.tokens + minutes * capacity)
            bucket.filledAt = now
            let missing = max(0, 1 - bucket.tokens)
            if missing == 0 { bucket.tokens -= 1 }
            if buckets.count >= Limits.addressesMax, buckets[key] == nil {
                forget(&buckets, now)
            }
            buckets[key] = bucket
            return missing
        }
        guard missing > 0 else { return }
        let seconds = max(1, Int((missing / capacity * 60).rounded(.up)))
        throw HTTPError(
            .tooManyRequests,
            code: "too_many_requests",
            title: "Too many questions from one address: wait a little and ask again.",
            fields: [.retryAfter: String(seconds)]
        )
    }

    /// Drops the buckets that are full again; they say nothing that a new one would not.
    private func forget(_ buckets: inout [[UInt8]: Bucket], _ now: UInt64) {
        buckets = buckets.filter { now &- $0.value.filledAt < 60_000_000_000 }
        if buckets.count >= Limits.addressesMax { buckets.removeAll(keepingCapacity: true) }
    }
}
