import HTTPTypes

/// How the end of an answer's content is marked (RFC 9112 section 6).
enum ResponseFraming: Equatable {
    /// The status allows no content.
    case none
    case length(Int)
    case chunked
    case untilClose
}

/// What the server adds to every answer.
struct ResponseContext {
    let dateLine: [UInt8]
    let requestID: String
    let defaults: DefaultFields?
    let closes: Bool
    /// Whether the client is told that the connection stays, which HTTP/1.0 has to be.
    let announcesKeepAlive: Bool
}

/// A field of an answer that would have been taken for more than one.
struct UnsafeFieldError: Error {
    let name: HTTPField.Name
}

extension OutputBuffer {
    /// Appends the status line and the fields of an answer.
    ///
    /// - Throws: `UnsafeFieldError` for a value with CR, LF, NUL or another control: nothing of
    ///   an answer can ever be taken for a second one.
    mutating func appendHead(
        _ status: HTTPResponse.Status,
        _ fields: HTTPFields,
        _ framing: ResponseFraming,
        _ context: ResponseContext
    ) throws(UnsafeFieldError) {
        append(StatusLines.shared.line(status))
        append(context.dateLine)
        append("Request-Id: ")
        append(context.requestID)
        switch framing {
        case .none, .untilClose: append("\r\n")
        case .chunked: append("\r\nTransfer-Encoding: chunked\r\n")
        case .length(let length):
            append("\r\nContent-Length: ")
            append(decimal: length)
            append("\r\n")
        }
        if context.closes {
            append("Connection: close\r\n")
        } else if context.announcesKeepAlive {
            append("Connection: keep-alive\r\n")
        }
        for field in fields where !ServerFields.areOwned(field.name) {
            try append(field)
        }
        context.defaults?.append(to: &self, unlessIn: fields)
        append("\r\n")
    }

    mutating func append(_ field: HTTPField) throws(UnsafeFieldError) {
        append(field.name.rawName)
        append(": ")
        let isSafe = field.withUnsafeBytesOfValue { value in
            append(UnsafeRawBufferPointer(value))
            return value.allSatisfy(\.isFieldValue)
        }
        guard isSafe else { throw UnsafeFieldError(name: field.name) }
        append("\r\n")
    }
}

/// The fields that only the server writes.
private enum ServerFields {
    static func areOwned(_ name: HTTPField.Name) -> Bool {
        let name = name.canonicalName
        switch name.utf8.count {
        case 4: return name == "date"
        case 7: return name == "upgrade" || name == "trailer"
        case 10: return name == "connection" || name == "keep-alive" || name == "request-id"
        case 14: return name == "content-length"
        case 17: return name == "transfer-encoding"
        default: return false
        }
    }
}

/// The status lines, written out once.
private struct StatusLines {
    static let shared = StatusLines()

    private let lines: [[UInt8]]

    private init() {
        var phrases: [Int: String] = [:]
        for status in StatusLines.named { phrases[status.code] = status.reasonPhrase }
        lines = (0...999).map { Array("HTTP/1.1 \($0) \(phrases[$0] ?? "")\r\n".utf8) }
    }

    private static let named: [HTTPResponse.Status] = [
        .continue, .switchingProtocols, .ok, .created, .accepted, .nonAuthoritativeInformation,
        .noContent, .resetContent, .partialContent, .multipleChoices, .movedPermanently, .found,
        .seeOther, .notModified, .temporaryRedirect, .permanentRedirect, .badRequest,
        .unauthorized, .forbidden, .notFound, .methodNotAllowed, .notAcceptable,
        .proxyAuthenticationRequired, .requestTimeout, .conflict, .gone, .lengthRequired,
        .preconditionFailed, .contentTooLarge, .uriTooLong, .unsupportedMediaType,
        .rangeNotSatisfiable, .expectationFailed, .misdirectedRequest, .unprocessableContent,
        .tooEarly, .upgradeRequired, .preconditionRequired, .tooManyRequests,
        .requestHeaderFieldsTooLarge, .unavailableForLegalReasons, .internalServerError,
        .notImplemented, .badGateway, .serviceUnavailable, .gatewayTimeout,
        .httpVersionNotSupported,
    ]

    func line(_ status: HTTPResponse.Status) -> [UInt8] { lines[status.code] }
}
