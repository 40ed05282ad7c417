import Dispatch
import Foundation
import Synchronization

/// Signals as closures, so that an interrupt ends work in order.
enum Signals {
    static func onInterrupt(_ body: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        on(SIGINT, body)
    }

    /// Calls `body` for each `number`, instead of what the system would do.
    static func on(
        _ number: Int32,
        _ body: @escaping @Sendable () -> Void
    ) -> any DispatchSourceSignal {
        // Once only: a second time would take away the handler that Dispatch has installed.
        if ignored.withLock({ $0.insert(number).inserted }) { signal(number, SIG_IGN) }
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: body)
        source.resume()
        return source
    }

    /// The signals that no longer do what the system would do.
    private static let ignored = Mutex<Set<Int32>>([])
}
