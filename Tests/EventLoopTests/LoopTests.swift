import EventLoop
import Glibc
import Testing

@Suite("The loop")
struct LoopTests {
    @Test("Jobs from other threads wake a loop that waits, and run on its thread")
    func remoteJobs() async throws {
        let loop = try EventLoop()
        loop.start(named: "test")
        defer { loop.stop() }
        let events = Events()
        for _ in 0..<1_000 {
            await loop.spawn { events.add(loop.isCurrent ? "here" : "elsewhere") }.value
        }
        #expect(events.all == Array(repeating: "here", count: 1_000))
        #expect(!loop.isCurrent)
    }

    @Test("Jobs from many threads at once are all run")
    func manyThreads() async throws {
        let loop = try EventLoop()
        loop.start(named: "test")
        defer { loop.stop() }
        let events = Events()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { @Sendable in
                    for _ in 0..<500 { await loop.spawn { events.add("") }.value }
                }
            }
        }
        #expect(events.all.count == 4_000)
    }

    @Test("An event for a descriptor that was closed in the same turn reaches nobody")
    func staleEvent() async throws {
        let events = Events()
        try await onLoop { loop in
            let (first, firstPeer) = try socketPair()
            let (second, secondPeer) = try socketPair()
            let closer = Closer(events: events)
            // Both become readable before the loop looks: whichever is told first ends the other.
            let watches = try [
                loop.watch(first, for: .readable, handler: closer),
                loop.watch(second, for: .readable, handler: closer),
            ]
            closer.action = {
                for watch in watches { loop.unwatch(watch) }
                // The slots are used again at once, by somebody who was promised nothing.
                let newcomer = Newcomer(events: events)
                for descriptor in [first, second] {
                    _ = try? loop.watch(descriptor, for: .closed, handler: newcomer)
                }
            }
            writeByte(firstPeer)
            writeByte(secondPeer)
            await loop.sleep(for: .milliseconds(20))
            for descriptor in [first, firstPeer, second, secondPeer] { close(descriptor) }
        }
        #expect(events.all == ["closer"])
    }

    @Test("A task that waits for the next turn lets sockets and timers have theirs")
    func nextTurn() async throws {
        let events = Events()
        try await onLoop { loop in
            let deadline = Deadline(on: loop) { events.add("timer") }
            deadline.set(after: .zero)
            await loop.nextTurn()
            events.add("task")
        }
        #expect(events.all == ["timer", "task"])
    }

    @Test("Observers are told at the end of a turn, until they are taken away")
    func observers() async throws {
        let events = Events()
        try await onLoop { loop in
            let observer = TurnRecorder(events: events)
            loop.observeTurns(observer)
            await loop.nextTurn()
            loop.stopObserving(observer)
            await loop.nextTurn()
        }
        #expect(events.all == ["turn"])
    }
}

private final class Closer: ReadinessHandler {
    private let events: Events
    var action: () -> Void = {}

    init(events: Events) {
        self.events = events
    }

    func ready(_ readiness: Readiness) {
        events.add("closer")
        action()
    }
}

private final class Newcomer: ReadinessHandler {
    private let events: Events

    init(events: Events) {
        self.events = events
    }

    func ready(_ readiness: Readiness) {
        events.add("newcomer")
    }
}

private final class TurnRecorder: TurnObserver {
    private let events: Events

    init(events: Events) {
        self.events = events
    }

    func turnEnded() {
        events.add("turn")
    }
}
