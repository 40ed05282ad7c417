import CLibPQ
import EventLoop
import Glibc
import Synchronization

/// What it takes to cancel a connection's statement from another thread.
///
/// `@unchecked Sendable`: the structure behind the pointer is never changed, and `PQcancel` is the
/// one call that libpq allows beside a thread that uses the connection.
final class CancelHandle: @unchecked Sendable {
    private let pointer: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let pointer = PQgetCancel(connection) else { return nil }
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// Asks the server, on a thread of its own, to cancel whatever the connection is running.
    ///
    /// When nothing is running nothing happens. The request is a connection of its own, which
    /// libpq makes without any limit of time, and up to PostgreSQL 16 without TLS: the secret
    /// that it shows is then readable on the way, and is good for nothing but cancelling.
    func cancel() -> CancelRequest {
        let request = CancelRequest()
        Thread.start(named: "pg-cancel") {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
                // What could be said about a failure helps nobody: the caller tries again.
                _ = PQcancel(self.pointer, message.baseAddress, Int32(message.count))
            }
            request.end()
        }
        return request
    }
}

/// One request to cancel, under way or ended.
///
/// The server signals the statement's process before the request ends, so a statement sent
/// afterwards is not hit. One sent before may be.
final class CancelRequest: Sendable {
    private let ended = Atomic<Bool>(false)

    /// How long a server that answers at all may take to be told.
    private static let grace = Duration.seconds(1)

    fileprivate func end() {
        ended.store(true, ordering: .releasing)
    }

    var isOver: Bool { ended.load(ordering: .acquiring) }

    /// Waits for the end, blocking and not long; false when it did not come.
    ///
    /// Whoever is answered false must not use the connection again.
    func waitForEnd() -> Bool {
        let patience = MonotonicTime.current().advanced(by: CancelRequest.grace)
        while !isOver {
            guard MonotonicTime.current() < patience else { return false }
            usleep(500)
        }
        return true
    }
}
