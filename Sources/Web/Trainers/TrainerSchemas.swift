import TrainingCentre

extension Schemas {
    /// What the register of trainers, candidacies, qualifications and engagements look like.
    static let ofTrainers: [(name: String, schema: Schema)] = [
        (
            "Field",
            .object([
                ("code", .string), ("title", .titles), ("courses", .list(.string)),
                ("version", .integer),
            ])
        ),
        ("TrainerProfile", .object(profile)),
        (
            "TrainerFile",
            .object(
                profile + [
                    ("decisions", .list(decision)), ("evidence", .list(.named("TrainerEvidence"))),
                ]
            )
        ),
        (
            "TrainerEvidence",
            .object([
                ("evidence", .integer),
                ("kind", .oneOf(TrainerEvidence.Kind.allCases.map(\.rawValue))),
                ("title", .string), ("place", .nullable(.string)), ("digest", .nullable(.string)),
            ])
        ),
        (
            "TrainerStanding",
            .object([
                ("person", .string), ("cohort", .string), ("course", .string),
                ("may_teach", .boolean), ("qualified", .boolean), ("accredited", .boolean),
                ("active", .boolean), ("reasons", .list(.string)), ("clashes", .list(.string)),
                ("days", .list(.object([("on", .date), ("reasons", .list(.string))]))),
            ])
        ),
        (
            "Qualification",
            .object([
                ("qualification", .integer), ("person", .string), ("name_sr_cyrl", .string),
                ("name_sr_latn", .string), ("course", .string), ("cohort", .nullable(.string)),
                ("programme", .nullable(.string)), ("basis", .nullable(.string)),
                ("qualified_on", .date),
            ])
        ),
        ("Candidacy", candidacy),
        (
            "Engagement",
            .object([
                ("cohort", .string), ("course", .string), ("person", .string),
                ("name_sr_cyrl", .string), ("name_sr_latn", .string),
                ("employment", .nullable(employment)), ("starts_on", .date), ("ends_on", .date),
                ("hours", .number), ("accreditation", .nullable(.integer)),
                ("qualification", .nullable(.integer)), ("lacking", .list(.string)),
                ("reason", .nullable(.string)), ("final", .boolean),
            ])
        ),
        ("CascadeReport", cascade),
    ]

    private static let employment = Schema.oneOf(
        EnrolmentFacts.Employment.allCases.map(\.rawValue)
    )

    private static let profile: [(String, Schema)] = [
        ("trainer", .integer), ("person", .string), ("name_sr_cyrl", .string),
        ("name_sr_latn", .string),
        ("state", .oneOf(TrainerProfile.State.allCases.map(\.rawValue))),
        ("decided_on", .nullable(.date)), ("number", .nullable(.string)),
        ("nominated_by", .nullable(.string)), ("employment", employment),
        ("languages", .list(.string)), ("courses", .list(.string)), ("fields", .list(.string)),
        ("bio", .nullable(.titles)), ("listed", .boolean), ("version", .integer),
    ]

    private static let decision = Schema.object([
        ("state", .oneOf(TrainerProfile.State.allCases.map(\.rawValue))), ("decided_on", .date),
        ("number", .nullable(.string)), ("reason", .nullable(.string)), ("entered_by", .string),
    ])

    private static let candidacy = Schema.object([
        ("candidacy", .integer), ("person", .string), ("name_sr_cyrl", .string),
        ("name_sr_latn", .string), ("course", .nullable(.string)), ("field", .nullable(.string)),
        ("state", .oneOf(Candidacy.State.allCases.map(\.rawValue))), ("deadline_on", .date),
        ("ended_on", .nullable(.date)), ("accreditation", .nullable(.integer)),
        (
            "stages",
            .list(
                .object([
                    ("stage", .oneOf(Candidacy.Stage.allCases.map(\.rawValue))),
                    ("verdict", .oneOf(Candidacy.Verdict.allCases.map(\.rawValue))),
                    ("examiner", .nullable(.string)), ("examined_on", .nullable(.date)),
                    ("note", .nullable(.string)),
                ])
            )
        ),
    ])

    private static let counts: [(String, Schema)] = [
        ("deliveries", .integer), ("trainers", .integer), ("participations_passed", .integer),
        ("persons_passed", .integer), ("lsgs", .integer),
    ]

    private static let cascade = Schema.object(
        [("cohort", .string), ("course", .string), ("graduates", .integer)] + counts + [
            ("generations", .list(.object([("generation", .integer)] + counts))),
            (
                "branches",
                .list(
                    .object([
                        ("generation", .integer), ("cohort", .string), ("course", .string),
                        ("project", .nullable(.string)), ("starts_on", .date),
                        ("ends_on", .date), ("after", .string), ("trainers", .list(.string)),
                        ("passed", .integer), ("lsgs", .integer),
                    ])
                )
            ),
            (
                "parameters",
                .object([("from", .nullable(.date)), ("to", .nullable(.date))])
            ),
            ("as_of", .date), ("recorded_later", Schemas.recordedLater),
            ("definition", .string),
        ]
    )
}
