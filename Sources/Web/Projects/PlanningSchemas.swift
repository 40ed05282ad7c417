import TrainingCentre

/// The shapes of projects with what belongs to them, of activities and of plans.
extension Schemas {
    static let project = Schema.object([
        ("code", .string), ("title", .titles),
        ("kind", .oneOf(Project.Kind.allCases.map(\.rawValue))),
        ("programme_code", .nullable(.string)), ("starts_on", .nullable(.date)),
        ("ends_on", .nullable(.date)), ("objective", .nullable(.titles)),
        ("aliases", .list(.string)), ("tags", .list(.string)), ("implementers", .list(.string)),
        ("partners", .list(.string)), ("donors", .list(.string)), ("funds", .list(.string)),
        ("organisers", .list(.string)), ("merged_into", .nullable(.string)),
        ("version", .integer),
    ])

    static let organisation = Schema.object([
        ("code", .string), ("name", .titles),
        ("kind", .oneOf(Organisation.Kind.allCases.map(\.rawValue))),
        ("lsg_code", .nullable(.string)), ("parent_code", .nullable(.string)),
        ("aliases", .list(.string)), ("merged_into", .nullable(.string)), ("version", .integer),
    ])

    static let projectOutput = Schema.object([
        ("code", .string), ("project_code", .string),
        ("kind", .oneOf(ProjectOutput.Kind.allCases.map(\.rawValue))), ("title", .titles),
        ("starts_on", .nullable(.date)), ("ends_on", .nullable(.date)), ("version", .integer),
    ])

    static let projectTarget = Schema.object([
        ("code", .string), ("project_code", .string),
        ("indicator", .oneOf(ProjectTarget.Indicator.allCases.map(\.rawValue))),
        ("course_code", .nullable(.string)), ("promised", .integer), ("version", .integer),
    ])

    static let venue = Schema.object([
        ("code", .string), ("name", .titles),
        ("kind", .oneOf(Venue.Kind.allCases.map(\.rawValue))), ("lsg_code", .nullable(.string)),
        ("address", .nullable(.string)), ("aliases", .list(.string)), ("version", .integer),
    ])

    static let tag = Schema.object([
        ("code", .string), ("vocabulary", .oneOf(Tag.Vocabulary.allCases.map(\.rawValue))),
        ("title", .titles), ("projects", .list(.string)), ("courses", .list(.string)),
        ("activities", .list(.string)), ("version", .integer),
    ])

    private static let headcount: [(String, Schema)] = [
        ("headcount", .nullable(.integer)),
        ("headcount_qualifier", .oneOf(Headcount.Qualifier.allCases.map(\.rawValue))),
        ("headcount_men", .nullable(.integer)), ("headcount_women", .nullable(.integer)),
    ]

    static let activity = Schema.object(
        [
            ("code", .string), ("kind", .oneOf(Activity.Kind.allCases.map(\.rawValue))),
            ("ordinal", .nullable(.integer)), ("title", .titles), ("starts_on", .date),
            ("ends_on", .date), ("project_code", .nullable(.string)),
            ("venue_code", .nullable(.string)), ("place", .nullable(.titles)),
            ("country", .nullable(.string)), ("is_for_users", .boolean),
        ] + headcount + [
            ("outcome", .nullable(.titles)), ("hosts", .list(.string)),
            ("organisers", .list(.string)), ("tags", .list(.string)), ("batches", .list(.string)),
            ("version", .integer),
        ]
    )

    static let activityItem = Schema.object(
        [
            ("code", .string), ("activity_code", .string), ("day", .nullable(.integer)),
            ("position", .integer), ("kind", .oneOf(ActivityItem.Kind.allCases.map(\.rawValue))),
            ("title", .titles), ("starts_on", .nullable(.date)), ("ends_on", .nullable(.date)),
            ("host_code", .nullable(.string)), ("venue_code", .nullable(.string)),
            ("place", .nullable(.titles)),
        ] + headcount + [("version", .integer)]
    )

    static let activitySpeaker = Schema.object([
        ("code", .string), ("activity_code", .string), ("name", .titles), ("function", .titles),
        ("organisation_code", .nullable(.string)), ("remark", .nullable(.titles)),
        ("version", .integer),
    ])

    static let activityParticipant = Schema.object([
        ("person", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
        ("function", .string),
        ("employment", .oneOf(EnrolmentFacts.Employment.allCases.map(\.rawValue))),
        ("is_presenter", .boolean),
    ])

    static let plan = Schema.object([
        ("code", .string), ("title", .titles), ("project_code", .nullable(.string)),
        ("needs_assessment_code", .nullable(.string)), ("validation_code", .nullable(.string)),
        ("approver_code", .nullable(.string)), ("version", .integer),
    ])

    static let planArea = Schema.object([
        ("code", .string), ("plan_code", .string),
        ("kind", .oneOf(PlanArea.Kind.allCases.map(\.rawValue))), ("position", .integer),
        ("title", .titles), ("courses", .list(.string)), ("version", .integer),
    ])

    static let needsAssessment = Schema.object([
        ("code", .string), ("title", .titles), ("starts_on", .nullable(.date)),
        ("ends_on", .nullable(.date)), ("assessor_code", .nullable(.string)),
        ("findings", .nullable(.titles)), ("version", .integer),
    ])
}
