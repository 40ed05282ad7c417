/// A type of the server, by its fixed object ID.
package struct SQLType: Hashable, Sendable {
    package let oid: UInt32

    package init(oid: UInt32) {
        self.oid = oid
    }

    package static let bool = SQLType(oid: 16)
    package static let bytea = SQLType(oid: 17)
    package static let name = SQLType(oid: 19)
    package static let bigint = SQLType(oid: 20)
    package static let smallint = SQLType(oid: 21)
    package static let integer = SQLType(oid: 23)
    package static let text = SQLType(oid: 25)
    package static let oid = SQLType(oid: 26)
    package static let json = SQLType(oid: 114)
    package static let real = SQLType(oid: 700)
    package static let double = SQLType(oid: 701)
    package static let unknown = SQLType(oid: 705)
    package static let char = SQLType(oid: 1042)
    package static let varchar = SQLType(oid: 1043)
    package static let date = SQLType(oid: 1082)
    package static let time = SQLType(oid: 1083)
    package static let timestamp = SQLType(oid: 1114)
    package static let timestamptz = SQLType(oid: 1184)
    package static let numeric = SQLType(oid: 1700)
    package static let uuid = SQLType(oid: 2950)
    package static let jsonb = SQLType(oid: 3802)

    /// A type made in this database (an enum, a domain's base, `citext`): the server infers it.
    ///
    /// Its binary form is sent as it is; for enums and `citext` that is the text.
    package static let inferred = SQLType(oid: 0)

    /// The type of arrays of this type.
    ///
    /// - Precondition: the type is one of the constants above but `inferred` and `unknown`; arrays
    ///   of arrays are not supported.
    package var array: SQLType {
        guard let array = SQLType.arrays[self] else {
            preconditionFailure("no array of \(self) is supported")
        }
        return array
    }

    private static let arrays: [SQLType: SQLType] = [
        .bool: SQLType(oid: 1000), .bytea: SQLType(oid: 1001), .name: SQLType(oid: 1003),
        .smallint: SQLType(oid: 1005), .integer: SQLType(oid: 1007), .text: SQLType(oid: 1009),
        .char: SQLType(oid: 1014), .varchar: SQLType(oid: 1015), .bigint: SQLType(oid: 1016),
        .real: SQLType(oid: 1021), .double: SQLType(oid: 1022), .oid: SQLType(oid: 1028),
        .timestamp: SQLType(oid: 1115), .date: SQLType(oid: 1182), .time: SQLType(oid: 1183),
        .timestamptz: SQLType(oid: 1185), .numeric: SQLType(oid: 1231), .json: SQLType(oid: 199),
        .uuid: SQLType(oid: 2951), .jsonb: SQLType(oid: 3807),
    ]

    private static let elements = Dictionary(uniqueKeysWithValues: arrays.map { ($1, $0) })

    /// The type of the elements, when this is a known array type.
    package var element: SQLType? { SQLType.elements[self] }

    /// Object IDs from here on belong to types made in the database, not to built-in ones.
    var isMadeInDatabase: Bool { oid >= 16_384 }
}

extension SQLType: CustomStringConvertible {
    package var description: String {
        if let element { return "\(element)[]" }
        return SQLType.names[self] ?? "type \(oid)"
    }

    private static let names: [SQLType: String] = [
        .bool: "boolean", .bytea: "bytea", .name: "name", .bigint: "bigint",
        .smallint: "smallint", .integer: "integer", .text: "text", .oid: "oid", .json: "json",
        .real: "real", .double: "double precision", .unknown: "unknown", .char: "character",
        .varchar: "character varying", .date: "date", .time: "time", .timestamp: "timestamp",
        .timestamptz: "timestamptz", .numeric: "numeric", .uuid: "uuid", .jsonb: "jsonb",
        .inferred: "a type of this database",
    ]
}
