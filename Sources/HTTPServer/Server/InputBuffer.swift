/// The bytes of a connection that have arrived and not been consumed.
///
/// Its memory comes from the loop's pool and goes back while there is nothing in it: an idle
/// connection holds none.
struct InputBuffer: ~Copyable {
    private let pool: BufferPool
    private var base: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private var start = 0
    private var end = 0

    init(pool: BufferPool) {
        self.pool = pool
    }

    deinit {
        if let base { pool.put(base, capacity: capacity) }
    }

    var count: Int { end - start }

    /// Calls `body` with what is there.
    func withBytes<Value: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let bytes = UnsafeBufferPointer(start: base.map { $0 + start }, count: count)
        return try body(bytes.span)
    }

    /// Drops `count` bytes from the front.
    mutating func consume(_ count: Int) {
        precondition(count <= self.count, "more consumed than there is")
        start += count
        if start == end { start = 0; end = 0 }
    }

    /// Gives the memory back if nothing is in it.
    mutating func releaseIfEmpty() {
        guard start == end, let base else { return }
        pool.put(base, capacity: capacity)
        self.base = nil
        capacity = 0
    }

    /// Lets `fill` write at the end and say how much it wrote; there is room for some kilobytes.
    mutating func append<Result>(
        _ fill: (UnsafeMutableRawBufferPointer) throws -> Result,
        count: (Result) -> Int
    ) rethrows -> Result {
        let base = makeRoom()
        let free = UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end)
        let result = try fill(free)
        let added = count(result)
        precondition(added <= free.count, "more written than there was room for")
        end += added
        return result
    }

    private mutating func makeRoom() -> UnsafeMutablePointer<UInt8> {
        guard let base else {
            let new = pool.take()
            base = new
            capacity = BufferPool.bufferBytes
            return new
        }
        if capacity - end >= Self.freeBytesMin { return base }
        if start > 0, capacity - count >= Self.freeBytesMin {
            base.update(from: base + start, count: count)
            (start, end) = (0, count)
            return base
        }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        larger.update(from: base + start, count: count)
        pool.put(base, capacity: capacity)
        (start, end) = (0, count)
        capacity *= 2
        self.base = larger
        return larger
    }

    /// Reading into less room than this would cost too many calls.
    private static let freeBytesMin = 2 << 10
}

/// Buffers of one size that one loop's connections share.
final class BufferPool {
    static let bufferBytes = 16 << 10
    /// More than this many are given back to the system.
    private static let buffersMax = 256

    private var free: [UnsafeMutablePointer<UInt8>] = []

    deinit {
        for buffer in free { buffer.deallocate() }
    }

    func take() -> UnsafeMutablePointer<UInt8> {
        free.popLast() ?? .allocate(capacity: Self.bufferBytes)
    }

    func put(_ buffer: UnsafeMutablePointer<UInt8>, capacity: Int) {
        if capacity == Self.bufferBytes, free.count < Self.buffersMax {
            free.append(buffer)
        } else {
            buffer.deallocate()
        }
    }
}
