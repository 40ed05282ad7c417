import HTTPServer
import HTTPTypes

/// Everything that a reader made of an input, as requests and as bytes to compare.
struct Reading {
    struct Message {
        var head: RequestHead
        var content: [UInt8] = []
        var trailers = HTTPFields()
    }

    /// What must hold for a reader and did not.
    struct Violation: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var messages: [Message] = []
    private(set) var refusal: Refusal?
    private(set) var isComplete = true
    private var reader: MessageReader
    private var waiting: [UInt8] = []

    init(_ limits: Limits) {
        reader = MessageReader(headLimits: limits.head, chunkLimits: limits.chunk)
    }

    /// Lets the reader see `bytes` after those that came before.
    mutating func feed(_ bytes: ArraySlice<UInt8>) throws {
        guard refusal == nil else { return }
        waiting += bytes
        while try step() {}
    }

    private mutating func step() throws -> Bool {
        let event: MessageReader.Event
        let consumed: Int
        let bytes = waiting
        do {
            (event, consumed) = try reader.next(bytes.span)
        } catch {
            refusal = error
            return false
        }
        guard (0...waiting.count).contains(consumed) else {
            throw Violation(description: "consumed \(consumed) of \(waiting.count)")
        }
        waiting.removeFirst(consumed)
        switch event {
        case .needsMore:
            return false
        case .head:
            messages.append(Message(head: reader.head))
            isComplete = false
        case .data(let range):
            guard !range.isEmpty, range.lowerBound >= 0, range.upperBound <= consumed else {
                throw Violation(description: "data \(range) of \(consumed) consumed")
            }
            messages[messages.count - 1].content += bytes[range]
        case .end:
            messages[messages.count - 1].trailers = reader.trailers
            isComplete = true
            reader.startNext()
        }
        return true
    }

    /// The same bytes for the same reading.
    var trace: [UInt8] {
        var trace: [UInt8] = []
        for message in messages { message.appendTrace(to: &trace) }
        trace += (refusal?.rawValue ?? "none \(waiting.count)").utf8
        trace.append(isComplete ? 1 : 0)
        return trace
    }
}

extension Reading.Message {
    func appendTrace(to trace: inout [UInt8]) {
        let query = head.query ?? "-"
        for text in [head.method.rawValue, head.target, head.path, query, head.authority] {
            trace += text.utf8
            trace.append(0)
        }
        for flag in [
            head.isOldVersion, head.keepsAlive, head.expectsContinue, head.isConditional,
            head.hasForwarding,
        ] {
            trace.append(flag ? 1 : 0)
        }
        append(head.fields, to: &trace)
        trace += content
        append(trailers, to: &trace)
    }

    private func append(_ fields: HTTPFields, to trace: inout [UInt8]) {
        for field in fields {
            trace += field.name.rawName.utf8
            trace.append(0)
            field.withUnsafeBytesOfValue { trace += $0 }
            trace.append(0)
        }
        trace.append(1)
    }

    /// The request written out again, plainly.
    var serialised: [UInt8] {
        var bytes = Array("\(head.method.rawValue) ".utf8)
        // In HTTP/1.0 the target may be the only place of the host.
        if head.isOldVersion, !head.authority.isEmpty, head.target != "*" {
            bytes += "http://\(head.authority)".utf8
        }
        bytes += "\(head.target) HTTP/1.\(head.isOldVersion ? 0 : 1)\r\n".utf8
        append(lines: head.fields, to: &bytes)
        bytes += "\r\n".utf8
        guard head.framing == .chunked else { return bytes + content }
        if !content.isEmpty {
            bytes += "\(String(content.count, radix: 16))\r\n".utf8
            bytes += content
            bytes += "\r\n".utf8
        }
        bytes += "0\r\n".utf8
        append(lines: trailers, to: &bytes)
        return bytes + "\r\n".utf8
    }

    private func append(lines fields: HTTPFields, to bytes: inout [UInt8]) {
        for field in fields {
            bytes += "\(field.name.rawName): ".utf8
            field.withUnsafeBytesOfValue { bytes += $0 }
            bytes += "\r\n".utf8
        }
    }
}

/// The bounds that a reader works under.
struct Limits {
    var head = HeadLimits()
    var chunk = ChunkLimits()

    static let usual = Limits()

    /// So tight that short inputs reach them.
    static let tight: Limits = {
        var limits = Limits()
        limits.head.requestLineBytesMax = 40
        limits.head.headerBytesMax = 90
        limits.head.headerFieldsMax = 4
        limits.chunk.chunkLineBytesMax = 16
        limits.chunk.extensionBytesMax = 20
        limits.chunk.trailerBytesMax = 24
        limits.chunk.trailerFieldsMax = 2
        return limits
    }()
}
