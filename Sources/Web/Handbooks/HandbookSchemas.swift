import TrainingCentre

/// The shapes of handbooks.
extension Schemas {
    static let handbook = Schema.object([
        ("code", .string), ("title", .titles), ("project_code", .nullable(.string)),
        ("courses", .list(.string)), ("superseded_by", .nullable(.string)),
        ("version", .integer),
    ])

    static let handbookEdition = Schema.object([
        ("code", .string), ("handbook_code", .string), ("language_tag", .string),
        ("version_label", .string), ("year", .integer), ("licence", .string),
        ("access", .oneOf(HandbookEdition.Access.allCases.map(\.rawValue))),
        ("state", .oneOf(HandbookEdition.State.allCases.map(\.rawValue))),
        ("published_on", .nullable(.date)), ("withdrawn_on", .nullable(.date)),
        ("file", .nullable(.object(file))), ("files", .list(.object(file + [("href", .string)]))),
        ("text", .nullable(handbookText)), ("superseded_by", .nullable(.string)),
        ("version", .integer),
    ])

    private static let file: [(String, Schema)] = [
        ("sha256", .string), ("bytes", .integer),
        ("media_type", .oneOf(Blob.MediaType.ofHandbooks.map(\.rawValue))),
    ]

    /// Whether a file can be searched.
    private static let handbookText = Schema.object([
        ("state", .oneOf(HandbookTextState.codes)), ("pages", .nullable(.integer)),
        ("message", .nullable(.string)),
    ])

    static let handbookPassage = Schema.object([
        ("handbook_code", .string), ("handbook_title", .titles), ("edition_code", .string),
        ("language_tag", .string), ("version_label", .string), ("page", .nullable(.integer)),
        ("chapter", .nullable(.integer)), ("chapter_title", .nullable(.string)),
        ("href", .string), ("superseded_by", .nullable(.string)), ("text", .string),
        ("marks", .list(.object([("start", .integer), ("end", .integer)]))),
    ])

    static let unsearchedEdition = Schema.object([
        ("handbook_code", .string), ("edition_code", .string), ("text", handbookText),
    ])
}
