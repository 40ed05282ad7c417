import HTTPTypes

/// Reads the requests of one connection out of its bytes, without knowing of sockets.
///
/// The owner gives it the bytes that have arrived and not been consumed, drops as many from the
/// front as it says, and gets one event after another: a head, its content, its end, the next
/// head. It never looks past the end of a request before `startNext`.
package struct MessageReader {
    /// What the bytes given so far lead to.
    package enum Event: Equatable {
        case needsMore
        /// `head` is complete.
        case head
        /// Content, as a range of the bytes given, which is part of what was consumed.
        case data(Range<Int>)
        /// The request is complete; `trailers` hold what followed chunked content.
        case end
    }

    private enum Stage {
        case head
        case length(remaining: Int)
        case chunked
        case finished
    }

    private let headLimits: HeadLimits
    private let chunkLimits: ChunkLimits
    private var stage = Stage.head
    private var headParser: HeadParser
    private var chunkedDecoder: ChunkedDecoder

    package init(headLimits: HeadLimits, chunkLimits: ChunkLimits) {
        self.headLimits = headLimits
        self.chunkLimits = chunkLimits
        headParser = HeadParser(limits: headLimits)
        chunkedDecoder = ChunkedDecoder(limits: chunkLimits)
    }

    /// The request's head; complete after `.head`.
    package var head: RequestHead { headParser.head }

    /// The fields after chunked content; complete after `.end`.
    package var trailers: HTTPFields { chunkedDecoder.trailers }

    /// Whether a request has begun to arrive.
    package func hasBegun(_ bytes: Span<UInt8>) -> Bool {
        if case .head = stage { headParser.hasBegun(bytes) } else { true }
    }

    /// How much content is still to come; nil when it is chunked and so unknown.
    package var remainingBytes: Int? {
        switch stage {
        case .head, .finished: 0
        case .length(let remaining): remaining
        case .chunked: nil
        }
    }

    /// The next event in `bytes`.
    ///
    /// - Returns: the event and how many bytes the caller must now drop from the front.
    /// - Throws: the reason for refusing the request; the reader is of no use afterwards.
    package mutating func next(
        _ bytes: Span<UInt8>
    ) throws(Refusal) -> (event: Event, consumed: Int) {
        switch stage {
        case .head:
            guard case .complete(let headBytes) = try headParser.parse(bytes) else {
                return (.needsMore, 0)
            }
            stage =
                switch headParser.head.framing {
                case .none: .finished
                case .length(let length): .length(remaining: length)
                case .chunked: .chunked
                }
            return (.head, headBytes)
        case .length(let remaining):
            let count = min(remaining, bytes.count)
            guard count > 0 else { return (.needsMore, 0) }
            stage = count == remaining ? .finished : .length(remaining: remaining - count)
            return (.data(0..<count), count)
        case .chunked:
            let (step, consumed) = try chunkedDecoder.next(bytes)
            switch step {
            case .needsMore: return (.needsMore, consumed)
            case .data(let range): return (.data(range), consumed)
            case .end:
                stage = .finished
                return (.end, consumed)
            }
        case .finished:
            return (.end, 0)
        }
    }

    /// Makes ready for the next request on the connection; call it after `.end`.
    package mutating func startNext() {
        if case .chunked = headParser.head.framing {
            chunkedDecoder = ChunkedDecoder(limits: chunkLimits)
        }
        headParser = HeadParser(limits: headLimits)
        stage = .head
    }
}
