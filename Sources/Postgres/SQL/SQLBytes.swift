/// Takes a value in PostgreSQL's binary form, which is big-endian throughout.
package struct SQLBytes: Sendable {
    private(set) var storage: [UInt8] = []
    private var isNull = false

    package init() {}

    /// Bytes appended so far.
    package var count: Int { storage.count }

    /// Appends an integer in network order.
    package mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
        withUnsafeBytes(of: number.bigEndian) { storage.append(contentsOf: $0) }
    }

    /// Appends bytes as they are.
    package mutating func append(_ bytes: some Sequence<UInt8>) {
        storage.append(contentsOf: bytes)
    }

    /// Appends text in UTF-8, without a terminating zero.
    package mutating func append(utf8 text: String) {
        storage.append(contentsOf: text.utf8)
    }

    /// Says that the value is NULL; only what stands for "no value" calls this.
    package mutating func appendNull() {
        isNull = true
    }

    /// Appends a value and answers whether it was NULL.
    mutating func appendValue<Value: SQLValue>(_ value: Value) -> Bool {
        value.encode(into: &self)
        defer { isNull = false }
        return isNull
    }

    /// Appends a value behind its length in four bytes, as in arrays and binary COPY.
    mutating func appendSized<Value: SQLValue>(_ value: Value) {
        let start = storage.count
        append(bigEndian: Int32(-1))
        guard !appendValue(value) else { return }
        let length = Int32(storage.count - start - 4)
        withUnsafeBytes(of: length.bigEndian) { bytes in
            for index in 0..<4 { storage[start + index] = bytes[index] }
        }
    }

    mutating func removeAll() {
        storage.removeAll(keepingCapacity: true)
    }

    mutating func reserve(_ capacity: Int) {
        storage.reserveCapacity(capacity)
    }
}

extension RawSpan {
    /// The integer that fills the whole span, sent in network order.
    ///
    /// - Throws: `SQLDecodingError` when the span has another length.
    package func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        as type: Number.Type
    ) throws -> Number {
        guard byteCount == MemoryLayout<Number>.size else {
            throw SQLDecodingError("\(byteCount) bytes are no \(type)")
        }
        return Number(bigEndian: unsafeLoadUnaligned(as: type))
    }

    /// The integer at a byte offset, sent in network order.
    ///
    /// - Throws: `SQLDecodingError` when the span ends before it.
    package func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int,
        as type: Number.Type
    ) throws -> Number {
        guard offset >= 0, byteCount - offset >= MemoryLayout<Number>.size else {
            throw SQLDecodingError("\(byteCount) bytes end before offset \(offset)")
        }
        return Number(bigEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: type))
    }
}

/// Bytes of a column that the wanted type cannot hold.
///
/// Thrown inside `init(sqlBytes:)`; callers of a statement see a `PostgresError` that names the
/// column.
package struct SQLDecodingError: Error, Sendable {
    /// What is wrong, without the value.
    package let reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}
