import EventLoop

/// A request and its answer, after the answer was handed to the system or given up.
///
/// While further requests of a connection have arrived already, short answers are gathered: such
/// an exchange is reported when its answer is complete, a moment before it is sent.
package struct Exchange: Sendable {
    package let requestID: String
    /// `-` when no method could be read.
    package let method: String
    /// The template of the route; `-` when there is none.
    package let template: String
    package let status: Int
    /// Content bytes of the answer, framing not counted; of an aborted one, those that went.
    package let bodyBytes: Int
    package let durationMicroseconds: Int
    package let remoteAddress: IPAddress
    /// The code of the refusal when the server itself refused the request.
    package let refusalCode: String?
    /// Whether the client did not get the whole answer.
    package let isAborted: Bool
}

/// Told about every exchange once it is over: for logs and metrics.
///
/// Not a middleware, because only the connection knows when the last byte of a stream was sent,
/// and because what the server refuses by itself never reaches one.
package protocol ExchangeObserver: Sendable {
    /// Called on a loop's thread; must not block.
    func finished(_ exchange: Exchange)

    /// Called on a loop's thread, at most once a turn, when the load has changed.
    func loadChanged(_ load: ServerLoad)
}

extension ExchangeObserver {
    package func loadChanged(_ load: ServerLoad) {}
}

/// How much is going on at present.
package struct ServerLoad: Equatable, Sendable {
    package var connections = 0
    package var requestsInFlight = 0
}
