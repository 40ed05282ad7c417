import Glibc

/// A moment on the clock that only moves forward, in nanoseconds since the machine started.
package struct MonotonicTime: Comparable, Hashable, Sendable {
    package let nanoseconds: UInt64

    package init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The present moment; one vDSO call.
    package static func current() -> MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(
            nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        )
    }

    package static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
        left.nanoseconds < right.nanoseconds
    }

    /// The moment `duration` later; a negative duration counts as none.
    package func advanced(by duration: Duration) -> MonotonicTime {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return self }
        let added = UInt64(seconds) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
        return MonotonicTime(nanoseconds: nanoseconds + added)
    }

    /// How long `earlier` lies back; zero when it does not.
    package func elapsed(since earlier: MonotonicTime) -> Duration {
        .nanoseconds(
            Int64(nanoseconds >= earlier.nanoseconds ? nanoseconds - earlier.nanoseconds : 0)
        )
    }
}
