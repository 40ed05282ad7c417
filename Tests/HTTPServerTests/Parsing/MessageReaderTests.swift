import HTTPTypes
import Testing

@testable import HTTPServer

@Suite("The reader decides the same however the bytes are split")
struct MessageReaderTests {
    /// Everything that was read, or why it was refused.
    struct Reading: Equatable {
        var heads: [String] = []
        var contents: [[UInt8]] = []
        var trailers: [String] = []
        var refusal: Refusal?
        var left = 0
    }

    /// Reads `pieces` one after the other, as a connection would.
    static func read(_ pieces: [ArraySlice<UInt8>]) -> Reading {
        var reader = MessageReader(headLimits: HeadLimits(), chunkLimits: ChunkLimits())
        var reading = Reading()
        var waiting: [UInt8] = []
        for piece in pieces {
            waiting += piece
            do {
                while try step(&reader, &waiting, &reading) {}
            } catch {
                reading.refusal = error
                return reading
            }
        }
        reading.left = waiting.count
        return reading
    }

    private static func step(
        _ reader: inout MessageReader,
        _ waiting: inout [UInt8],
        _ reading: inout Reading
    ) throws(Refusal) -> Bool {
        let (event, consumed) = try reader.next(waiting.span)
        defer { waiting.removeFirst(consumed) }
        switch event {
        case .needsMore: return false
        case .head:
            let head = reader.head
            reading.heads.append("\(head.method) \(head.target) \(head.authority) \(head.fields)")
            reading.contents.append([])
        case .data(let range): reading.contents[reading.contents.count - 1] += waiting[range]
        case .end:
            reading.trailers.append("\(reader.trailers)")
            reader.startNext()
        }
        return true
    }

    @Test("Byte by byte and all at once", arguments: requests)
    func split(_ request: String) {
        let bytes = Array(request.utf8)
        let whole = Self.read([bytes[...]])
        #expect(Self.read(bytes.indices.map { bytes[$0...$0] }) == whole)
        for cut in bytes.indices {
            #expect(Self.read([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
        }
    }

    @Test("Trailers that mean something else are dropped")
    func trailers() {
        let reading = Self.read([
            ArraySlice(
                ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "0\r\nDigest: x\r\nContent-Length: 5\r\nHost: b\r\nX-Forwarded-For: c\r\n\r\n")
                    .utf8
            )
        ])
        #expect(reading.trailers == ["[Digest: x]"])
    }

    @Test("An octet above ASCII is kept as it came")
    func opaque() throws {
        var parser = HeadParser(limits: HeadLimits())
        let bytes = Array("GET / HTTP/1.1\r\nHost: a\r\nB: ".utf8) + [0xE9, 0x0D, 0x0A, 0x0D, 0x0A]
        _ = try parser.parse(bytes.span)
        let field = try #require(parser.head.fields.first { $0.name.canonicalName == "b" })
        field.withUnsafeBytesOfValue { #expect(Array($0) == [0xE9]) }
    }

    @Test("A head that trickles in is not searched again from its start")
    func trickle() throws {
        let start = Array("GET / HTTP/1.1\r\nHost: a\r\nB: ".utf8)
        var parser = HeadParser(limits: HeadLimits())
        var bytes = start
        #expect(try parser.parse(bytes.span) == .incomplete)
        for _ in 0..<1_000 {
            // What was searched before is made a trap: a bare line feed would be refused.
            for index in start.count..<bytes.count { bytes[index] = 0x0A }
            bytes += Array("bcd".utf8)
            #expect(try parser.parse(bytes.span) == .incomplete)
        }
    }

    @Test("A chunk's line that trickles in is not searched again from its start")
    func trickleOfChunk() throws {
        var decoder = ChunkedDecoder(limits: ChunkLimits())
        var bytes = Array("1;".utf8)
        _ = try decoder.next(bytes.span)
        for _ in 0..<100 {
            for index in 1..<bytes.count { bytes[index] = 0x0A }
            bytes.append(0x61)
            #expect(try decoder.next(bytes.span).step == .needsMore)
        }
    }

    private static let requests = [
        "GET /a?b HTTP/1.1\r\nHost: a\r\nAccept: */*\r\n\r\nGET /c HTTP/1.0\r\n\r\n",
        "\r\n\r\nPOST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;a=b\r\nabc\r\n0\r\nT: u\r\n\r\nGET / HTTP/1.1\r\nHost: b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nB: c\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n",
        "GET\r\n\r\n", "G\u{1} / HTTP/1.1\n", "\r\r\n", "\r\n\r\n\r\nGET",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nA : b\r\n\r\n",
    ]
}
