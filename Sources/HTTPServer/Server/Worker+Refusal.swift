import EventLoop
import HTTPTypes

extension Worker {
    /// Appends the answer to what cannot be a request of `client`, and reports it.
    func appendRefusal(_ refusal: Refusal, of client: IPAddress, to output: inout OutputBuffer) {
        let id = nextRequestID()
        let response = HTTPError(refusal).problem
        guard case .bytes(let content) = response.body else { return }
        let context = ResponseContext(
            dateLine: dateLine,
            requestID: id,
            defaults: core.defaults(scheme: "http"),
            closes: true,
            announcesKeepAlive: false
        )
        var fields = response.fields
        if refusal == .tooManyConnections { fields[.retryAfter] = "1" }
        try? output.appendHead(response.status, fields, .length(content.count), context)
        output.append(content)
        let exchange = Exchange(
            requestID: id,
            method: "-",
            template: RouteMatch.unknownTemplate,
            status: response.status.code,
            bodyBytes: content.count,
            durationMicroseconds: 0,
            remoteAddress: client,
            refusalCode: refusal.rawValue,
            isAborted: false
        )
        for observer in core.observers { observer.finished(exchange) }
    }
}
