import EventLoop
import Testing

@Suite("Deadlines")
struct DeadlineTests {
    @Test("They act in the order of their moments")
    func order() async throws {
        let events = Events()
        try await onLoop { loop in
            let deadlines = [30, 10, 20].map { milliseconds in
                let deadline = Deadline(on: loop) { events.add("\(milliseconds)") }
                deadline.set(after: .milliseconds(milliseconds))
                return deadline
            }
            await loop.sleep(for: .milliseconds(60))
            withExtendedLifetime(deadlines) {}
        }
        #expect(events.all == ["10", "20", "30"])
    }

    @Test("One that is moved acts once, at its last moment")
    func moved() async throws {
        let events = Events()
        // Whatever the machine does in between: order and least times hold, and nothing is late.
        let times = try await onLoop { loop in
            let start = loop.now
            var times: [Duration] = []
            let note = { (name: String) in
                events.add(name)
                times.append(MonotonicTime.current().elapsed(since: start))
            }
            let later = Deadline(on: loop) { note("later") }
            let earlier = Deadline(on: loop) { note("earlier") }
            later.set(after: .milliseconds(10))
            later.set(after: .milliseconds(120))
            earlier.set(after: .seconds(600))
            earlier.set(after: .milliseconds(60))
            while times.count < 2 { await loop.sleep(for: .milliseconds(10)) }
            await loop.sleep(for: .milliseconds(30))
            return times
        }
        #expect(events.all == ["earlier", "later"])
        #expect(times[0] >= .milliseconds(60))
        #expect(times[1] >= .milliseconds(120))
    }

    @Test("One that is cleared or discarded does not act, and can be set again when cleared")
    func cleared() async throws {
        let events = Events()
        try await onLoop { loop in
            let cleared = Deadline(on: loop) { events.add("cleared") }
            let discarded = Deadline(on: loop) { events.add("discarded") }
            cleared.set(after: .milliseconds(10))
            discarded.set(after: .milliseconds(10))
            cleared.clear()
            discarded.discard()
            await loop.sleep(for: .milliseconds(30))
            #expect(events.all.isEmpty)
            cleared.set(after: .milliseconds(10))
            await loop.sleep(for: .milliseconds(30))
        }
        #expect(events.all == ["cleared"])
    }

    @Test("Many that are discarded are swept, and the others still act")
    func swept() async throws {
        let events = Events()
        try await onLoop { loop in
            let kept = Deadline(on: loop) { events.add("kept") }
            kept.set(after: .milliseconds(20))
            var abandoned: [Abandoned] = []
            for _ in 0..<2_000 {
                let deadline = Deadline(on: loop) {}
                deadline.set(after: .seconds(600))
                deadline.discard()
                abandoned.append(Abandoned(deadline: deadline))
            }
            #expect(abandoned.count { $0.deadline != nil } < 600, "the queue lets go of them")
            await loop.sleep(for: .milliseconds(40))
        }
        #expect(events.all == ["kept"])
    }

    @Test("Sleeping takes at least as long as it was to")
    func sleep() async throws {
        let time = try await onLoop { loop in
            let start = MonotonicTime.current()
            await loop.sleep(for: .milliseconds(20))
            return MonotonicTime.current().elapsed(since: start)
        }
        #expect(time >= .milliseconds(20))
    }
}

/// A deadline that only the queue may still hold.
private struct Abandoned {
    weak var deadline: Deadline?
}
