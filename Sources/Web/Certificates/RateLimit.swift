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
        try check(request, taking: 1)
    }

    /// Throws as `check` does and takes nothing, where only what turns out wrong shall count.
    func checkOnly(_ request: Request) throws {
        try check(request, taking: 0)
    }

    private func check(_ request: Request, taking taken: Double) throws {
        let now = clock()
        let capacity = Double(perMinuteMax)
        let key = request.remoteNetwork
        let missing = buckets.withLock { buckets -> Double in
            guard taken > 0 || buckets[key] != nil else { return 0 }
            var bucket = buckets[key] ?? Bucket(tokens: capacity, filledAt: now)
            bucket.tokens = tokens(in: bucket, now)
            bucket.filledAt = now
            let missing = max(0, 1 - bucket.tokens)
            if missing == 0 { bucket.tokens -= taken }
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

    /// Drops the buckets that are full again, which say nothing that a new one would not; if that
    /// is too little, the fuller half of all.
    ///
    /// Half of them at once, so that their order is looked at once for many new addresses.
    private func forget(_ buckets: inout [[UInt8]: Bucket], _ now: UInt64) {
        buckets = buckets.filter { now &- $0.value.filledAt < 60_000_000_000 }
        guard buckets.count >= Limits.addressesMax else { return }
        let fullestFirst = buckets.sorted { tokens(in: $0.value, now) > tokens(in: $1.value, now) }
        for (key, _) in fullestFirst.prefix(Limits.addressesMax / 2) { buckets[key] = nil }
    }

    private func tokens(in bucket: Bucket, _ now: UInt64) -> Double {
        let minutes = Double(now &- bucket.filledAt) / 60_000_000_000
        return min(Double(perMinuteMax), bucket.tokens + minutes * Double(perMinuteMax))
    }
}
