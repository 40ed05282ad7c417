import EventLoop
import Testing

@testable import HTTPServer

@Suite("How slowly bytes may move")
struct RateGuardTests {
    private let start = MonotonicTime(nanoseconds: 1_000_000_000_000)

    /// How long the next pause may be, in milliseconds.
    private func allowed(_ rate: inout RateGuard) -> Int {
        Int(rate.beginWait(at: start).nanoseconds - start.nanoseconds) / 1_000_000
    }

    private func pause(_ milliseconds: Int, _ rate: inout RateGuard) {
        _ = rate.beginWait(at: start)
        rate.endWait(at: start.advanced(by: .milliseconds(milliseconds)))
    }

    @Test("A pause is as long as it may be, and bytes earn it back")
    func pauses() {
        var rate = RateGuard(pauseMax: .seconds(10), bytesPerSecondMin: 500)
        #expect(allowed(&rate) == 10_000)
        pause(4_000, &rate)
        #expect(allowed(&rate) == 6_000)
        rate.moved(1_000)
        #expect(allowed(&rate) == 8_000)
        pause(9_999, &rate)
        #expect(allowed(&rate) == 0)
        rate.moved(500)
        #expect(allowed(&rate) == 1_000)
        rate.restart()
        #expect(allowed(&rate) == 10_000)
    }

    @Test("Much at once pays for no more than one pause")
    func banked() {
        var rate = RateGuard(pauseMax: .seconds(10), bytesPerSecondMin: 500)
        rate.moved(900_000)
        pause(9_500, &rate)
        rate.moved(1)
        #expect(allowed(&rate) == 502)
    }

    @Test("A rate that is just kept is kept for ever")
    func steady() {
        var rate = RateGuard(pauseMax: .seconds(10), bytesPerSecondMin: 500)
        for _ in 0..<10_000 {
            pause(1_000, &rate)
            rate.moved(500)
        }
        #expect(allowed(&rate) == 10_000)
    }

    @Test("However much has moved, nothing overflows")
    func vast() {
        var rate = RateGuard(pauseMax: .seconds(10), bytesPerSecondMin: 1)
        for _ in 0..<3 { rate.moved(.max) }
        #expect(allowed(&rate) == 10_000)
        pause(1_000, &rate)
        rate.moved(.max)
        #expect(allowed(&rate) == 10_000)
    }
}
