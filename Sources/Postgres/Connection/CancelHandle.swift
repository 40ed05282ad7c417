import CLibPQ

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

    /// Asks the server to cancel whatever the connection is running, and waits until it was told.
    ///
    /// The server signals the statement's process before this returns, so a statement sent
    /// afterwards is not hit. When nothing is running nothing happens.
    func cancel() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
            // What could be said about a failure helps nobody: the caller tries again.
            _ = PQcancel(pointer, message.baseAddress, Int32(message.count))
        }
    }
}
