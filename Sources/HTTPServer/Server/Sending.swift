import EventLoop
import HTTPTypes
import Logging

/// A handler answered 1xx, after which the client would wait for the answer.
struct InterimStatusError: Error {}

/// The sending of one answer.
struct Sending {
    private let connection: Connection
    private let request: Request
    private let mark: Int
    private(set) var status = 0
    private(set) var bodyBytes = 0
    /// The connection closes after this answer, and the client was told so.
    private(set) var closes = false
    /// The client did not get the whole answer.
    private(set) var isAborted = false
    /// Nothing else shows the client that the answer is incomplete.
    private(set) var needsReset = false

    init(_ connection: Connection, _ request: Request) {
        self.connection = connection
        self.request = request
        mark = connection.output.mark
    }

    private var core: ServerCore { connection.worker.core }

    /// Sends `response`, or a 500 when it cannot be sent as it is.
    mutating func send(_ response: Response) async {
        do {
            if let rest = try begin(response) { try await send(rest) }
        } catch {
            await recover(from: error)
        }
    }

    /// Sends the answer to `error` if nothing has left yet, else gives up.
    private mutating func recover(from error: any Error) async {
        if !connection.isBroken {
            core.logger.error(
                "the answer could not be sent",
                metadata: [
                    "request_id": .string(request.id),
                    "route": .string(request.template),
                    "error": .string("\(error)"),
                ]
            )
            if connection.output.truncate(to: mark) {
                bodyBytes = 0
                let answer = core.application.answer(HTTPError.internal, to: request)
                if (try? await retry(answer)) != nil { return }
            }
        }
        giveUp()
        if connection.isBroken { needsReset = true }
    }

    /// Takes note that the client does not get the whole answer.
    mutating func giveUp() {
        isAborted = true
        closes = true
    }

    private mutating func retry(_ answer: Response) async throws {
        if let rest = try begin(answer) { try await send(rest) }
    }

    /// Content that does not simply go behind the head.
    private enum Rest {
        case bytes([UInt8])
        case file(FileBody)
        case stream(@Sendable (BodyWriter) async throws -> Void, ResponseFraming)
    }

    /// Appends the head and short content to what waits to be sent.
    ///
    /// - Returns: the content that is left to send.
    /// - Throws: when the answer cannot be sent as it is: an interim status, or a field value that
    ///   would end the field.
    private mutating func begin(_ response: Response) throws -> Rest? {
        guard response.status.code >= 200 else { throw InterimStatusError() }
        status = response.status.code
        let isStream = if case .stream = response.body { true } else { false }
        closes =
            !request.keepsAlive || connection.isDraining
            || !connection.canReachEnd(of: request.body, whileStreaming: isStream)
        connection.hasBegunAnswer = true
        let framing = framing(of: response)
        if framing == .untilClose { closes = true }
        try connection.output.appendHead(
            response.status,
            response.fields,
            framing,
            ResponseContext(
                dateLine: connection.worker.dateLine,
                requestID: request.id,
                defaults: core.defaults(scheme: request.scheme),
                closes: closes,
                announcesKeepAlive: request.isOldVersion
            )
        )
        guard request.method != .head, framing != .none, response.status != .resetContent
        else { return nil }
        switch response.body {
        case .empty: return nil
        case .bytes(let bytes) where bytes.count <= Self.copiedBytesMax:
            connection.output.append(bytes)
            bodyBytes = bytes.count
            return nil
        case .bytes(let bytes): return .bytes(bytes)
        case .file(let file): return file.count > 0 ? .file(file) : nil
        case .stream(let write): return .stream(write, framing)
        }
    }

    private func framing(of response: Response) -> ResponseFraming {
        if response.status == .noContent || response.status == .notModified { return .none }
        // RFC 9110 section 15.3.6: no content, though its length is announced.
        if response.status == .resetContent { return .length(0) }
        switch response.body {
        case .empty: return .length(0)
        case .bytes(let bytes): return .length(bytes.count)
        case .file(let file): return .length(file.count)
        case .stream:
            if let text = response.fields[.contentLength], let length = Int(text), length >= 0 {
                return .length(length)
            }
            if request.method == .head { return .none }
            return request.isOldVersion ? .untilClose : .chunked
        }
    }

    // MARK: Content

    /// Up to here content is copied behind the head, for one system call for both.
    private static let copiedBytesMax = 32 << 10

    private mutating func send(_ rest: Rest) async throws {
        switch rest {
        case .bytes(let bytes): try await send(bytes)
        case .file(let file): try await send(file)
        case .stream(let write, let framing): try await send(write, framing)
        }
    }

    private mutating func send(_ bytes: [UInt8]) async throws {
        try await connection.flush(moreFollows: true)
        while bodyBytes < bytes.count {
            let sent = try connection.withSocket { socket in
                try bytes.withUnsafeBytes { all in
                    try socket.send(UnsafeRawBufferPointer(rebasing: all[bodyBytes...]))
                }
            }
            try await moved(sent)
        }
    }

    private mutating func send(_ file: FileBody) async throws {
        try await connection.flush(moreFollows: true)
        while bodyBytes < file.count {
            let sent = try connection.withSocket { socket in
                try socket.sendFile(
                    file.descriptor,
                    from: file.offset + bodyBytes,
                    count: min(file.count - bodyBytes, Self.filePieceBytesMax)
                )
            }
            // The file has become shorter than it was announced.
            if sent == 0 { throw FileError(code: 0) }
            try await moved(sent)
        }
    }

    /// One call should not keep the other connections of the loop waiting for long.
    private static let filePieceBytesMax = 1 << 20

    private mutating func moved(_ sent: Int?) async throws {
        if let sent {
            bodyBytes += sent
            connection.writeGuard.moved(sent)
            if connection.isTooEager() { await connection.worker.loop.nextTurn() }
        } else {
            try await connection.waitWritable()
        }
    }

    private mutating func send(
        _ write: @Sendable (BodyWriter) async throws -> Void,
        _ framing: ResponseFraming
    ) async throws {
        let stream = StreamSink(connection, framing)
        defer { bodyBytes = stream.bodyBytes }
        do {
            try await write(BodyWriter(stream))
            try stream.finish()
        } catch {
            stream.close()
            // A length or a last chunk that never comes tells the client; a close alone does not.
            needsReset = framing == .untilClose
            throw error
        }
    }
}
