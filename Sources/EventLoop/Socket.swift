import CSystem
import Glibc

/// A connected stream socket of one loop: it tries first and suspends only when it has to.
///
/// One task may wait for reading and one for writing at a time. All of it on the loop's thread,
/// which is what makes `@unchecked Sendable` true: a socket is created, used and closed there.
package final class Socket: ReadinessHandler, @unchecked Sendable {
    private let loop: EventLoop
    private let descriptor: Int32
    private var watch: Watch?
    private var reader: UnsafeContinuation<Void, Never>?
    private var writer: UnsafeContinuation<Void, Never>?
    /// Something may be there to read: an edge came since the last read that emptied the socket.
    private var mayRead = true
    private var hasPeerFinished = false
    private var whenBroken: (() -> Void)?
    private var readTimedOut = false
    private var writeTimedOut = false
    private var isInterrupted = false
    private var isCut = false
    private var readDeadline: Deadline?
    private var writeDeadline: Deadline?

    /// Why a wait ended without the socket being ready.
    package enum WaitError: Error, Sendable {
        case timedOut
        /// `interrupt` was called: somebody wants this task to look up.
        case interrupted
        /// `cut` or `close` was called: there is nothing left to wait for.
        case cut
    }

    /// Takes over `descriptor`, which must be non-blocking, and watches it on `loop`.
    ///
    /// - Throws: `SystemError`; the descriptor is closed then.
    package init(descriptor: Int32, on loop: EventLoop) throws {
        self.loop = loop
        self.descriptor = descriptor
        do {
            watch = try loop.watch(
                descriptor,
                for: [.readable, .writable, .closed, .edge],
                handler: self
            )
        } catch {
            Glibc.close(descriptor)
            throw error
        }
        // Unowned: `close` discards them, and a weak reference would make every retain slower.
        readDeadline = Deadline(on: loop) { [unowned self] in expireReader() }
        writeDeadline = Deadline(on: loop) { [unowned self] in expireWriter() }
    }

    deinit {
        close()
    }

    /// Sends an answer the moment it is written, instead of gathering it with a later one.
    package func disableSendDelay() {
        var on: Int32 = 1
        setsockopt(
            descriptor,
            Int32(IPPROTO_TCP),
            TCP_NODELAY,
            &on,
            socklen_t(MemoryLayout<Int32>.size)
        )
    }

    // MARK: Reading and writing

    /// Reads what is there; 0 at the end of the stream, nil when nothing is there yet.
    ///
    /// - Throws: `SystemError` when the connection is broken.
    package func receive(into buffer: UnsafeMutableRawBufferPointer) throws -> Int? {
        try requireOpen("recv")
        guard mayRead else { return nil }
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 {
                // Less than was asked for empties the socket; the next bytes raise a new edge.
                // An end that was reported already would not, so then we read on to the end.
                if count < buffer.count, !hasPeerFinished { mayRead = false }
                return count
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                mayRead = false
                return nil
            default: throw SystemError.last("recv")
            }
        }
    }

    /// Writes as much as the socket takes; nil when it takes nothing at present.
    ///
    /// With `moreFollows` the kernel may hold a part packet back for what is written next.
    /// - Throws: `SystemError` when the connection is broken.
    package func send(
        _ buffer: UnsafeRawBufferPointer,
        moreFollows: Bool = false
    ) throws -> Int? {
        let flags = Int32(MSG_NOSIGNAL) | (moreFollows ? Int32(MSG_MORE) : 0)
        try requireOpen("send")
        while true {
            let count = Glibc.send(
                descriptor,
                buffer.baseAddress,
                buffer.count,
                flags
            )
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            default: throw SystemError.last("send")
            }
        }
    }

    /// Copies up to `count` bytes of `file` from `offset` into the socket, inside the kernel.
    ///
    /// - Returns: how many bytes went, 0 at the end of the file, nil when the socket takes nothing.
    /// - Throws: `SystemError` when the connection is broken, `FileError` when the file cannot be
    ///   read.
    package func sendFile(_ file: Int32, from offset: Int, count: Int) throws -> Int? {
        try requireOpen("sendfile")
        var position = off_t(offset)
        while true {
            let sent = sendfile(descriptor, file, &position, count)
            if sent >= 0 { return sent }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            case let code where Self.isOfConnection(code): throw SystemError.last("sendfile")
            default: throw FileError(code: errno)
            }
        }
    }

    /// Whether sendfile failed for the socket's sake, as far as the call tells.
    private static func isOfConnection(_ code: Int32) -> Bool {
        switch code {
        case EPIPE, ECONNRESET, ECONNABORTED, ENOTCONN, ETIMEDOUT: true
        case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, ENETRESET, ENOBUFS: true
        default: false
        }
    }

    /// Keeps a number that the system may have given to another connection from being used.
    private func requireOpen(_ call: String) throws {
        if watch == nil { throw SystemError(call: call, code: EBADF) }
    }

    // MARK: Waiting

    /// Suspends until a read can be tried again, at the longest until `moment`.
    ///
    /// What has arrived counts before a moment that has passed and before an interrupt.
    /// - Precondition: nobody else waits for reading.
    package func waitReadable(until moment: MonotonicTime? = nil) async throws(WaitError) {
        precondition(reader == nil, "two tasks wait for one socket to be readable")
        readTimedOut = false
        if try isReadingOver() { return }
        if let moment { readDeadline?.set(at: moment) }
        await withUnsafeContinuation { reader = $0 }
        readDeadline?.clear()
        _ = try isReadingOver()
    }

    /// Whether there is something to read; throws when there is another reason not to wait.
    private func isReadingOver() throws(WaitError) -> Bool {
        if isCut { throw .cut }
        if mayRead { return true }
        if isInterrupted {
            isInterrupted = false
            throw .interrupted
        }
        if readTimedOut { throw .timedOut }
        return false
    }

    /// Suspends until a write can be tried again, at the longest until `moment`.
    ///
    /// An interrupt does not end it: an answer that is under way is finished. A cut does.
    /// - Precondition: nobody else waits for writing.
    package func waitWritable(until moment: MonotonicTime? = nil) async throws(WaitError) {
        precondition(writer == nil, "two tasks wait for one socket to be writable")
        if isCut { throw .cut }
        writeTimedOut = false
        if let moment { writeDeadline?.set(at: moment) }
        await withUnsafeContinuation { writer = $0 }
        writeDeadline?.clear()
        if isCut { throw .cut }
        if writeTimedOut { throw .timedOut }
    }

    /// Ends the present wait for reading, or the next one, unless there is something to read.
    package func interrupt() {
        if isReady(for: POLLIN) { mayRead = true }
        isInterrupted = true
        resumeReader()
    }

    /// Calls `action` on the loop's thread when the connection has broken both ways.
    ///
    /// Not when the other side only finished sending: it may still wait for an answer.
    package func onBreak(_ action: @escaping () -> Void) {
        whenBroken = action
    }

    /// Ends every wait and breaks the connection, though the descriptor stays until `close`.
    package func cut() {
        guard watch != nil else { return }
        isCut = true
        shutdown(descriptor, Int32(SHUT_RDWR))
        resumeReader()
        resumeWriter()
    }

    package func ready(_ readiness: Readiness) {
        if readiness.contains(.closed) { hasPeerFinished = true }
        if readiness.contains(.readable) {
            mayRead = true
            resumeReader()
        }
        if readiness.contains(.writable) { resumeWriter() }
        if readiness.contains(.failed), let action = whenBroken {
            whenBroken = nil
            action()
        }
    }

    // A loop that comes late to its sockets comes late to their deadlines too: the system knows
    // what arrived in the meantime, even when epoll had no room left to tell.

    private func expireReader() {
        guard reader != nil else { return }
        if isReady(for: POLLIN) { mayRead = true } else { readTimedOut = true }
        resumeReader()
    }

    private func expireWriter() {
        guard writer != nil else { return }
        writeTimedOut = !isReady(for: POLLOUT)
        resumeWriter()
    }

    private func isReady(for events: Int32) -> Bool {
        guard watch != nil else { return false }
        var look = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        return poll(&look, 1, 0) > 0
    }

    private func resumeReader() {
        guard let waiting = reader else { return }
        reader = nil
        waiting.resume()
    }

    private func resumeWriter() {
        guard let waiting = writer else { return }
        writer = nil
        waiting.resume()
    }

    // MARK: Closing

    /// Tells the other side that nothing more will be written.
    package func finishSending() {
        guard watch != nil else { return }
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes with a reset, so that the other side cannot take what it got for the whole.
    package func abort() {
        guard watch != nil else { return }
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_LINGER,
            &atOnce,
            socklen_t(MemoryLayout<linger>.size)
        )
        close()
    }

    /// Closes the socket; a second call does nothing.
    ///
    /// A task that still waits is resumed with `.cut`.
    package func close() {
        guard let watch else { return }
        self.watch = nil
        isCut = true
        whenBroken = nil
        readDeadline?.discard()
        writeDeadline?.discard()
        loop.unwatch(watch)
        Glibc.close(descriptor)
        resumeReader()
        resumeWriter()
    }
}
