import HTTPTypes

/// Why the server itself refuses a request; the raw value is the stable `code` of the answer.
package enum Refusal: String, Error, Sendable, CaseIterable {
    // The request line (RFC 9112 section 3).
    case malformedRequestLine = "malformed_request_line"
    case requestLineTooLong = "request_line_too_long"
    case methodNotImplemented = "method_not_implemented"
    case invalidTarget = "invalid_request_target"
    case versionNotSupported = "http_version_not_supported"

    // The fields (RFC 9112 section 5, RFC 9110 section 7.2).
    case bareLineFeed = "bare_line_feed"
    case foldedLine = "folded_field_line"
    case malformedField = "malformed_field"
    case invalidFieldValue = "invalid_field_value"
    case fieldsTooLarge = "fields_too_large"
    case tooManyFields = "too_many_fields"
    case missingHost = "missing_host"
    case invalidHost = "invalid_host"
    case expectationFailed = "expectation_failed"

    // The framing (RFC 9112 sections 6 and 7).
    case invalidContentLength = "invalid_content_length"
    case lengthAndTransferEncoding = "content_length_with_transfer_encoding"
    case transferEncodingInOldVersion = "transfer_encoding_in_http_1_0"
    case transferCodingNotLast = "chunked_not_last"
    case transferCodingUnknown = "transfer_coding_not_implemented"
    case invalidChunk = "invalid_chunk"
    case chunkExtensionsTooLong = "chunk_extensions_too_long"
    case contentTooLarge = "content_too_large"

    // Time and room.
    case requestIncomplete = "request_incomplete"
    case headTooSlow = "request_head_too_slow"
    case contentTooSlow = "content_too_slow"
    case tooManyConnections = "too_many_connections"

    /// The status of the answer.
    package var status: HTTPResponse.Status {
        switch self {
        case .requestLineTooLong: .uriTooLong
        case .methodNotImplemented, .transferCodingUnknown: .notImplemented
        case .versionNotSupported: .httpVersionNotSupported
        case .fieldsTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
        case .expectationFailed: .expectationFailed
        case .contentTooLarge: .contentTooLarge
        case .headTooSlow, .contentTooSlow: .requestTimeout
        case .tooManyConnections: .tooManyRequests
        default: .badRequest
        }
    }

    /// One sentence for people; the same for every occurrence.
    package var title: String {
        switch self {
        case .malformedRequestLine: "The request line is malformed."
        case .requestLineTooLong: "The request line is too long."
        case .methodNotImplemented: "This server does not know the method."
        case .invalidTarget: "The request target is malformed."
        case .versionNotSupported: "This server speaks HTTP/1.1 and HTTP/1.0."
        case .bareLineFeed: "A line ends without a carriage return."
        case .foldedLine: "A field line is folded."
        case .malformedField: "A field line is malformed."
        case .invalidFieldValue: "A field value holds a control character."
        case .fieldsTooLarge: "The fields of the request are too large."
        case .tooManyFields: "The request has too many fields."
        case .missingHost: "The request has no Host field."
        case .invalidHost: "The Host field is malformed, repeated or contradicts the target."
        case .expectationFailed: "This server cannot meet the expectation."
        case .invalidContentLength: "The content length is malformed or repeated."
        case .lengthAndTransferEncoding: "The request has two contradicting lengths."
        case .transferEncodingInOldVersion: "HTTP/1.0 has no transfer codings."
        case .transferCodingNotLast: "The last transfer coding is not chunked."
        case .transferCodingUnknown: "This server knows no transfer coding but chunked."
        case .invalidChunk: "The chunked content is malformed."
        case .chunkExtensionsTooLong: "The chunk extensions are too long."
        case .contentTooLarge: "The content is too large."
        case .requestIncomplete: "The request ended early."
        case .headTooSlow: "The request took too long to arrive."
        case .contentTooSlow: "The content arrives too slowly."
        case .tooManyConnections: "There are too many connections from this address."
        }
    }
}
