import EventLoop

/// Where a streamed answer goes: gathered into chunks, then into the connection's output.
///
/// Used on the connection's loop only, as long as the answer is being sent.
final class StreamSink: BodyWriter.Sink {
    /// What a stream did that its answer's head does not allow.
    enum StreamError: Error {
        case moreThanAnnounced
        case lessThanAnnounced
        case closed
    }

    private let connection: Connection
    private let framing: ResponseFraming
    private var gathered: [UInt8] = []
    private var isOpen = true
    private(set) var bodyBytes = 0

    init(_ connection: Connection, _ framing: ResponseFraming) {
        self.connection = connection
        self.framing = framing
    }

    var loop: EventLoop? { connection.worker.loop }

    private static let gatheredBytesMax = 16 << 10

    func write(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
        guard isOpen else { throw StreamError.closed }
        bodyBytes += bytes.count
        if case .length(let length) = framing, bodyBytes > length {
            throw StreamError.moreThanAnnounced
        }
        gathered.append(contentsOf: bytes)
        return gathered.count < Self.gatheredBytesMax
    }

    func flush() async throws {
        guard isOpen else { throw StreamError.closed }
        moveGathered()
        try await connection.flush()
    }

    /// Ends the content.
    func finish() throws {
        if case .length(let length) = framing, bodyBytes < length {
            throw StreamError.lessThanAnnounced
        }
        moveGathered()
        if framing == .chunked { connection.output.append("0\r\n\r\n") }
        close()
    }

    /// Takes nothing any more, whoever still holds the writer.
    func close() {
        isOpen = false
    }

    private func moveGathered() {
        guard !gathered.isEmpty else { return }
        if framing == .chunked {
            connection.output.append(String(gathered.count, radix: 16))
            connection.output.append("\r\n")
            connection.output.append(gathered)
            connection.output.append("\r\n")
        } else {
            connection.output.append(gathered)
        }
        gathered.removeAll(keepingCapacity: true)
    }
}
