import CZlib

/// Compression in the gzip format (RFC 1952) by zlib.
enum Gzip {
    /// What zlib could not do, by its number.
    struct Failure: Error, Hashable, Sendable {
        let code: Int32
    }

    private static let level: Int32 = 6

    /// The bytes as one gzip member without a name or a time.
    static func compressed(_ bytes: [UInt8]) throws -> [UInt8] {
        var stream = z_stream()
        let start = obuka_deflate_gzip_init(&stream, level)
        guard start == Z_OK else { throw Failure(code: start) }
        defer { deflateEnd(&stream) }
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let code = run(&stream, from: bytes, into: &output) { deflate(&$0, Z_FINISH) }
        guard code == Z_STREAM_END else { throw Failure(code: code) }
        return Array(output.prefix(Int(stream.total_out)))
    }

    /// The bytes of exactly one gzip member that holds exactly `byteCount` bytes; nil otherwise.
    ///
    /// Memory is bounded by `byteCount` and not by what the compressed bytes claim.
    static func decompressed(_ bytes: [UInt8], byteCount: Int) -> [UInt8]? {
        var stream = z_stream()
        guard obuka_inflate_gzip_init(&stream) == Z_OK else { return nil }
        defer { inflateEnd(&stream) }
        // One byte more, so that something longer is noticed.
        var output = [UInt8](repeating: 0, count: byteCount + 1)
        let code = run(&stream, from: bytes, into: &output) { inflate(&$0, Z_FINISH) }
        guard code == Z_STREAM_END, stream.total_out == byteCount, stream.avail_in == 0 else {
            return nil
        }
        output.removeLast()
        return output
    }

    private static func run(
        _ stream: inout z_stream,
        from input: [UInt8],
        into output: inout [UInt8],
        _ step: (inout z_stream) -> Int32
    ) -> Int32 {
        // zlib reads from `next_in` only, though its type does not say so.
        var input = input
        return input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return step(&stream)
            }
        }
    }
}
