import Synchronization

/// Counts from any thread.
final class Counter: Sendable {
    private let total = Atomic<Int>(0)

    /// Counts one more and answers how many that makes.
    @discardableResult
    func count() -> Int {
        total.wrappingAdd(1, ordering: .relaxed).newValue
    }

    var value: Int { total.load(ordering: .relaxed) }
}
