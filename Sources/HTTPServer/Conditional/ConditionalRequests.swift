import EventLoop
import HTTPTypes

/// Answers conditional and range requests for what handlers answer with 200.
///
/// A handler only has to set `ETag` or `Last-Modified`. Ranges are served for files, and for
/// bytes that carry an entity tag (RFC 9110 sections 13 and 14).
package enum ConditionalRequests {
    /// `response`, or what stands for it: 304, 206, 416.
    ///
    /// A handler that wants to know what becomes of its answer calls it by itself; then nothing
    /// more is done.
    ///
    /// - Throws: `HTTPError` 412 when a precondition fails, 416 when no range can be served.
    package static func apply(to response: Response, for request: Request) throws -> Response {
        guard request.method == .get || request.method == .head, response.status == .ok else {
            return response
        }
        var response = response
        if case .file = response.body { response.fields[.acceptRanges] = "bytes" }
        guard request.isConditional else { return response }
        let entityTag = response.fields[.eTag].flatMap { EntityTag($0) }
        let modifiedSeconds = response.fields[.lastModified].flatMap { HTTPDate.seconds($0) }
        let preconditions = Preconditions(request.fields, nowSeconds: request.seconds)
        switch preconditions.verdict(
            method: request.method,
            entityTag: entityTag,
            modifiedSeconds: modifiedSeconds
        ) {
        case .failed: throw failed
        case .notModified: return notModified(response)
        case .proceed: break
        }
        guard request.method == .get, let range = request.fields[.range],
            preconditions.allowsRange(entityTag: entityTag, modifiedSeconds: modifiedSeconds),
            let content = RangedContent(response.body, hasEntityTag: entityTag != nil)
        else { return response }
        return try content.answer(range, response, boundary: "obuka-\(request.id)")
    }

    private static let failed = HTTPError(
        .preconditionFailed,
        code: "precondition_failed",
        title: "The resource is not in the state that the request names."
    )

    private static func notModified(_ response: Response) -> Response {
        var answer = response
        answer.status = .notModified
        answer.body = .empty
        // The client has these with the content that it has (RFC 9110 section 15.4.5).
        for name in [.contentType, .contentEncoding, .contentLanguage, .contentDisposition]
            as [HTTPField.Name]
        {
            answer.fields[name] = nil
        }
        return answer
    }
}

/// Content of which parts can be sent.
private enum RangedContent {
    case bytes([UInt8])
    case file(FileBody)

    init?(_ body: ResponseBody, hasEntityTag: Bool) {
        switch body {
        case .bytes(let bytes) where hasEntityTag: self = .bytes(bytes)
        case .file(let file): self = .file(file)
        default: return nil
        }
    }

    private var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .file(let file): file.count
        }
    }

    func answer(_ range: String, _ whole: Response, boundary: String) throws -> Response {
        switch ByteRanges(range, count: count) {
        case .whole:
            return whole
        case .unsatisfiable:
            throw HTTPError(
                .rangeNotSatisfiable,
                code: "range_not_satisfiable",
                title: "No range of the request lies within the content.",
                fields: [.contentRange: "bytes */\(count)"]
            )
        case .parts(let parts):
            var answer = whole
            answer.status = .partialContent
            if parts.count == 1 {
                answer.fields[.contentRange] = contentRange(parts[0])
                answer.body = part(parts[0])
            } else {
                useMultipart(&answer, parts, boundary: boundary)
            }
            return answer
        }
    }

    private func contentRange(_ range: Range<Int>) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(count)"
    }

    private func part(_ range: Range<Int>) -> ResponseBody {
        switch self {
        case .bytes(let bytes): .bytes(Array(bytes[range]))
        case .file(let file): .file(file.part(range))
        }
    }

    /// Makes the answer `multipart/byteranges` (RFC 9110 section 14.6).
    private func useMultipart(_ answer: inout Response, _ parts: [Range<Int>], boundary: String) {
        let type = answer.fields[.contentType].map { "Content-Type: \($0)\r\n" } ?? ""
        let heads = parts.map { range in
            "\r\n--\(boundary)\r\n\(type)Content-Range: \(contentRange(range))\r\n\r\n"
        }
        let end = "\r\n--\(boundary)--\r\n"
        let length =
            heads.reduce(end.utf8.count) { $0 + $1.utf8.count }
            + parts.reduce(0) { $0 + $1.count }
        answer.fields[.contentType] = "multipart/byteranges; boundary=\(boundary)"
        answer.fields[.contentLength] = String(length)
        answer.body = .stream { writer in
            for (head, range) in zip(heads, parts) {
                try await writer.write(head)
                try await write(range, to: writer)
            }
            try await writer.write(end)
        }
    }

    private static let pieceBytesMax = 64 << 10

    private func write(_ range: Range<Int>, to writer: BodyWriter) async throws {
        switch self {
        case .bytes(let bytes):
            try await writer.write(Array(bytes[range]))
        case .file(let file):
            var position = range.lowerBound
            while position < range.upperBound {
                let bytesMax = min(Self.pieceBytesMax, range.upperBound - position)
                let piece = try file.piece(at: position, bytesMax: bytesMax)
                guard !piece.isEmpty else { throw FileError(code: 0) }
                try await writer.write(piece)
                position += piece.count
            }
        }
    }
}
