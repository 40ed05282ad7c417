import TrainingCentre

/// The shapes of imports.
enum ImportSchemas {
    private static let report: [(String, Schema)] = [
        ("read", .integer), ("created", .integer), ("updated", .integer), ("unchanged", .integer),
        ("rejected", .list(.named("RowRemark"))), ("warnings", .list(.named("RowRemark"))),
    ]

    /// Each thing that is wrong with a row; `problem` of the row says all of them at once.
    private static let problem = Schema.object([
        ("field", .string), ("value", .nullable(.string)),
        ("field_code", .oneOf(FieldCode.allCases.map(\.rawValue))), ("problem", .string),
    ])

    static let all: [(name: String, schema: Schema)] = [
        ("ImportReport", .object(report)),
        (
            "ImportedFile",
            .object(
                report + [
                    ("dry_run", .boolean), ("encoding", .string), ("delimiter", .string),
                    (
                        "headers",
                        .list(.object([("header", .string), ("column", .nullable(.string))]))
                    ),
                    ("left_out", .list(.integer)),
                ]
            )
        ),
        (
            "RowRemark",
            .object([
                ("row", .integer), ("field", .string), ("value", .nullable(.string)),
                ("code", .string), ("field_code", .oneOf(FieldCode.allCases.map(\.rawValue))),
                ("problem", .string), ("problems", .list(problem)),
            ])
        ),
        (
            "ImportProfile",
            .object([("name", .string), ("noun", .string), ("columns", .map(.string))])
        ),
    ]
}
