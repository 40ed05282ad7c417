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
    private var readTimedOut = false
    private var writeTimedOut = false
    private var isInterrupted = false
    private var isCut = false
    private var readDeadline: Deadline?
    private var writeDeadline: Deadline?

    /// Why a wait ended without the socket being ready.
    package enum WaitError: Error, Sendable {
        case timedOut
        /// `interrupt` or `cut` was called: somebody wants this task to finish.
        case interrupted
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
    /// - Throws: `SystemError` when the connection is broken or the file cannot be read.
    package func sendFile(_ file: Int32, from offset: Int, count: Int) throws -> Int? {
        try requireOpen("sendfile")
        var position = off_t(offset)
        while true {
            let sent = sendfile(descriptor, file, &position, count)
            if sent >= 0 { return sent }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            default: throw SystemError.last("sendfile")
            }
        }
    }

    /// Keeps a number that the system may have given to another connection from being used.
    private func requireOpen(_ call: String) throws {
        if watch == nil { throw SystemError(call: call, code: EBADF) }
    }

    // MARK: Waiting

    /// Suspends until a read can be tried again, at the longest until `moment`.
    package func waitReadable(until moment: MonotonicTime? = nil) async throws(WaitError) {
        if isInterrupted { throw .interrupted }
        if mayRead { return }
        readTimedOut = false
        if let moment { readDeadline?.set(at: moment) }
        await withUnsafeContinuation { reader = $0 }
        readDeadline?.clear()
        if isInterrupted { throw .interrupted }
        if readTimedOut { throw .timedOut }
    }

    /// Suspends until a write can be tried again, at the longest until `moment`.
    ///
    /// An interrupt does not end it: an answer that is under way is finished. A cut does.
    package func waitWritable(until moment: MonotonicTime? = nil) async throws(WaitError) {
        if isCut { throw .interrupted }
        writeTimedOut = false
        if let moment { writeDeadline?.set(at: moment) }
        await withUnsafeContinuation { writer = $0 }
        writeDeadline?.clear()
        if isCut { throw .interrupted }
        if writeTimedOut { throw .timedOut }
    }

    /// Ends the present and every later wait for reading.
    package func interrupt() {
        isInterrupted = true
        resumeReader()
    }

    /// Ends every wait and breaks the connection, though the descriptor stays until `close`.
    package func cut() {
        guard watch != nil else { return }
        isInterrupted = true
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
    }

    private func expireReader() {
        readTimedOut = true
        resumeReader()
    }

    private func expireWriter() {
        writeTimedOut = true
        resumeWriter()
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
    /// A task that still waits is resumed with `.interrupted`.
    package func close() {
        guard let watch else { return }
        self.watch = nil
        isInterrupted = true
        isCut = true
        readDeadline?.discard()
        writeDeadline?.discard()
        loop.unwatch(watch)
        Glibc.close(descriptor)
        resumeReader()
        resumeWriter()
    }
}
