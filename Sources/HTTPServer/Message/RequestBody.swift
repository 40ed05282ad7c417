import EventLoop
import HTTPTypes

/// The content of a request, read from the connection as fast as it is asked for.
///
/// Nothing is read ahead: while nobody asks, the client's packets stay in the kernel and the
/// client is slowed down. One reader at a time.
///
/// `@unchecked Sendable`: the mutable fields are touched on the connection's loop only, to which
/// `next` moves when it is called elsewhere.
package final class RequestBody: @unchecked Sendable {
    /// Where content comes from: a connection, in the server.
    protocol Source: AnyObject {
        var loop: EventLoop { get }
        /// How many bytes the client announced that are not read yet; nil when it did not say.
        var remainingBytes: Int? { get }
        var trailers: HTTPFields { get }
        /// The client sends nothing before it is told to.
        var isAwaitedToContinue: Bool { get }
        func readContent() async throws -> [UInt8]?
        /// The rest will not be read: the request has no end that another could follow.
        func giveUp()
    }

    /// Nil for content that is already here.
    private let loop: EventLoop?
    private var source: (any Source)?
    private var stored: [UInt8]
    /// Somebody waits in `next` at this moment.
    private(set) var isReading = false
    private var readBytes = 0
    /// The route's bound; what exceeds it is refused while it is read.
    let bytesMax: Int

    /// Content that is already here.
    package init(_ bytes: [UInt8] = []) {
        loop = nil
        source = nil
        stored = bytes
        bytesMax = .max
    }

    /// The body of every request without content; shared by all threads, and never written to.
    static let empty = RequestBody()

    init(source: any Source, bytesMax: Int) {
        loop = source.loop
        self.source = source
        stored = []
        self.bytesMax = bytesMax
    }

    /// The length that the client announced less what was read; nil for chunked content.
    package var remainingBytes: Int? {
        guard let source else { return stored.count }
        return source.remainingBytes
    }

    /// The trailer fields of chunked content, once `next` has returned nil.
    package var trailers: HTTPFields { source?.trailers ?? [:] }

    /// The next piece of the content, never empty; nil at its end.
    ///
    /// - Throws: `Refusal.contentTooLarge` beyond the route's `bodyBytesMax`, `.contentTooSlow`,
    ///   `.requestIncomplete` when the client went away, `.invalidChunk` and its like; all of
    ///   them end the connection after the answer.
    package func next() async throws -> [UInt8]? {
        guard let loop else {
            guard !stored.isEmpty else { return nil }
            defer { stored = [] }
            return stored
        }
        if loop.isCurrent { return try await nextHere() }
        return try await withTaskExecutorPreference(loop) { try await self.nextElsewhere() }
    }

    @concurrent private func nextElsewhere() async throws -> [UInt8]? {
        try await nextHere()
    }

    private func nextHere() async throws -> [UInt8]? {
        guard let source else { return nil }
        precondition(!isReading, "the content of a request has one reader at a time")
        isReading = true
        defer { isReading = false }
        guard let piece = try await source.readContent() else { return nil }
        readBytes += piece.count
        guard readBytes <= bytesMax else { throw tooLarge() }
        return piece
    }

    /// All of the content.
    ///
    /// - Throws: `Refusal.contentTooLarge` as soon as there are more than `bytesMax` bytes, and
    ///   what `next` throws.
    package func collect(upTo bytesMax: Int) async throws -> [UInt8] {
        if let remainingBytes, remainingBytes > bytesMax { throw tooLarge() }
        guard var content = try await next() else { return [] }
        while content.count <= bytesMax, let piece = try await next() { content += piece }
        if content.count > bytesMax { throw tooLarge() }
        return content
    }

    /// Refuses content beyond the route's `bytesMax`, before a handler is asked.
    ///
    /// Chunked content has no length to look at; where a route takes none, its end must come.
    /// - Throws: what `next` throws.
    func check(upTo bytesMax: Int) async throws {
        if let remainingBytes {
            if remainingBytes > bytesMax { throw tooLarge() }
        } else if bytesMax == 0, let source, !source.isAwaitedToContinue {
            while try await next() != nil {}
        }
    }

    /// What is refused is not read, so the request has no end that another could follow.
    private func tooLarge() -> Refusal {
        source?.giveUp()
        return .contentTooLarge
    }

    /// Cuts the content off when the request has been answered; later reads find its end.
    ///
    /// Whoever waits in `next` at this moment is woken by the end of the connection alone.
    func detach() {
        source = nil
    }

    /// How much more the route would take.
    var unreadBytesMax: Int { bytesMax - min(readBytes, bytesMax) }
}
