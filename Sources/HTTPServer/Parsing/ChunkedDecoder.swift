import HTTPTypes

/// Bounds of chunked content beside its own length.
package struct ChunkLimits: Sendable {
    /// One chunk's size line, extensions included.
    package var chunkLineBytesMax = 256
    /// All extensions of one content: they carry nothing that this server uses.
    package var extensionBytesMax = 16 << 10
    package var trailerBytesMax = 8 << 10
    package var trailerFieldsMax = 32

    package init() {}
}

/// Takes chunked content apart (RFC 9112 section 7.1), strictly.
struct ChunkedDecoder {
    enum Step: Equatable {
        case needsMore
        /// Content, as a range of the bytes given.
        case data(Range<Int>)
        case end
    }

    private enum Stage {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
        case finished
    }

    private let limits: ChunkLimits
    private var stage = Stage.size
    private var searchedCount = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerCount = 0
    /// The trailer fields that may be trailers; complete after `.end`.
    private(set) var trailers = HTTPFields()

    init(limits: ChunkLimits) {
        self.limits = limits
    }

    /// Goes on with `bytes`, which begin after everything that was consumed so far.
    ///
    /// - Returns: what was found, and how many bytes the caller must now drop from the front.
    /// - Throws: the reason for refusing the content.
    mutating func next(_ bytes: Span<UInt8>) throws(Refusal) -> (step: Step, consumed: Int) {
        var position = 0
        while true {
            switch stage {
            case .size:
                guard let end = try sizeLineEnd(bytes, from: position) else {
                    return (.needsMore, position)
                }
                let size = try parseSize(bytes, position..<end)
                stage = size == 0 ? .trailers : .data(remaining: size)
                position = end + 2
            case .data(let remaining):
                let count = min(remaining, bytes.count - position)
                guard count > 0 else { return (.needsMore, position) }
                stage = count == remaining ? .dataEnd : .data(remaining: remaining - count)
                return (.data(position..<position + count), position + count)
            case .dataEnd:
                guard try dataEndIsThere(bytes, position) else { return (.needsMore, position) }
                position += 2
                stage = .size
            case .trailers:
                guard let end = try trailerLineEnd(bytes, from: position) else {
                    return (.needsMore, position)
                }
                try parseTrailer(bytes, position..<end)
                if position == end { stage = .finished }
                position = end + 2
            case .finished:
                return (.end, position)
            }
        }
    }

    // MARK: Chunks

    private mutating func sizeLineEnd(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(Refusal) -> Int? {
        // A bad digit is refused when it comes, not when its line ends.
        if start < bytes.count, bytes[start].hexadecimalValue == nil { throw .invalidChunk }
        return try lineEnd(
            bytes,
            from: start,
            bytesMax: limits.chunkLineBytesMax,
            tooLong: .chunkExtensionsTooLong,
            bare: .invalidChunk
        )
    }

    private static let sizeDigitsMax = 15

    private mutating func parseSize(
        _ bytes: Span<UInt8>,
        _ line: Range<Int>
    ) throws(Refusal) -> Int {
        var size = 0
        var index = line.lowerBound
        while index < line.upperBound, let digit = bytes[index].hexadecimalValue {
            guard index - line.lowerBound < Self.sizeDigitsMax else { throw .invalidChunk }
            size = size << 4 | Int(digit)
            index += 1
        }
        guard index > line.lowerBound else { throw .invalidChunk }
        extensionBytes += line.upperBound - index
        if extensionBytes > limits.extensionBytesMax { throw .chunkExtensionsTooLong }
        guard ChunkExtensions.areValid(bytes, index..<line.upperBound) else { throw .invalidChunk }
        return size
    }

    private func dataEndIsThere(_ bytes: Span<UInt8>, _ position: Int) throws(Refusal) -> Bool {
        guard position < bytes.count else { return false }
        guard bytes[position] == Octet.carriageReturn else { throw .invalidChunk }
        guard position + 1 < bytes.count else { return false }
        guard bytes[position + 1] == Octet.lineFeed else { throw .invalidChunk }
        return true
    }

    // MARK: Trailers

    private mutating func trailerLineEnd(
        _ bytes: Span<UInt8>,
        from start: Int
    ) throws(Refusal) -> Int? {
        try lineEnd(
            bytes,
            from: start,
            bytesMax: limits.trailerBytesMax - trailerBytes,
            tooLong: .fieldsTooLarge,
            bare: .bareLineFeed
        )
    }

    private mutating func parseTrailer(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(Refusal) {
        if line.isEmpty { return }
        trailerBytes += line.count
        trailerCount += 1
        guard trailerCount <= limits.trailerFieldsMax else { throw .tooManyFields }
        let field = try FieldLine(bytes, line)
        let known = KnownFields.shared.find(bytes, field.name)?.0
        guard let name = known ?? HTTPField.Name(bytes.string(field.name)) else {
            throw .malformedField
        }
        if !TrailerFields.isForbidden(name) { trailers.append(field.value(name, bytes)) }
    }

    /// The end of the line at `start` without its CRLF; nil until it is there.
    private mutating func lineEnd(
        _ bytes: Span<UInt8>,
        from start: Int,
        bytesMax: Int,
        tooLong: Refusal,
        bare: Refusal
    ) throws(Refusal) -> Int? {
        let windowEnd = start + bytesMax + 2
        let end = min(bytes.count, windowEnd)
        let searchStart = min(start + searchedCount, end)
        guard let lineFeed = bytes.firstLineFeed(in: searchStart..<end) else {
            searchedCount = end - start
            if end == windowEnd { throw tooLong }
            return nil
        }
        searchedCount = 0
        guard lineFeed > start, bytes[lineFeed - 1] == Octet.carriageReturn else { throw bare }
        return lineFeed - 1
    }
}
