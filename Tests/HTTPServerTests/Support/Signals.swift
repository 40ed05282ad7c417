import Synchronization

/// A number that several threads add to.
final class Counted: Sendable {
    private let value = Atomic<Int>(0)

    var count: Int { value.load(ordering: .relaxed) }

    func add(_ number: Int) {
        value.add(number, ordering: .relaxed)
    }
}

/// Something that a handler waits for and a test lets happen.
struct Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() {
        continuation.finish()
    }

    func pass() async {
        for await _ in stream {}
    }
}
