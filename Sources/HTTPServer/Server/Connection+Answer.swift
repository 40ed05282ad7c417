import EventLoop
import HTTPTypes
import Synchronization

extension Connection {
    /// Has the request that was read answered, and sends the answer.
    func serveRequest() async -> End {
        let started = MonotonicTime.current()
        let request = makeRequest()
        hasLostContent = false
        hasSentContinue = false
        hasBegunAnswer = false
        readGuard.restart()
        writeGuard.restart()
        if output.count > 0 { worker.noteUnflushed(self) }
        let core = worker.core
        core.requestsInFlight.add(1, ordering: .relaxed)
        let response = await core.application.answer(matched: request)
        var sending = Sending(self, request)
        await sending.send(response)
        // While more requests are here the answers are gathered.
        let isPlain = !sending.closes && reader.head.framing == .none && !shouldFlush
        let end = isPlain && input.count > 0 ? .none : await finish(request, &sending)
        core.requestsInFlight.subtract(1, ordering: .relaxed)
        note(request, sending, started)
        return end
    }

    private func makeRequest() -> Request {
        let head = reader.head
        let core = worker.core
        let match = core.application.match(head.method, head.path)
        var address = peer
        var scheme = "http"
        var id: String?
        if isPeerTrusted, head.hasForwarding {
            address = core.proxies.client(head.fields, peer: peer)
            scheme = core.proxies.scheme(head.fields)
            id = core.proxies.requestID(head.fields)
        }
        let origin = RequestOrigin(
            address: address,
            scheme: scheme,
            id: id ?? worker.nextRequestID(),
            seconds: worker.seconds
        )
        let body =
            head.framing == .none
            ? RequestBody.empty
            : RequestBody(source: self, bytesMax: core.application.bodyBytesMax(match))
        return Request(head: head, origin: origin, match: match, body: body)
    }

    /// Brings the connection to the end of the request, or says how it has to close.
    private func finish(_ request: Request, _ sending: inout Sending) async -> End {
        let hasContent = reader.head.framing != .none
        if hasContent { request.body.detach() }
        // Somebody reads on though the answer is made: only closing wakes him.
        let isRead = hasContent && request.body.isReading
        if sending.isAborted { return sending.needsReset ? .abort : isRead ? .close : .linger }
        // The client may wait for the answer before it sends the rest of its content.
        guard (try? await flush()) != nil else {
            sending.giveUp()
            return .abort
        }
        if isRead { return .close }
        if sending.closes { return .linger }
        if hasContent, await !skipRest(upTo: request.body.unreadBytesMax) { return .linger }
        return .none
    }

    private func note(_ request: Request, _ sending: Sending, _ started: MonotonicTime) {
        let observers = worker.core.observers
        guard !observers.isEmpty else { return }
        let nanoseconds = MonotonicTime.current().nanoseconds - started.nanoseconds
        let exchange = Exchange(
            requestID: request.id,
            method: request.method.rawValue,
            template: request.template,
            status: sending.status,
            bodyBytes: sending.bodyBytes,
            durationMicroseconds: Int(nanoseconds / 1_000),
            remoteAddress: request.remoteAddress,
            refusalCode: nil,
            isAborted: sending.isAborted
        )
        for observer in observers { observer.finished(exchange) }
    }

    // MARK: Refusing

    /// Answers what cannot be a request, after the answers that are still to be sent.
    func refuse(_ refusal: Refusal) async -> End {
        worker.appendRefusal(refusal, of: peer, to: &output)
        return (try? await flush()) == nil ? .abort : .linger
    }

    /// Refuses a client that has too many connections.
    func refuseAddress() async {
        await close(refuse(.tooManyConnections))
    }
}
