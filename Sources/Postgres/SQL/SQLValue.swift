/// A Swift type that is bound as a parameter and read from a column.
///
/// Three requirements are enough for a type of one's own; the others have defaults. Whatever
/// wraps a value that is an `SQLValue` already needs none: an enum or struct that is
/// `RawRepresentable` by one conforms with an empty conformance.
///
/// ```swift
/// enum Mark: String, SQLValue { case present, late, absent }
///
/// struct CalendarDate: SQLValue {
///     let days: Int32  // since 2000-01-01, which is how `date` travels
///     static var sqlType: SQLType { .date }
///     func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: days) }
///     init(sqlBytes bytes: RawSpan) throws { days = try bytes.bigEndian(as: Int32.self) }
/// }
/// ```
package protocol SQLValue: Sendable {
    /// The type as which parameters are sent.
    ///
    /// It is exact: a `text` parameter does not become `jsonb` or an enum unless the statement
    /// says `$1::jsonb`, which here reads `\(value)::jsonb`.
    static var sqlType: SQLType { get }

    /// Whether a column of `type` can be read; by default only one of `sqlType` itself.
    static func canDecode(_ type: SQLType) -> Bool

    /// Appends the value in PostgreSQL's binary form, or calls `appendNull`.
    func encode(into bytes: inout SQLBytes)

    /// Reads the binary form of a column that is not NULL.
    ///
    /// - Throws: `SQLDecodingError` for bytes that the type cannot hold.
    init(sqlBytes bytes: RawSpan) throws

    /// What NULL is read as; nil, the default, makes NULL an error.
    static var sqlNull: Self? { get }

    /// The type of arrays; only `UInt8`, whose array is `bytea`, differs from the default.
    static var sqlArrayType: SQLType { get }
    /// Appends an array of this type in binary form.
    static func encode(array: [Self], into bytes: inout SQLBytes)
    /// Reads an array of this type.
    static func decodeArray(sqlBytes bytes: RawSpan) throws -> [Self]
    /// Whether a column of `type` can be read as an array of this type.
    static func canDecodeArray(_ type: SQLType) -> Bool
}

extension SQLValue {
    package static func canDecode(_ type: SQLType) -> Bool {
        type == sqlType || (sqlType == .inferred && type.isMadeInDatabase)
    }

    package static var sqlNull: Self? { nil }
}

extension SQLValue where Self: RawRepresentable, RawValue: SQLValue {
    package static var sqlType: SQLType { RawValue.sqlType }

    package static func canDecode(_ type: SQLType) -> Bool { RawValue.canDecode(type) }

    package func encode(into bytes: inout SQLBytes) { rawValue.encode(into: &bytes) }

    package init(sqlBytes bytes: RawSpan) throws {
        let rawValue = try RawValue(sqlBytes: bytes)
        guard let value = Self(rawValue: rawValue) else {
            throw SQLDecodingError("a value that is no \(Self.self)")
        }
        self = value
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    package static var sqlType: SQLType { Wrapped.sqlType }

    package static func canDecode(_ type: SQLType) -> Bool { Wrapped.canDecode(type) }

    package func encode(into bytes: inout SQLBytes) {
        switch self {
        case .some(let value): value.encode(into: &bytes)
        case .none: bytes.appendNull()
        }
    }

    package init(sqlBytes bytes: RawSpan) throws {
        self = try Wrapped(sqlBytes: bytes)
    }

    package static var sqlNull: Self? { .some(.none) }
}
