/// Sent as the array type of the element; read from one-dimensional arrays.
///
/// `[UInt8]` is `bytea`. NULL elements need an optional element type.
extension Array: SQLValue where Element: SQLValue {
    package static var sqlType: SQLType { Element.sqlArrayType }

    package static func canDecode(_ type: SQLType) -> Bool { Element.canDecodeArray(type) }

    package func encode(into bytes: inout SQLBytes) {
        Element.encode(array: self, into: &bytes)
    }

    package init(sqlBytes bytes: RawSpan) throws {
        self = try Element.decodeArray(sqlBytes: bytes)
    }
}

// The form on the wire: dimensions, whether there are NULLs, element type; then for each dimension
// its length and lower bound; then each element behind its length (-1 is NULL).
extension SQLValue {
    package static var sqlArrayType: SQLType { sqlType.array }

    package static func canDecodeArray(_ type: SQLType) -> Bool {
        guard let element = type.element else { return sqlType == .inferred }
        return canDecode(element)
    }

    package static func encode(array: [Self], into bytes: inout SQLBytes) {
        bytes.append(bigEndian: Int32(array.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(sqlNull == nil ? 0 : 1))
        bytes.append(bigEndian: sqlType.oid)
        guard !array.isEmpty else { return }
        bytes.append(bigEndian: Int32(array.count))
        bytes.append(bigEndian: Int32(1))
        for element in array { bytes.appendSized(element) }
    }

    package static func decodeArray(sqlBytes bytes: RawSpan) throws -> [Self] {
        let dimensions = try bytes.bigEndian(at: 0, as: Int32.self)
        guard dimensions != 0 else { return [] }
        guard dimensions == 1 else {
            throw SQLDecodingError("an array of \(dimensions) dimensions")
        }
        let count = Int(try bytes.bigEndian(at: 12, as: Int32.self))
        guard count >= 0, count <= (bytes.byteCount - 20) / 4 else {
            throw SQLDecodingError("an array of \(count) elements in \(bytes.byteCount) bytes")
        }
        var elements: [Self] = []
        elements.reserveCapacity(count)
        var offset = 20
        for _ in 0..<count {
            let length = Int(try bytes.bigEndian(at: offset, as: Int32.self))
            offset += 4
            if length < 0 {
                guard let null = sqlNull else { throw SQLDecodingError("NULL in an array") }
                elements.append(null)
                continue
            }
            guard length <= bytes.byteCount - offset else {
                throw SQLDecodingError("an element longer than its array")
            }
            elements.append(try Self(sqlBytes: bytes.extracting(offset..<offset + length)))
            offset += length
        }
        return elements
    }
}

/// Exists so that `[UInt8]` is `bytea`; alone it is sent and read as `smallint`.
extension UInt8: SQLValue {
    package static var sqlType: SQLType { .smallint }

    package func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: Int16(self)) }

    package init(sqlBytes bytes: RawSpan) throws {
        guard let value = UInt8(exactly: try bytes.bigEndian(as: Int16.self)) else {
            throw SQLDecodingError("a number outside 0…255")
        }
        self = value
    }

    package static var sqlArrayType: SQLType { .bytea }

    package static func canDecodeArray(_ type: SQLType) -> Bool { type == .bytea }

    package static func encode(array: [UInt8], into bytes: inout SQLBytes) {
        bytes.append(array)
    }

    package static func decodeArray(sqlBytes bytes: RawSpan) throws -> [UInt8] {
        bytes.withUnsafeBytes { [UInt8]($0) }
    }
}
