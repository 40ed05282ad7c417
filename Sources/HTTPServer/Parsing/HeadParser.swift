import HTTPTypes

/// Bounds of a request's head.
package struct HeadLimits: Sendable {
    package var requestLineBytesMax = 8 << 10
    /// All field lines of a head together.
    package var headerBytesMax = 32 << 10
    package var headerFieldsMax = 100

    package init() {}
}

/// Reads the request line and the fields of one request, a line at a time as they come.
///
/// It is given all bytes since the start of the message each time and goes on where it stopped,
/// so a head that comes in many pieces costs no more than one that comes at once. What it decides
/// never depends on how the bytes were split: each refusal is found at the same byte.
struct HeadParser {
    enum Progress: Equatable {
        case incomplete
        /// The head is complete and was this long; the content follows.
        case complete(headBytes: Int)
    }

    private enum Stage {
        case start
        case fields
    }

    private let limits: HeadLimits
    private var stage = Stage.start
    private var emptyLinesCount = 0
    /// Where the line under way begins.
    private var lineStart = 0
    /// There is no line feed between `lineStart` and here.
    private var searchedEnd = 0
    private var fieldsStart = 0
    private var framing = FramingFields()
    private(set) var head = RequestHead()

    init(limits: HeadLimits) {
        self.limits = limits
    }

    /// Whether anything of a request has arrived, empty lines aside.
    func hasBegun(_ bytes: Span<UInt8>) -> Bool {
        bytes.count > lineStart || emptyLinesCount > 0
    }

    /// Goes on with `bytes`, which begin where the message begins.
    ///
    /// - Throws: the reason for refusing the request; the parser is of no use afterwards.
    mutating func parse(_ bytes: Span<UInt8>) throws(Refusal) -> Progress {
        if stage == .start {
            guard try parseStart(bytes) else { return .incomplete }
        }
        while true {
            let used = lineStart - fieldsStart
            let room = max(0, limits.headerBytesMax - used)
            guard let end = try lineEnd(bytes, bytesMax: room, tooLong: .fieldsTooLarge) else {
                return .incomplete
            }
            let line = lineStart..<end
            lineStart = end + 2
            searchedEnd = lineStart
            if line.isEmpty {
                try framing.finish(&head)
                return .complete(headBytes: lineStart)
            }
            guard head.fields.count < limits.headerFieldsMax else { throw .tooManyFields }
            try parseField(bytes, line)
        }
    }

    // MARK: The request line

    private mutating func parseStart(_ bytes: Span<UInt8>) throws(Refusal) -> Bool {
        guard try skipEmptyLines(bytes) else { return false }
        guard let methodEnd = try checkMethod(bytes) else { return false }
        let bytesMax = limits.requestLineBytesMax
        guard let end = try lineEnd(bytes, bytesMax: bytesMax, tooLong: .requestLineTooLong) else {
            return false
        }
        try parseRequestLine(bytes, methodEnd: methodEnd, end: end)
        lineStart = end + 2
        searchedEnd = lineStart
        fieldsStart = lineStart
        stage = .fields
        return true
    }

    /// Skips a CRLF or two before the request line (RFC 9112 section 2.2).
    private mutating func skipEmptyLines(_ bytes: Span<UInt8>) throws(Refusal) -> Bool {
        while lineStart < bytes.count, bytes[lineStart] == Octet.carriageReturn {
            guard lineStart + 1 < bytes.count else { return false }
            guard bytes[lineStart + 1] == Octet.lineFeed, emptyLinesCount < 2 else {
                throw .malformedRequestLine
            }
            emptyLinesCount += 1
            lineStart += 2
            searchedEnd = lineStart
        }
        return lineStart < bytes.count
    }

    /// Finds the end of the method, and refuses what cannot become one without waiting for more.
    ///
    /// A TLS greeting on the plain port is answered at once instead of after the head's time.
    private func checkMethod(_ bytes: Span<UInt8>) throws(Refusal) -> Int? {
        var index = lineStart
        while index < bytes.count {
            if bytes[index] == Octet.space {
                guard index > lineStart else { throw .malformedRequestLine }
                return index
            }
            guard bytes[index].isToken else { throw .malformedRequestLine }
            index += 1
            if index - lineStart > Self.methodBytesMax { throw .methodNotImplemented }
        }
        return nil
    }

    private static let methodBytesMax = 24
    private static let versionBytes = 8

    private mutating func parseRequestLine(
        _ bytes: Span<UInt8>,
        methodEnd: Int,
        end: Int
    ) throws(Refusal) {
        let versionStart = end - Self.versionBytes
        guard versionStart - 1 > methodEnd, bytes[versionStart - 1] == Octet.space else {
            throw .malformedRequestLine
        }
        try parseVersion(bytes, versionStart)
        guard let method = KnownMethods.find(bytes, lineStart..<methodEnd) else {
            throw .methodNotImplemented
        }
        head.method = method
        let range = methodEnd + 1..<versionStart - 1
        let target = try RequestTarget(bytes, range, method: method)
        take(target, bytes, range)
    }

    private mutating func parseVersion(_ bytes: Span<UInt8>, _ start: Int) throws(Refusal) {
        let name: [5 of UInt8] = [0x48, 0x54, 0x54, 0x50, 0x2F]  // "HTTP/"
        for index in 0..<5 where bytes[start + index] != name[index] { throw .malformedRequestLine }
        let (major, dot, minor) = (bytes[start + 5], bytes[start + 6], bytes[start + 7])
        guard major.isDigit, dot == Octet.dot, minor.isDigit else { throw .malformedRequestLine }
        guard major == UInt8(ascii: "1") else { throw .versionNotSupported }
        head.isOldVersion = minor == UInt8(ascii: "0")
    }

    private mutating func take(_ target: RequestTarget, _ bytes: Span<UInt8>, _ range: Range<Int>) {
        if let authority = target.authority {
            head.authority = bytes.string(authority)
            framing.targetPort = target.impliedPort
            let path = target.path.isEmpty ? "/" : bytes.string(target.path)
            head.path = path
            head.query = target.query.map { bytes.string($0) }
            head.target = head.query.map { "\(path)?\($0)" } ?? path
            return
        }
        head.target = bytes.string(range)
        head.path = target.query == nil ? head.target : bytes.string(target.path)
        head.query = target.query.map { bytes.string($0) }
    }

    // MARK: The fields

    private mutating func parseField(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Refusal) {
        let field = try FieldLine(bytes, line)
        guard let (name, role) = KnownFields.shared.find(bytes, field.name) else {
            guard let name = HTTPField.Name(bytes.string(field.name)) else {
                throw .malformedField
            }
            head.fields.append(field.value(name, bytes))
            return
        }
        if role != .plain {
            try framing.note(role, bytes, field.value, in: &head)
        }
        head.fields.append(field.value(name, bytes))
    }

    /// The end of the line that starts at `lineStart`, its CRLF not counted; nil until it is there.
    private mutating func lineEnd(
        _ bytes: Span<UInt8>,
        bytesMax: Int,
        tooLong: Refusal
    ) throws(Refusal) -> Int? {
        let windowEnd = lineStart + bytesMax + 2
        let end = min(bytes.count, windowEnd)
        guard let lineFeed = bytes.firstLineFeed(in: searchedEnd..<max(searchedEnd, end)) else {
            searchedEnd = max(searchedEnd, end)
            if end == windowEnd { throw tooLong }
            return nil
        }
        guard lineFeed > lineStart, bytes[lineFeed - 1] == Octet.carriageReturn else {
            throw .bareLineFeed
        }
        return lineFeed - 1
    }
}

/// The methods that a request may name; every other token is answered with 501.
private enum KnownMethods {
    private static let all: [HTTPRequest.Method] = [
        .get, .post, .head, .put, .patch, .delete, .options, .trace,
    ]

    static func find(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTTPRequest.Method? {
        let text = bytes.string(range)
        // CONNECT is known, but a tunnel is nothing that this server makes.
        return all.first { $0.rawValue == text }
    }
}
