import CSystem
import Glibc

/// Accepts connections on a loop and stops accepting while there is no room for more.
///
/// A connection that is not accepted waits in the kernel's queue, so a full server slows its
/// visitors instead of refusing them. Loop thread only, after `start`, which is what makes
/// `@unchecked Sendable` true.
package final class Listener: ReadinessHandler, @unchecked Sendable {
    private let loop: EventLoop
    private let descriptor: Int32
    private let accept: (Int32, SocketAddress) -> Void
    private var watch: Watch?
    private var isOpen = true
    /// Paused by the owner; independent of `isExhausted`, so that neither ends the other.
    private var isPaused = false
    /// The process ran out of descriptors or memory a moment ago.
    private var isExhausted = false
    private var retry: Deadline?
    /// The address that is listened on, with the port that the system chose for port 0.
    package let address: SocketAddress

    /// Binds `address`; connections wait in the kernel until `start`.
    ///
    /// `accept` is called on the loop's thread with a non-blocking descriptor that it owns.
    /// - Throws: `SystemError`, for one when the address is in use.
    package init(
        _ address: SocketAddress,
        on loop: EventLoop,
        accept: @escaping (Int32, SocketAddress) -> Void
    ) throws {
        self.loop = loop
        self.accept = accept
        descriptor = try Listener.bind(address)
        self.address = SocketAddress(localOf: descriptor) ?? address
    }

    deinit {
        close()
    }

    private static func bind(_ address: SocketAddress) throws -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, type, 0)
        guard descriptor >= 0 else { throw SystemError.last("socket") }
        var on: Int32 = 1
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_REUSEADDR,
            &on,
            socklen_t(MemoryLayout<Int32>.size)
        )
        let bound = address.withSockaddr { Glibc.bind(descriptor, $0, $1) }
        guard bound == 0, listen(descriptor, Limits.backlogConnectionsMax) == 0 else {
            let error = SystemError.last("bind \(address)")
            Glibc.close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Begins to accept.
    ///
    /// Loop thread only.
    package func start() throws {
        retry = Deadline(on: loop) { [weak self] in self?.recover() }
        watch = try loop.watch(descriptor, for: .readable, handler: self)
    }

    /// Leaves new connections in the kernel's queue until `resume`.
    ///
    /// Loop thread only.
    package func pause() {
        isPaused = true
        updateInterest()
    }

    /// Accepts again.
    ///
    /// Loop thread only.
    package func resume() {
        isPaused = false
        updateInterest()
    }

    /// Whether a connection waits that was not taken yet.
    ///
    /// Loop thread only.
    package var hasWaiting: Bool {
        guard watch != nil else { return false }
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&look, 1, 0) > 0
    }

    private func recover() {
        isExhausted = false
        updateInterest()
    }

    private var isAccepting: Bool { watch != nil && !isPaused && !isExhausted }

    private func updateInterest() {
        guard let watch else { return }
        loop.rewatch(watch, for: isAccepting ? .readable : [])
    }

    package func ready(_ readiness: Readiness) {
        for _ in 0..<Limits.acceptsPerTurnMax where isAccepting {
            guard acceptNext() else { return }
        }
    }

    /// Takes a connection; false when none can be taken at present.
    private func acceptNext() -> Bool {
        var storage = sockaddr_storage()
        let connection = obuka_accept(descriptor, &storage)
        if connection >= 0 {
            accept(connection, SocketAddress(storage))
            return true
        }
        switch errno {
        case EINTR, ECONNABORTED: return true
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
            // Accepting again at once would spin: wait until something was closed.
            isExhausted = true
            updateInterest()
            retry?.set(after: Limits.retryAfterExhaustion)
            return false
        default: return false
        }
    }

    /// Takes the connections that wait already, unless it is paused, and stops listening.
    ///
    /// Loop thread only.
    package func finish() {
        while isAccepting, acceptNext() {}
        close()
    }

    /// Stops listening; connections in the kernel's queue are refused.
    ///
    /// Loop thread only once it was started.
    package func close() {
        guard isOpen else { return }
        isOpen = false
        retry?.discard()
        if let watch { loop.unwatch(watch) }
        watch = nil
        Glibc.close(descriptor)
    }

    private enum Limits {
        static let backlogConnectionsMax: Int32 = 4_096
        static let acceptsPerTurnMax = 64
        static let retryAfterExhaustion = Duration.milliseconds(100)
    }
}
