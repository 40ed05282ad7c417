import HeapModule

/// A moment after which something happens, cheap to move.
///
/// A connection moves its deadline with every request. Moving it later is one store: the entry in
/// the queue stays where it is and is put back when it comes up too early. Loop thread only.
package final class Deadline {
    private let loop: EventLoop
    private let action: () -> Void
    fileprivate var expiry: MonotonicTime?
    /// When the queue will look at this deadline next; nil while it is not queued.
    fileprivate var queuedFor: MonotonicTime?

    /// A deadline that is not set yet and calls `action` on the loop's thread when it passes.
    package init(on loop: EventLoop, action: @escaping () -> Void) {
        self.loop = loop
        self.action = action
    }

    /// Sets or moves the deadline to `duration` from now.
    package func set(after duration: Duration) {
        set(at: loop.now.advanced(by: duration))
    }

    /// Sets or moves the deadline to `moment`.
    package func set(at moment: MonotonicTime) {
        expiry = moment
        if let queuedFor, queuedFor <= moment { return }
        queuedFor = moment
        loop.timers.insert(self, at: moment)
    }

    /// Forgets the deadline; the action is not called until it is set again.
    package func clear() {
        expiry = nil
    }

    /// Forgets the deadline for good and lets the queue drop it soon.
    ///
    /// A cleared deadline waits in the queue for its old moment, which is cheap while it is going
    /// to be set again. The owner of one that is finished says so, or connections that come and
    /// go would leave as many entries as were opened within the longest deadline.
    package func discard() {
        expiry = nil
        guard queuedFor != nil else { return }
        queuedFor = nil
        loop.timers.noteAbandoned()
    }

    /// Fires, or goes back into the queue; called by the queue at `queuedFor`.
    fileprivate func comeUp(at now: MonotonicTime) {
        queuedFor = nil
        guard let expiry else { return }
        if expiry <= now {
            self.expiry = nil
            action()
        } else {
            queuedFor = expiry
            loop.timers.insert(self, at: expiry)
        }
    }
}

/// The deadlines of one loop, earliest first.
struct TimerQueue {
    private struct Entry: Comparable {
        let moment: MonotonicTime
        let deadline: Deadline

        static func == (left: Entry, right: Entry) -> Bool { left.moment == right.moment }
        static func < (left: Entry, right: Entry) -> Bool { left.moment < right.moment }
    }

    private var entries = Heap<Entry>()
    /// Entries whose deadline was discarded; an upper bound, because popped ones are not counted.
    private var abandonedCount = 0

    /// When the queue wants to be looked at next.
    var next: MonotonicTime? { entries.min?.moment }

    mutating func insert(_ deadline: Deadline, at moment: MonotonicTime) {
        entries.insert(Entry(moment: moment, deadline: deadline))
    }

    /// Counts an entry that will never matter, and sweeps when they are the greater part.
    mutating func noteAbandoned() {
        abandonedCount += 1
        guard abandonedCount >= Limits.abandonedMin, abandonedCount * 2 > entries.count else {
            return
        }
        abandonedCount = 0
        entries = Heap(entries.unordered.filter { $0.deadline.queuedFor == $0.moment })
    }

    private enum Limits {
        /// Below so many it is not worth looking.
        static let abandonedMin = 256
    }

    mutating func popDue(at now: MonotonicTime) -> Deadline? {
        while let entry = entries.min, entry.moment <= now {
            entries.removeMin()
            // An entry that was overtaken by an earlier one for the same deadline says nothing.
            if entry.deadline.queuedFor == entry.moment { return entry.deadline }
        }
        return nil
    }
}

extension EventLoop {
    /// Lets every deadline that has passed act.
    func fireDeadlines() {
        while let deadline = timers.popDue(at: now) { deadline.comeUp(at: now) }
    }

    /// Suspends the calling task, which runs on this loop, for at least `duration`.
    package func sleep(for duration: Duration) async {
        await withUnsafeContinuation { continuation in
            // From this very moment: the turn may have begun a while ago.
            let end = MonotonicTime.current().advanced(by: duration)
            Deadline(on: self) { continuation.resume() }.set(at: end)
        }
    }
}
