import TrainingCentre

/// The shapes of handbooks.
extension Schemas {
    static let handbook = Schema.object([
        ("code", .string), ("title", .titles), ("project_code", .nullable(.string)),
        ("courses", .list(.string)), ("version", .integer),
    ])

    static let handbookEdition = Schema.object([
        ("code", .string), ("handbook_code", .string), ("language_tag", .string),
        ("version_label", .string), ("year", .integer), ("licence", .string),
        ("access", .oneOf(HandbookEdition.Access.allCases.map(\.rawValue))),
        ("state", .oneOf(HandbookEdition.State.allCases.map(\.rawValue))),
        ("published_on", .nullable(.date)), ("withdrawn_on", .nullable(.date)),
        (
            "file",
            .nullable(
                .object([
                    ("sha256", .string), ("bytes", .integer),
                    ("media_type", .oneOf(Blob.MediaType.allCases.map(\.rawValue))),
                ])
            )
        ), ("version", .integer),
    ])
}
