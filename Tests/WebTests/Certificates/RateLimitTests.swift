import EventLoop
import HTTPServer
import HTTPTypes
import Synchronization
import Testing

@testable import Web

@Suite("How often one address may ask")
struct RateLimitTests {
    /// A clock that a test moves.
    private final class TestClock: Sendable {
        private let nanoseconds = Mutex<UInt64>(1)

        func advance(seconds: UInt64) { nanoseconds.withLock { $0 += seconds * 1_000_000_000 } }
        var now: UInt64 { nanoseconds.withLock { $0 } }
    }

    private func request(from address: String) throws -> Request {
        Request(.get, "/c/x", remoteAddress: try #require(IPAddress(address)))
    }

    @Test("A minute's worth at once, then a refusal that says when to come back")
    func burst() throws {
        let clock = TestClock()
        let limit = RateLimit(perMinuteMax: 60) { clock.now }
        let visitor = try request(from: "192.0.2.7")
        for _ in 0..<60 { try limit.check(visitor) }
        let error = #expect(throws: HTTPError.self) { try limit.check(visitor) }
        #expect(error?.status == .tooManyRequests)
        #expect(error?.fields[.retryAfter] == "1")
        clock.advance(seconds: 1)
        try limit.check(visitor)
        #expect(throws: HTTPError.self) { try limit.check(visitor) }
    }

    @Test("One address does not use up another's; a household of IPv6 is one")
    func addresses() throws {
        let clock = TestClock()
        let limit = RateLimit(perMinuteMax: 1) { clock.now }
        try limit.check(request(from: "192.0.2.7"))
        try limit.check(request(from: "192.0.2.8"))
        try limit.check(request(from: "2001:db8:1:2::1"))
        #expect(throws: HTTPError.self) { try limit.check(request(from: "2001:db8:1:2:ffff::9")) }
        try limit.check(request(from: "2001:db8:1:3::1"))
    }

    @Test("More addresses than are remembered do not lock anybody out")
    func manyAddresses() throws {
        let clock = TestClock()
        let limit = RateLimit(perMinuteMax: 1) { clock.now }
        for number in 0..<(RateLimit.Limits.addressesMax + 10) {
            try limit.check(
                request(from: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)")
            )
        }
    }

    @Test("More fresh addresses than are remembered do not give back what one has used up")
    func fullestAreForgotten() throws {
        let clock = TestClock()
        let limit = RateLimit(perMinuteMax: 2) { clock.now }
        let visitor = try request(from: "192.0.2.7")
        for _ in 0..<2 { try limit.check(visitor) }
        for number in 0..<(RateLimit.Limits.addressesMax + 10) {
            try limit.check(
                request(from: "10.\(number >> 16).\(number >> 8 & 255).\(number & 255)")
            )
        }
        #expect(throws: HTTPError.self) { try limit.check(visitor) }
    }
}
