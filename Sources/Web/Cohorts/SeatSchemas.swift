import TrainingCentre

/// The shapes of seats, the rules for them, and what happened to them.
enum SeatSchemas {
    static let rules = Schema.object([
        ("approval", .oneOf(SeatRules.Approval.allCases.map(\.rawValue))),
        ("promotion", .oneOf(SeatRules.Promotion.allCases.map(\.rawValue))),
        ("has_waiting_list", .boolean), ("offer_hours", .integer),
        ("apply_until_on", .nullable(.date)), ("substitute_until_on", .date),
        ("version", .integer),
    ])

    static let quota = Schema.object([
        ("organisation", .string), ("seats", .integer), ("unnamed", .integer),
        ("name_until_on", .date), ("is_released", .boolean),
    ])

    static let seats = Schema.object([
        ("cohort", .string), ("capacity", .integer), ("overbooked", .integer),
        ("confirmed", .integer), ("offered", .integer), ("unnamed", .integer),
        ("free", .integer), ("waiting", .integer), ("applied", .integer),
        ("endorsed", .integer), ("quotas", .list(.named("SeatQuota"))),
    ])

    static let history = Schema.object([
        ("id", .integer), ("code", .nullable(.string)), ("cohort", .string),
        ("follows", .nullable(.integer)), ("followed_by", .nullable(.integer)),
        (
            "events",
            .list(
                .object([
                    ("from", .nullable(.oneOf(Enrolment.Status.allCases.map(\.rawValue)))),
                    ("to", .oneOf(Enrolment.Status.allCases.map(\.rawValue))),
                    ("actor", .string), ("reason", .nullable(.string)),
                    ("went_past", .list(.oneOf(PassedRule.allCases.map(\.rawValue)))),
                    ("entered_at", .dateTime),
                ])
            )
        ), ("changes", .list(change)),
    ])

    /// Null from and to: that did not change.
    private static let change = Schema.object([
        ("organisation_from", .nullable(.string)), ("organisation_to", .nullable(.string)),
        ("offer_ends_from", .nullable(.dateTime)), ("offer_ends_to", .nullable(.dateTime)),
        ("actor", .string), ("reason", .nullable(.string)), ("entered_at", .dateTime),
    ])
}
