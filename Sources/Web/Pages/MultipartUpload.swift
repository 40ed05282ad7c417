import HTTPServer
import HTTPTypes

/// A form with one large file, read as it comes: first its fields, then the file behind them.
///
/// `multipart/form-data` (RFC 7578). Nothing of the file is kept in memory but a piece.
struct MultipartUpload {
    /// The fields before the file, the last value of each name.
    private(set) var values: [String: String] = [:]
    private let next: @Sendable () async throws -> [UInt8]?
    private let mark: [UInt8]
    private var buffer = Array("\r\n".utf8)

    enum Limits {
        /// What stands before the file.
        static let fieldsBytesMax = 1 << 16
    }

    /// Reads the fields of a request, as far as the file.
    ///
    /// - Throws: `HTTPError` for content of another type, or that is not well-formed.
    init(_ request: Request) async throws {
        guard let boundary = MultipartForm.boundary(request.fields[.contentType] ?? "") else {
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send multipart/form-data."
            )
        }
        let body = request.body
        try await self.init(boundary: boundary) { try await body.next() }
    }

    /// `next` gives the next piece of the content, nil at its end.
    init(
        boundary: String,
        next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws {
        self.next = next
        mark = Array("\r\n--\(boundary)".utf8)
        for _ in 0...MultipartForm.Limits.partsMax {
            guard try await place(of: mark) == 0 else { throw MultipartForm.malformed }
            buffer.removeFirst(mark.count)
            guard let end = try await place(of: Array("\r\n\r\n".utf8)),
                let head = MultipartForm.head(of: buffer[..<end])
            else { throw MultipartForm.malformed }
            // The line that ends the head stays, so that a mark finds one in an empty part too.
            buffer.removeFirst(end + 2)
            if head.isFile { return }
            guard let next = try await place(of: mark) else { throw MultipartForm.malformed }
            values[head.name] = String(decoding: buffer[..<next].dropFirst(2), as: UTF8.self)
            buffer.removeFirst(next)
        }
        throw MultipartForm.malformed
    }

    /// Gives the file piece by piece, until it ends.
    ///
    /// - Throws: `HTTPError` for a file without an end, and what `take` throws.
    mutating func file(_ take: ([UInt8]) throws -> Void) async throws {
        // The line that ends the head still stands in the buffer, before an empty file too.
        var isFirst = true
        while true {
            if let end = MultipartUpload.place(of: mark, in: buffer) {
                let rest = buffer[..<end].dropFirst(isFirst ? 2 : 0)
                if !rest.isEmpty { try take(Array(rest)) }
                break
            }
            let whole = buffer.count - mark.count
            if whole > 2 {
                try take(Array(buffer[..<whole].dropFirst(isFirst ? 2 : 0)))
                buffer.removeFirst(whole)
                isFirst = false
            }
            guard let piece = try await next() else { throw MultipartForm.malformed }
            buffer += piece
        }
        // What else stands there nobody wants.
        while try await next() != nil {}
    }

    /// Where something begins in what came and comes; nil when it does not come.
    private mutating func place(of wanted: [UInt8]) async throws -> Int? {
        while true {
            if let place = MultipartUpload.place(of: wanted, in: buffer) { return place }
            guard buffer.count <= Limits.fieldsBytesMax, let piece = try await next() else {
                return nil
            }
            buffer += piece
        }
    }

    /// Where something begins whose first byte is rare.
    static func place(of wanted: [UInt8], in bytes: [UInt8]) -> Int? {
        guard let first = wanted.first else { return nil }
        var start = 0
        return bytes.withUnsafeBufferPointer { bytes in
            while start + wanted.count <= bytes.count,
                let found = bytes[start...].firstIndex(of: first),
                found + wanted.count <= bytes.count
            {
                if bytes[found..<found + wanted.count].elementsEqual(wanted) { return found }
                start = found + 1
            }
            return nil
        }
    }
}
