/// Gathers the fields that decide how the request is framed, and judges them together.
///
/// Two parties that disagree about where a request ends can be made to see different requests;
/// so everything that could be read in two ways is refused (RFC 9112 sections 6 and 11.2).
struct FramingFields {
    private var hostCount = 0
    private var contentLength: Int?
    private var hasTransferEncoding = false
    private var hasClose = false
    private var hasKeepAlive = false
    private var hasContinue = false
    private var hasOtherExpectation = false
    /// The port that the scheme of an absolute target implies.
    var targetPort: Int?

    /// Takes note of a field with a role.
    ///
    /// - Throws: when the field alone is reason enough to refuse the request.
    mutating func note(
        _ role: FieldRole,
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        in head: inout RequestHead
    ) throws(Refusal) {
        switch role {
        case .plain: break
        case .host: try noteHost(bytes, value, in: &head)
        case .contentLength: try noteContentLength(bytes, value)
        case .transferEncoding: try noteTransferEncoding(bytes, value)
        case .connection: noteConnection(bytes, value)
        case .expect: noteExpect(bytes, value)
        case .conditional: head.isConditional = true
        case .forwarding: head.hasForwarding = true
        }
    }

    private mutating func noteHost(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>,
        in head: inout RequestHead
    ) throws(Refusal) {
        hostCount += 1
        guard hostCount == 1, Authority.isValid(bytes, value) else { throw .invalidHost }
        let host = bytes.string(value)
        // RFC 9112 section 3.2.2 lets the target win over Host. A client that names two hosts is
        // confused or wants to confuse, and whoever stands before us may have looked at Host.
        if let targetPort,
            Authority.plain(head.authority, port: targetPort)
                != Authority.plain(host, port: targetPort)
        {
            throw .invalidHost
        }
        head.authority = host
    }

    private mutating func noteExpect(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var (hasContinue, hasOther) = (hasContinue, hasOtherExpectation)
        bytes.forEachListElement(in: value) { element in
            if bytes.spells("100-continue", in: element) {
                hasContinue = true
            } else {
                hasOther = true
            }
        }
        (self.hasContinue, hasOtherExpectation) = (hasContinue, hasOther)
    }

    private static let lengthDigitsMax = 18

    private mutating func noteContentLength(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>
    ) throws(Refusal) {
        // Also a repeated equal length and a list of them: RFC 9110 section 8.6 lets us.
        guard contentLength == nil, !value.isEmpty, value.count <= Self.lengthDigitsMax else {
            throw .invalidContentLength
        }
        var length = 0
        for index in value {
            guard bytes[index].isDigit else { throw .invalidContentLength }
            length = length * 10 + Int(bytes[index] - 0x30)
        }
        contentLength = length
    }

    private mutating func noteTransferEncoding(
        _ bytes: Span<UInt8>,
        _ value: Range<Int>
    ) throws(Refusal) {
        guard !hasTransferEncoding else { throw .transferCodingNotLast }
        hasTransferEncoding = true
        if bytes.spells("chunked", in: value) { return }
        var last: Range<Int>?
        var chunkedCount = 0
        bytes.forEachListElement(in: value) { element in
            last = element
            if bytes.spells("chunked", in: element) { chunkedCount += 1 }
        }
        guard let last, chunkedCount == 1, bytes.spells("chunked", in: last) else {
            throw .transferCodingNotLast
        }
        // `chunked` alone but with a stray comma is not what a client writes: refused as well.
        throw .transferCodingUnknown
    }

    private mutating func noteConnection(_ bytes: Span<UInt8>, _ value: Range<Int>) {
        var (hasClose, hasKeepAlive) = (hasClose, hasKeepAlive)
        bytes.forEachListElement(in: value) { element in
            if bytes.spells("close", in: element) { hasClose = true }
            if bytes.spells("keep-alive", in: element) { hasKeepAlive = true }
        }
        (self.hasClose, self.hasKeepAlive) = (hasClose, hasKeepAlive)
    }

    /// Decides how the content ends and whether the connection stays, once all fields are known.
    func finish(_ head: inout RequestHead) throws(Refusal) {
        if head.isOldVersion {
            if hasTransferEncoding { throw .transferEncodingInOldVersion }
            head.keepsAlive = hasKeepAlive && !hasClose
        } else {
            guard hostCount == 1 else { throw .missingHost }
            // HTTP/1.0 knows no expectations: there one is a field like any other.
            if hasOtherExpectation { throw .expectationFailed }
            head.keepsAlive = !hasClose
        }
        if hasTransferEncoding {
            guard contentLength == nil else { throw .lengthAndTransferEncoding }
            head.framing = .chunked
        } else if let contentLength, contentLength > 0 {
            head.framing = .length(contentLength)
        }
        // Waiting to continue means nothing in HTTP/1.0, or without content (RFC 9110 10.1.1).
        head.expectsContinue = hasContinue && !head.isOldVersion && head.framing != .none
    }
}
