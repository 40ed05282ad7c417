import EventLoop

/// Everything that a server is told when it is made.
package struct ServerConfiguration: Sendable {
    /// Where to listen; port 0 lets the system choose.
    package var addresses: [SocketAddress]
    package var limits = ServerLimits()
    /// The networks of proxies whose word about the client counts.
    package var trustedProxies: [IPNetwork] = []
    /// In which fields those proxies speak.
    package var forwardedFields = ForwardedFields.xForwarded
    /// The fields of every answer that keep browsers in bounds; nil for none.
    package var securityHeaders: SecurityHeaders? = SecurityHeaders()
    /// The time of day, in nanoseconds since 1970.
    package var clock: @Sendable () -> Int64
    /// Random, so that the request ids of two runs differ.
    package var bootRandomness: UInt64

    package init(
        addresses: [SocketAddress],
        bootRandomness: UInt64,
        clock: @escaping @Sendable () -> Int64
    ) {
        self.addresses = addresses
        self.bootRandomness = bootRandomness
        self.clock = clock
    }
}

/// The fields in which a trusted proxy names the client.
///
/// Exactly one kind: a proxy that sets `X-Forwarded-For` passes a client's own `Forwarded` on.
package enum ForwardedFields: Sendable {
    /// `X-Forwarded-For` and `X-Forwarded-Proto`.
    case xForwarded
    /// `Forwarded` (RFC 7239).
    case forwarded
}
