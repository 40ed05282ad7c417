import EventLoop

/// Writes the content of a streamed answer.
///
/// What is written is gathered and sent in pieces of some kilobytes; a client that does not read
/// suspends the writer, so memory stays flat.
///
/// `@unchecked Sendable`: the sink is touched on the connection's loop only, to which a write
/// moves when it is called elsewhere.
package struct BodyWriter: @unchecked Sendable {
    /// Where content goes: a connection, in the server.
    protocol Sink: AnyObject {
        /// Nil when any thread will do.
        var loop: EventLoop? { get }
        /// Takes all of `bytes`; false when `flush` should come next.
        func write(_ bytes: UnsafeRawBufferPointer) throws -> Bool
        func flush() async throws
    }

    private let sink: any Sink

    init(_ sink: any Sink) {
        self.sink = sink
    }

    /// Writes `bytes`, suspending while the client is behind.
    ///
    /// - Throws: when the client went away or took too long; end the stream then.
    package func write(_ bytes: [UInt8]) async throws {
        if let loop = sink.loop, !loop.isCurrent {
            try await withTaskExecutorPreference(loop) { try await self.writeElsewhere(bytes) }
        } else {
            try await writeHere(bytes)
        }
    }

    /// Writes `text` as UTF-8.
    ///
    /// - Throws: as the other `write`.
    package func write(_ text: String) async throws {
        try await write(Array(text.utf8))
    }

    /// Sends what has been gathered, for a client that waits for it.
    ///
    /// - Throws: as `write`.
    package func flush() async throws {
        if let loop = sink.loop, !loop.isCurrent {
            try await withTaskExecutorPreference(loop) { try await self.flushElsewhere() }
        } else {
            try await sink.flush()
        }
    }

    private func writeHere(_ bytes: [UInt8]) async throws {
        let hasRoom = try bytes.withUnsafeBytes { try sink.write($0) }
        if !hasRoom { try await sink.flush() }
    }

    @concurrent private func writeElsewhere(_ bytes: [UInt8]) async throws {
        try await writeHere(bytes)
    }

    @concurrent private func flushElsewhere() async throws {
        try await sink.flush()
    }
}

extension BodyWriter.Sink {
    var loop: EventLoop? { nil }
}
