import EventLoop
import HTTPTypes

extension Connection: RequestBody.Source {
    var loop: EventLoop { worker.loop }

    var remainingBytes: Int? { reader.remainingBytes }

    var trailers: HTTPFields { reader.trailers }

    /// The next piece of the request's content; nil at its end.
    func readContent() async throws -> [UInt8]? {
        guard !hasLostContent else { throw Refusal.requestIncomplete }
        do {
            return try await readPiece()
        } catch {
            hasLostContent = true
            throw error as? Refusal ?? .requestIncomplete
        }
    }

    func giveUp() {
        hasLostContent = true
    }

    private func readPiece() async throws -> [UInt8]? {
        while true {
            let (piece, event) = try nextPiece()
            if let piece { return piece }
            if event == .end { return nil }
            try await sendContinueOnce()
            let end = readGuard.beginWait(at: loop.now)
            let received = try await receive(until: end)
            readGuard.endWait(at: loop.now)
            switch received {
            case .bytes: continue
            case .end, .interrupted: throw Refusal.requestIncomplete
            case .timedOut: throw Refusal.contentTooSlow
            }
        }
    }

    private func nextPiece() throws(Refusal) -> ([UInt8]?, MessageReader.Event) {
        var piece: [UInt8]?
        let (event, consumed) = try input.withBytes { bytes throws(Refusal) in
            let result = try reader.next(bytes)
            if case .data(let range) = result.event {
                piece = bytes.extracting(range).withUnsafeBufferPointer { Array($0) }
            }
            return result
        }
        input.consume(consumed)
        return (piece, event)
    }

    /// Tells a client that waits for it to send its content (RFC 9110 section 10.1.1).
    private func sendContinueOnce() async throws {
        if isAwaitedToContinue {
            // In the middle of an answer an interim one would be taken for a part of it.
            if hasBegunAnswer { throw Refusal.requestIncomplete }
            hasSentContinue = true
            output.append("HTTP/1.1 100 Continue\r\n\r\n")
        }
        // A stream that sends at this moment sends this as well.
        if output.count > 0, !isFlushing { try await flush() }
    }

    /// The client holds its content back until it is told to send it.
    var isAwaitedToContinue: Bool { reader.head.expectsContinue && !hasSentContinue }

    /// Whether the request's end can be reached, so that another can follow on the connection.
    ///
    /// Judged before the answer's head is written, which tells the client. A stream may still
    /// read the content, however long it is; what it leaves is read after it.
    func canReachEnd(of body: RequestBody, whileStreaming isStream: Bool) -> Bool {
        if hasLostContent { return false }
        let unread = reader.remainingBytes
        if unread == 0 { return true }
        // A client that was not told to continue may send its content or not: nobody knows.
        if isAwaitedToContinue || body.isReading { return false }
        if isStream { return true }
        let bytesMax = min(worker.core.limits.unreadBodyBytesMax, body.unreadBytesMax)
        if let unread { return unread <= bytesMax }
        return skipArrived(upTo: bytesMax)
    }

    /// Drops chunked content that is here already; whether that was all of it, and in order.
    private func skipArrived(upTo bytesMax: Int) -> Bool {
        var left = bytesMax
        while left >= 0, let (piece, event) = try? nextPiece() {
            guard let piece else { return event == .end }
            left -= piece.count
        }
        hasLostContent = true
        return false
    }

    /// Reads what the handler left unread and drops it; false when that is too much.
    func skipRest(upTo bytesMax: Int) async -> Bool {
        var left = bytesMax
        do {
            while let piece = try await readContent() {
                left -= piece.count
                if left < 0 { return false }
            }
            return true
        } catch {
            return false
        }
    }
}
