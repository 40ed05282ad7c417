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
    private var timedOut = false
    private var interrupted = false
    private var deadline: Deadline?

    /// Why a wait ended without the socket being ready.
    package enum WaitError: Error, Sendable {
        case timedOut
        /// `interrupt` was called: somebody wants this task to finish.
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
        deadline = Deadline(on: loop) { [weak self] in self?.expire() }
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
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN: return nil
            default: throw SystemError.last("recv")
            }
        }
    }

    /// Writes as much as the socket takes; nil when it takes nothing at present.
    ///
    /// - Throws: `SystemError` when the connection is broken.
    package func send(_ buffer: UnsafeRawBufferPointer) throws -> Int? {
        while true {
            let count = Glibc.send(
                descriptor,
                buffer.baseAddress,
                buffer.count,
                Int32(MSG_NOSIGNAL)
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

    // MARK: Waiting

    /// Suspends until a read can be tried again.
    package func waitReadable() async throws(WaitError) {
        if interrupted { throw .interrupted }
        timedOut = false
        await withUnsafeContinuation { reader = $0 }
        if interrupted { throw .interrupted }
        if timedOut { throw .timedOut }
    }

    /// Suspends until a write can be tried again.
    ///
    /// An interrupt does not end it: an answer that is
    /// under way is finished.
    package func waitWritable() async throws(WaitError) {
        timedOut = false
        await withUnsafeContinuation { writer = $0 }
        if timedOut { throw .timedOut }
    }

    /// Bounds the waits that follow: one that is still going on after `duration` times out.
    package func setDeadline(after duration: Duration) {
        deadline?.set(after: duration)
    }

    /// Takes the bound away.
    package func clearDeadline() {
        deadline?.clear()
    }

    /// Ends the present and every later wait for reading.
    package func interrupt() {
        interrupted = true
        resumeReader()
    }

    package func ready(_ readiness: Readiness) {
        if readiness.contains(.readable) { resumeReader() }
        if readiness.contains(.writable) { resumeWriter() }
    }

    private func expire() {
        timedOut = true
        resumeReader()
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
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes the socket; a second call does nothing.
    package func close() {
        guard let watch else { return }
        self.watch = nil
        deadline?.clear()
        loop.unwatch(watch)
        Glibc.close(descriptor)
    }
}
