/// Bounds on everything that a client decides, each with its unit.
package struct ServerLimits: Sendable {
    package var head = HeadLimits()
    /// Beside the length of the content, which the route bounds.
    package var chunk = ChunkLimits()

    // Time.
    /// From the first byte of a request to the end of its head; also for the first byte of all.
    package var headerTimeMax = Duration.seconds(10)
    /// Between two requests of one connection.
    package var idleTimeMax = Duration.seconds(60)
    /// The same while the server is full and others wait; those idle longest go first.
    package var crowdedIdleTimeMax = Duration.seconds(1)
    /// The longest pause within a request's content.
    package var bodyPauseTimeMax = Duration.seconds(10)
    /// A client that sends content more slowly than this, pauses included, is cut off.
    package var bodyBytesPerSecondMin = 500
    /// The longest time in which a client takes nothing of its answer.
    package var writeStallTimeMax = Duration.seconds(30)
    /// A client that takes its answer more slowly than this, stalls included, is cut off.
    package var writeBytesPerSecondMin = 500
    /// How long the server waits for a refused client to read the reason.
    package var lingerTimeMax = Duration.seconds(2)

    // Room.
    /// Fewer when the system does not let the process open so many descriptors.
    package var connectionsMax = 8_192
    /// Descriptors that connections leave to the database, to files and to the log.
    package var descriptorsReserved = 256
    /// Per IPv4 address or /64 of IPv6; trusted proxies are exempt.
    package var connectionsPerAddressMax = 256
    /// Answers that are gathered before they are sent to a client that sends without reading.
    package var pipelinedRequestsMax = 64
    /// Content that a handler left unread is read and dropped up to here, to keep the connection.
    ///
    /// What a stream leaves is dropped up to the bound of its route.
    package var unreadBodyBytesMax = 64 << 10
    /// Bytes that a refused client may still send before the connection is cut.
    package var lingerBytesMax = 1 << 20
    /// Connections that are told to go away because of their address, at a time.
    package var refusedConnectionsMax = 64

    package init() {}
}
