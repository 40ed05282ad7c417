/// The bytes of a connection that wait to be sent.
///
/// Its memory comes from the loop's pool and goes back when everything was sent.
struct OutputBuffer: ~Copyable {
    private let pool: BufferPool
    private var base: UnsafeMutablePointer<UInt8>?
    private var capacity = 0
    private var start = 0
    private var end = 0
    /// How many bytes were ever dropped from the front.
    private(set) var sentBytes = 0

    init(pool: BufferPool) {
        self.pool = pool
    }

    deinit {
        if let base { pool.put(base, capacity: capacity) }
    }

    var count: Int { end - start }

    /// The place after all that was ever appended, counted from the first byte.
    var mark: Int { sentBytes + count }

    /// Takes back what was appended since `mark`; false when some of it was sent already.
    mutating func truncate(to mark: Int) -> Bool {
        guard mark >= sentBytes, mark <= self.mark else { return false }
        end = start + mark - sentBytes
        return true
    }

    /// Calls `body` with what waits.
    func withBytes<Value>(_ body: (UnsafeRawBufferPointer) throws -> Value) rethrows -> Value {
        try body(UnsafeRawBufferPointer(start: base.map { $0 + start }, count: count))
    }

    /// Drops `count` bytes from the front: they were sent.
    mutating func consume(_ count: Int) {
        precondition(count <= self.count, "more sent than there was")
        start += count
        sentBytes += count
        guard start == end, let base else { return }
        (start, end) = (0, 0)
        pool.put(base, capacity: capacity)
        self.base = nil
        capacity = 0
    }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress else { return }
        let to = reserve(bytes.count)
        UnsafeMutableRawPointer(to).copyMemory(from: from, byteCount: bytes.count)
        end += bytes.count
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        text.utf8.span.withUnsafeBufferPointer { append(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ octet: UInt8) {
        reserve(1).pointee = octet
        end += 1
    }

    /// Appends `number`, which is not negative, in decimal.
    mutating func append(decimal number: Int) {
        DecimalDigits.write(number) { append($0) }
    }

    /// Makes room for `count` bytes and returns where they go.
    private mutating func reserve(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        if let base, capacity - end >= count { return base + end }
        return grow(by: count)
    }

    private mutating func grow(by count: Int) -> UnsafeMutablePointer<UInt8> {
        guard let base else {
            let fits = count <= BufferPool.bufferBytes
            let new = fits ? pool.take() : .allocate(capacity: count)
            capacity = fits ? BufferPool.bufferBytes : count
            self.base = new
            return new
        }
        let waiting = self.count
        let newCapacity = max(capacity * 2, waiting + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: newCapacity)
        larger.update(from: base + start, count: waiting)
        pool.put(base, capacity: capacity)
        self.base = larger
        (start, end, capacity) = (0, waiting, newCapacity)
        return larger + end
    }
}
