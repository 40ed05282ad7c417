/// The shapes of reports in the API.
extension Schemas {
    private static let columns = Schema.list(.object([("name", .string), ("title", .string)]))

    /// A report with its rows, which are objects of its columns.
    static let report = Schema.object([
        ("report", .string), ("title", .string), ("definition", .string), ("language", .string),
        ("as_of", .date), ("parameters", .object([])), ("sentence", .nullable(.string)),
        ("columns", columns), ("rows", .list(.object([]))), ("row_count", .integer),
    ])

    static let reportDescription = Schema.object([
        ("name", .string), ("title", .string), ("definition", .string), ("columns", columns),
    ])
}
