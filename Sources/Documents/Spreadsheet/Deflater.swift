import CZlib

/// Compresses a stream of bytes (RFC 1951) piece by piece, without a header, as ZIP archives hold
/// it.
final class Deflater {
    /// zlib remembers where its state stands, so the state may not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// A quick one: spreadsheets repeat themselves, so little effort already saves most.
    private static let level: Int32 = 3
    private static let pieceBytesMax = 64 << 10

    /// Throws `XLSXWriterError.noMemory`.
    init() throws {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard obuka_deflate_raw_init(stream, Self.level) == Z_OK else {
            stream.deallocate()
            throw XLSXWriterError.noMemory
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses a piece; what comes of it may wait for more.
    ///
    /// `isLast` ends the stream, and what comes next begins another.
    func append(_ piece: [UInt8], isLast: Bool = false, to bytes: inout [UInt8]) {
        piece.withUnsafeBufferPointer { input in
            stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                bytes += [UInt8](unsafeUninitializedCapacity: Self.pieceBytesMax) { output, count in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(Self.pieceBytesMax)
                    let result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    precondition(result != Z_STREAM_ERROR, "a stream that is begun goes on")
                    count = Self.pieceBytesMax - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
        }
        if isLast { deflateReset(stream) }
    }
}
