import TrainingCentre

/// The shapes of imports.
enum ImportSchemas {
    private static let report: [(String, Schema)] = [
        ("read", .integer), ("created", .integer), ("updated", .integer), ("unchanged", .integer),
        ("rejected", .list(.named("RowRemark"))), ("warnings", .list(.named("RowRemark"))),
    ]

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
                ("problem", .string),
            ])
        ),
        (
            "ImportProfile",
            .object([("name", .string), ("noun", .string), ("columns", .map(.string))])
        ),
    ]
}
