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
        let isPlain = !sending.closes && reader.head.framing == .none && !shouldFlush
        let end = isPlain ? .none : await finish(request, sending)
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
            id: id ?? worker.nextRequestID()
        )
        let body =
            head.framing == .none
            ? RequestBody.empty
            : RequestBody(source: self, bytesMax: core.application.bodyBytesMax(match))
        return Request(head: head, origin: origin, match: match, body: body)
    }

    /// Brings the connection to the end of the request, or says how it has to close.
    private func finish(_ request: Request, _ sending: Sending) async -> End {
        if reader.head.framing != .none { request.body.detach() }
        if sending.isAborted { return sending.needsReset ? .abort : .close }
        if sending.closes {
            guard (try? await flush()) != nil else { return .close }
            return reader.remainingBytes == 0 && input.count == 0 ? .close : .linger
        }
        if reader.head.framing != .none {
            // The client may wait for the answer before it sends the rest.
            guard (try? await flush()) != nil else { return .close }
            guard await skipRest() else { return .linger }
        } else if shouldFlush, (try? await flush()) == nil {
            return .close
        }
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
            isAborted: sending.isAborted,
            routeIndex: request.match.endpoint?.index
        )
        for observer in observers { observer.finished(exchange) }
    }

    // MARK: Refusing

    /// Answers what cannot be a request, after the answers that are still to be sent.
    func refuse(_ refusal: Refusal) async -> End {
        let id = worker.nextRequestID()
        let error = HTTPError(refusal)
        let response = error.problem
        guard case .bytes(let content) = response.body else { return .close }
        let context = ResponseContext(
            dateLine: worker.dateLine,
            requestID: id,
            defaults: worker.core.defaults(scheme: "http"),
            closes: true,
            announcesKeepAlive: false
        )
        var fields = response.fields
        if refusal == .tooManyConnections { fields[.retryAfter] = "1" }
        let length = content.count
        try? output.appendHead(response.status, fields, .length(length), context)
        output.append(content)
        let exchange = Exchange(
            requestID: id,
            method: "-",
            template: RouteMatch.unknownTemplate,
            status: response.status.code,
            bodyBytes: length,
            durationMicroseconds: 0,
            remoteAddress: peer,
            refusalCode: refusal.rawValue,
            isAborted: false,
            routeIndex: nil
        )
        for observer in worker.core.observers { observer.finished(exchange) }
        return (try? await flush()) == nil ? .close : .linger
    }

    /// Refuses a client that has too many connections.
    func refuseAddress() async {
        if await refuse(.tooManyConnections) == .linger { await linger() }
        socket.close()
    }
}
