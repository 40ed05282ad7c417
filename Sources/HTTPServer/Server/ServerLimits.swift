/// Bounds on everything that a client decides, each with its unit.
package struct ServerLimits: Sendable {
    // The head.
    package var requestLineBytesMax = 8 << 10
    /// All field lines of a head together.
    package var headerBytesMax = 32 << 10
    package var headerFieldsMax = 100

    // Chunked content, beside its length, which the route bounds.
    package var chunkLineBytesMax = 256
    package var chunkExtensionBytesMax = 16 << 10
    package var trailerBytesMax = 8 << 10
    package var trailerFieldsMax = 32

    // Time.
    /// From the first byte of a request to the end of its head; also for the first byte of all.
    package var headerTimeMax = Duration.seconds(10)
    /// Between two requests of one connection.
    package var idleTimeMax = Duration.seconds(60)
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
    package var connectionsMax = 8_192
    /// Per client address; trusted proxies are exempt.
    package var connectionsPerAddressMax = 256
    /// Answers that are gathered before they are sent to a client that sends without reading.
    package var pipelinedRequestsMax = 64
    /// Content that a handler left unread is read and dropped up to here, to keep the connection.
    package var unreadBodyBytesMax = 64 << 10
    /// Bytes that a refused client may still send before the connection is cut.
    package var lingerBytesMax = 1 << 20
    /// Connections that are told to go away because of their address, at a time.
    package var refusedConnectionsMax = 64

    package init() {}

    var head: HeadLimits {
        var limits = HeadLimits()
        limits.requestLineBytesMax = requestLineBytesMax
        limits.headerBytesMax = headerBytesMax
        limits.headerFieldsMax = headerFieldsMax
        return limits
    }

    var chunk: ChunkLimits {
        var limits = ChunkLimits()
        limits.chunkLineBytesMax = chunkLineBytesMax
        limits.extensionBytesMax = chunkExtensionBytesMax
        limits.trailerBytesMax = trailerBytesMax
        limits.trailerFieldsMax = trailerFieldsMax
        return limits
    }
}
