import TrainingCentre

// The shapes of batches of certificates.
extension Schemas {
    static let certificateBatch = Schema.object([
        ("batch", .integer), ("cohort", .string),
        ("kind", .oneOf(Certificate.Kind.allCases.map(\.rawValue))), ("issued_on", .date),
        ("state", .oneOf(CertificateBatch.State.allCases.map(\.rawValue))),
        ("candidates", .integer), ("issued", .integer), ("revoked", .integer),
        ("replaced", .integer), ("entered_by", .nullable(.string)),
        ("decided_by", .nullable(.string)), ("decision_reason", .nullable(.string)),
        (
            "ceremony",
            .nullable(
                .object([("held_on", .date), ("place", .string), ("note", .nullable(.string))])
            )
        ),
    ])

    private static let skipped = Schema.list(
        .object([("person", .string), ("reasons", .list(.string))])
    )

    static let draftedBatch = Schema.object([
        ("batch", .integer), ("state", .oneOf(CertificateBatch.State.allCases.map(\.rawValue))),
        ("issued_on", .date), ("candidates", .list(.object([("person", .string)]))),
        ("skipped", skipped), ("unconfirmed_names", .list(.string)),
    ])

    static let revokedCertificates = Schema.object([
        ("read", .integer),
        (
            "revoked",
            .list(
                .object([
                    ("number", .string), ("id", .string), ("person", .string),
                    ("revoked_on", .date),
                    ("reason_class", .oneOf(Revocation.ReasonClass.allCases.map(\.rawValue))),
                ])
            )
        ),
        ("unchanged", .integer),
        (
            "rejected",
            .list(.object([("row", .integer), ("field", .string), ("problem", .string)]))
        ),
    ])

    static let ceremonyEntry = Schema.object([
        ("lsg", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
        ("institution", .string), ("number", .string), ("id", .string),
        ("handed_on", .nullable(.date)),
    ])
}
