import struct FoundationEssentials.UUID

extension Bool: SQLValue {
    package static var sqlType: SQLType { .bool }

    package func encode(into bytes: inout SQLBytes) {
        bytes.append(bigEndian: self ? 1 : 0 as UInt8)
    }

    package init(sqlBytes bytes: RawSpan) throws {
        self = try bytes.bigEndian(as: UInt8.self) != 0
    }
}

/// Sent as `bigint`; read from `smallint`, `integer` and `bigint`.
extension Int: SQLValue {
    package static var sqlType: SQLType { .bigint }

    package static func canDecode(_ type: SQLType) -> Bool {
        type == .bigint || type == .integer || type == .smallint
    }

    package func encode(into bytes: inout SQLBytes) {
        bytes.append(bigEndian: Int64(self))
    }

    package init(sqlBytes bytes: RawSpan) throws {
        switch bytes.byteCount {
        case 8: self = Int(try bytes.bigEndian(as: Int64.self))
        case 4: self = Int(try bytes.bigEndian(as: Int32.self))
        default: self = Int(try bytes.bigEndian(as: Int16.self))
        }
    }
}

extension Int64: SQLValue {
    package static var sqlType: SQLType { .bigint }

    package static func canDecode(_ type: SQLType) -> Bool { Int.canDecode(type) }

    package func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: self) }

    package init(sqlBytes bytes: RawSpan) throws { self = Int64(try Int(sqlBytes: bytes)) }
}

/// Sent as `integer`; read from `smallint` and `integer`.
extension Int32: SQLValue {
    package static var sqlType: SQLType { .integer }

    package static func canDecode(_ type: SQLType) -> Bool {
        type == .integer || type == .smallint
    }

    package func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: self) }

    package init(sqlBytes bytes: RawSpan) throws {
        if bytes.byteCount == 2 {
            self = Int32(try bytes.bigEndian(as: Int16.self))
        } else {
            self = try bytes.bigEndian(as: Int32.self)
        }
    }
}

extension Int16: SQLValue {
    package static var sqlType: SQLType { .smallint }

    package func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: self) }

    package init(sqlBytes bytes: RawSpan) throws { self = try bytes.bigEndian(as: Int16.self) }
}

/// Sent as `double precision`; read from `real` too.
extension Double: SQLValue {
    package static var sqlType: SQLType { .double }

    package static func canDecode(_ type: SQLType) -> Bool { type == .double || type == .real }

    package func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: bitPattern) }

    package init(sqlBytes bytes: RawSpan) throws {
        if bytes.byteCount == 4 {
            self = Double(Float(bitPattern: try bytes.bigEndian(as: UInt32.self)))
        } else {
            self = Double(bitPattern: try bytes.bigEndian(as: UInt64.self))
        }
    }
}

/// Sent as `text`; read from every type whose binary form is its text.
///
/// Those are `varchar`, `char`, `name`, `json` and types made in the database, such as enums and
/// `citext`. A `jsonb` column is read as `column::text`.
extension String: SQLValue {
    package static var sqlType: SQLType { .text }

    package static func canDecode(_ type: SQLType) -> Bool {
        switch type {
        case .text, .varchar, .char, .name, .json, .unknown: true
        default: type.isMadeInDatabase
        }
    }

    package func encode(into bytes: inout SQLBytes) { bytes.append(utf8: self) }

    package init(sqlBytes bytes: RawSpan) throws {
        self = bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    }
}

/// What `UUID(uuid:)` takes; the name for it belongs to Foundation proper.
private typealias UUIDBytes = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
)

extension UUID: SQLValue {
    package static var sqlType: SQLType { .uuid }

    package func encode(into bytes: inout SQLBytes) {
        withUnsafeBytes(of: uuid) { bytes.append($0) }
    }

    package init(sqlBytes bytes: RawSpan) throws {
        guard bytes.byteCount == 16 else {
            throw SQLDecodingError("\(bytes.byteCount) bytes are no UUID")
        }
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: UUIDBytes.self)) }
    }
}
