import EventLoop
import HTTPTypes

/// One client's connection: reads requests, has them answered, writes the answers in order.
///
/// One task runs it from accept to close. It reads nothing ahead of what it is asked for beyond
/// one buffer, and gathers answers for as long as further requests are there already.
///
/// `@unchecked Sendable`: created, used and closed on its worker's loop.
final class Connection: @unchecked Sendable {
    let worker: Worker
    let socket: Socket
    let peer: IPAddress
    let isPeerTrusted: Bool
    var input: InputBuffer
    var output: OutputBuffer
    var reader: MessageReader
    var readGuard: RateGuard
    var writeGuard: RateGuard

    /// Nothing of a request is here: the connection may be closed at any time.
    private(set) var isIdle = true
    private(set) var idleSince: MonotonicTime
    private(set) var isDraining = false
    /// The server needs the room of this connection, if it is idle.
    private var isUnwanted = false
    private var isFirstRequest = true
    private(set) var isFlushing = false
    /// The client has gone or takes nothing: what fails from now on is nobody's fault.
    private(set) var isBroken = false
    private var task: Task<Void, Never>?
    /// Answers in `output`.
    private var gatheredAnswers = 0

    /// Reads and writes that succeeded at once since the connection last had to wait.
    private var eagerSteps = 0

    // Of the request under way.
    /// The content could not be read to its end, so neither could what follows it.
    var hasLostContent = false
    var hasSentContinue = false
    /// The head of the answer is written.
    var hasBegunAnswer = false

    init(_ socket: Socket, peer: IPAddress, worker: Worker) {
        self.socket = socket
        self.peer = peer
        self.worker = worker
        idleSince = worker.loop.now
        let limits = worker.core.limits
        isPeerTrusted = worker.core.proxies.contain(peer)
        input = InputBuffer(pool: worker.pool)
        output = OutputBuffer(pool: worker.pool)
        reader = MessageReader(headLimits: limits.head, chunkLimits: limits.chunk)
        readGuard = RateGuard(
            pauseMax: limits.bodyPauseTimeMax,
            bytesPerSecondMin: limits.bodyBytesPerSecondMin
        )
        writeGuard = RateGuard(
            pauseMax: limits.writeStallTimeMax,
            bytesPerSecondMin: limits.writeBytesPerSecondMin
        )
        socket.disableSendDelay()
    }

    // MARK: The life of a connection

    /// Serves the connection until its end.
    func run() async {
        var end = End.close
        repeat { end = await serveNext() } while end == .none
        await close(end)
    }

    /// Closes the connection in the way that its client needs.
    func close(_ end: End) async {
        if end == .linger { await linger() }
        if end == .abort { socket.abort() } else { socket.close() }
    }

    /// Lets `task`, which runs the connection, be cancelled when nobody waits for it any more.
    func belong(to task: Task<Void, Never>) {
        self.task = task
        socket.onBreak { [unowned self] in abandon() }
    }

    private func abandon() {
        isBroken = true
        task?.cancel()
    }

    /// What becomes of the connection after a request.
    enum End {
        /// The next request may come.
        case none
        case close
        /// The client may still be sending: it must not lose the answer through a reset.
        case linger
        /// The client must see that the answer is not complete.
        case abort
    }

    private func serveNext() async -> End {
        switch await readHead() {
        case .complete:
            isIdle = false
            let end = await serveRequest()
            gatheredAnswers += 1
            reader.startNext()
            isFirstRequest = false
            return end
        case .refused(let refusal):
            isIdle = false
            return await refuse(refusal)
        case .over(let end):
            return end
        }
    }

    // MARK: Reading heads

    private enum HeadResult {
        case complete
        case refused(Refusal)
        case over(End)
    }

    private func readHead() async -> HeadResult {
        let limits = worker.core.limits
        let quietMax = isFirstRequest ? limits.headerTimeMax : limits.idleTimeMax
        idleSince = worker.loop.now
        let quietEnd = idleSince.advanced(by: quietMax)
        var headEnd: MonotonicTime?
        do {
            while true {
                if try advance() == .head { return .complete }
                try await flushBeforeWaiting()
                let hasBegun = input.withBytes { reader.hasBegun($0) }
                isIdle = !hasBegun
                if hasBegun, headEnd == nil {
                    headEnd = worker.loop.now.advanced(by: limits.headerTimeMax)
                }
                // What the client sent before it could know is still answered.
                let end = isDraining && isIdle ? worker.loop.now : headEnd ?? quietEnd
                switch try await receive(until: end) {
                case .bytes: continue
                case .end: return hasBegun ? .refused(.requestIncomplete) : .over(.close)
                case .timedOut: return hasBegun ? .refused(.headTooSlow) : .over(.linger)
                // Lingering would keep the room that somebody else waits for.
                case .interrupted: return .over(isUnwanted ? .close : .linger)
                }
            }
        } catch {
            return (error as? Refusal).map { .refused($0) } ?? .over(.close)
        }
    }

    /// Lets the reader look at what is there, and drops what it has consumed.
    func advance() throws(Refusal) -> MessageReader.Event {
        let (event, consumed) = try input.withBytes { bytes throws(Refusal) in
            try reader.next(bytes)
        }
        input.consume(consumed)
        return event
    }

    enum Received {
        case bytes
        case end
        case timedOut
        /// The connection is idle, and should go.
        case interrupted
    }

    /// Reads what is there, waiting for something until `moment`.
    func receive(until moment: MonotonicTime) async throws -> Received {
        while true {
            let count = try input.append({ try socket.receive(into: $0) }, count: { $0 ?? 0 })
            if let count {
                readGuard.moved(count)
                if isTooEager() { await worker.loop.nextTurn() }
                return count > 0 ? .bytes : .end
            }
            input.releaseIfEmpty()
            eagerSteps = 0
            do {
                try await socket.waitReadable(until: moment)
            } catch {
                switch error {
                case .timedOut: return .timedOut
                case .cut: return .end
                // A request that is under way is finished.
                case .interrupted: if isIdle { return .interrupted }
                }
            }
        }
    }

    // MARK: Sending

    /// Two tasks send on one connection: a stream is written by one at a time.
    struct ConcurrentFlushError: Error {}

    /// Sends everything, waiting for the client as long as it may take.
    func flush(moreFollows: Bool = false) async throws {
        guard !isFlushing else { throw ConcurrentFlushError() }
        isFlushing = true
        defer { isFlushing = false }
        while output.count > 0 {
            let sent = try withSocket { socket in
                try output.withBytes { try socket.send($0, moreFollows: moreFollows) }
            }
            if let sent {
                output.consume(sent)
                writeGuard.moved(sent)
                if isTooEager() { await worker.loop.nextTurn() }
            } else {
                try await waitWritable()
            }
        }
        gatheredAnswers = 0
    }

    /// Calls `body`, and remembers when it showed that the connection is broken.
    func withSocket<Value>(_ body: (Socket) throws -> Value) throws -> Value {
        do {
            return try body(socket)
        } catch {
            if !(error is FileError) { isBroken = true }
            throw error
        }
    }

    /// Counts a step that did not have to wait; after many of them the others should have a turn.
    func isTooEager() -> Bool {
        eagerSteps += 1
        guard eagerSteps > Self.eagerStepsMax else { return false }
        eagerSteps = 0
        return true
    }

    private static let eagerStepsMax = 16

    func waitWritable() async throws {
        eagerSteps = 0
        let end = writeGuard.beginWait(at: worker.loop.now)
        do {
            try await socket.waitWritable(until: end)
        } catch {
            isBroken = true
            throw error
        }
        writeGuard.endWait(at: worker.loop.now)
    }

    /// Sends what is ready, once, while a handler works on the next request.
    func flushWhileBusy() {
        guard !isFlushing, output.count > 0 else { return }
        // A failure shows again when the connection's own task sends.
        if let sent = try? output.withBytes({ try socket.send($0) }) {
            output.consume(sent)
            writeGuard.moved(sent)
        }
    }

    private func flushBeforeWaiting() async throws {
        if output.count > 0 { try await flush() }
    }

    /// Answers wait, and so many of them or so much that they should not be added to.
    var shouldFlush: Bool {
        output.count >= Self.gatheredBytesMax
            || gatheredAnswers >= worker.core.limits.pipelinedRequestsMax
    }

    private static let gatheredBytesMax = 64 << 10

    // MARK: Ending

    /// Closes when idle; else closes after the answer under way.
    func drain() {
        isDraining = true
        if isIdle { socket.interrupt() }
    }

    /// Closes when idle, at once: the room is needed.
    func makeRoom() {
        isUnwanted = true
        socket.interrupt()
    }

    /// Breaks the connection and cancels its task, a handler that is under way included.
    func cut() {
        abandon()
        socket.cut()
    }

    /// Stops writing, and reads for a while so that the client does not lose what was written.
    ///
    /// Closing while something of the client's is unread, or is still to come, would reset the
    /// connection and with it what the client has not read yet (RFC 9112 section 9.6).
    private func linger() async {
        socket.finishSending()
        let end = worker.loop.now.advanced(by: worker.core.limits.lingerTimeMax)
        var left = worker.core.limits.lingerBytesMax
        while left > 0 {
            left -= input.count
            input.consume(input.count)
            guard case .bytes? = try? await receive(until: end) else { return }
        }
    }
}
