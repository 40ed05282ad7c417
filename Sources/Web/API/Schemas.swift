import TrainingCentre

/// The shapes of the API's nouns, as its description names them.
///
/// A test holds every answer of the running service against these.
enum Schemas {
    static let all: [(name: String, schema: Schema)] = [
        ("Titles", .object([("sr-Cyrl", .string), ("sr-Latn", .string), ("en", .string)])),
        (
            "Problem",
            .partial(
                [
                    ("type", .string), ("title", .string), ("status", .integer),
                    ("code", .string), ("detail", .string), ("request_id", .string),
                ],
                optional: [
                    ("errors", .list(.object([("field", .string), ("problem", .string)])))
                ]
            )
        ),
        ("Project", project), ("ProjectOutput", projectOutput), ("ProjectTarget", projectTarget),
        ("Organisation", organisation), ("Venue", venue), ("Tag", tag), ("Activity", activity),
        ("ActivityItem", activityItem), ("ActivitySpeaker", activitySpeaker),
        ("ActivityParticipant", activityParticipant), ("Plan", plan), ("PlanArea", planArea),
        ("NeedsAssessment", needsAssessment),
        (
            "Course",
            .object([
                ("code", .string), ("title", .titles), ("minimum_attendance_percent", .integer),
                ("pass_score_percent", .nullable(.integer)), ("version", .integer),
            ])
        ),
        (
            "Person",
            .object([
                ("id", .integer), ("email", .string), ("given_name_cyrl", .string),
                ("family_name_cyrl", .string), ("given_name_latn", .string),
                ("family_name_latn", .string),
                ("proposed_script", .nullable(.oneOf(["cyrillic", "latin"]))),
                ("sex", .nullable(.oneOf(["M", "F"]))), ("merged_into", .nullable(.string)),
                ("version", .integer),
            ])
        ),
        ("Merger", merger),
        (
            "Cohort",
            .object([
                ("code", .string), ("course_code", .string), ("project_code", .nullable(.string)),
                ("state", .oneOf(Cohort.State.allCases.map(\.rawValue))), ("starts_on", .date),
                ("ends_on", .date), ("venue", .string), ("capacity", .integer),
                ("seats_taken", .integer), ("seats_free", .integer), ("overbooked", .integer),
                ("minimum_attendance_percent", .integer),
                ("pass_score_percent", .nullable(.integer)), ("closed_on", .nullable(.date)),
                ("version", .integer),
            ])
        ),
        ("Session", .object([("held_on", .date), ("hours", .number)])),
        ("Enrolment", enrolment), ("Certificate", certificate), ("Eligibility", eligibility),
        ("IssuedBatch", issuedBatch), ("ReachReport", reachReport),
        ("CertificateBatch", certificateBatch), ("DraftedBatch", draftedBatch),
        ("RevokedCertificates", revokedCertificates), ("CeremonyEntry", ceremonyEntry),
        (
            "Handover",
            .object([("id", .string), ("number", .string), ("handed_on", .nullable(.date))])
        ),
        (
            "Setting",
            .object([
                ("code", .oneOf(CentreSetting.Code.allCases.map(\.rawValue))),
                ("value", .oneOf(["on", "off"])), ("version", .integer),
            ])
        ),
        (
            "AttendanceLine",
            .object([
                ("session_date", .date), ("email", .string),
                ("mark", .oneOf(AttendanceMark.allCases.map(\.rawValue) + ["not recorded"])),
            ])
        ),
        (
            "Result",
            .object([
                ("email", .string), ("assessment", .oneOf(Assessment.allCases.map(\.rawValue))),
                ("score_percent", .number),
            ])
        ),
        (
            "ImportReport",
            .object([
                ("read", .integer), ("created", .integer), ("updated", .integer),
                ("unchanged", .integer),
                (
                    "rejected",
                    .list(.object([("row", .integer), ("field", .string), ("problem", .string)]))
                ),
            ])
        ),
        (
            "Revocation",
            .object([
                ("id", .string), ("number", .string), ("status", .oneOf(["revoked"])),
                ("revoked_on", .date),
                ("reason_class", .oneOf(Revocation.ReasonClass.allCases.map(\.rawValue))),
                ("reason", .string),
            ])
        ),
        (
            "Replacement",
            .object([
                ("id", .string), ("number", .string), ("issued_on", .date),
                ("replaces", .object([("id", .string), ("number", .string)])),
            ])
        ),
        (
            "Trainer",
            .object([
                ("person", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
            ])
        ),
        (
            "Accreditation",
            .object([
                ("accreditation", .integer), ("person", .string), ("name_sr_cyrl", .string),
                ("name_sr_latn", .string), ("course", .string), ("starts_on", .date),
                ("ends_on", .date), ("basis", .string),
                ("state", .oneOf(Accreditation.State.allCases.map(\.rawValue))),
                ("suspended_on", .nullable(.date)), ("renews", .nullable(.integer)),
                ("renewed_by", .nullable(.integer)), ("certificate", .nullable(.string)),
            ])
        ),
        (
            "Notice",
            .object([
                ("id", .integer), ("person", .string), ("kind", .oneOf(["certificate-expiry"])),
                ("certificate", .string), ("days_before", .integer), ("subject", .titles),
                ("text", .titles), ("entered_at", .dateTime),
            ])
        ),
        (
            "Privacy",
            .object([
                ("show", .oneOf(ShownName.allCases.map(\.rawValue))), ("version", .integer),
            ])
        ),
        ("Me", .object([("person", .nullable(.integer)), ("roles", .list(.string))])),
        (
            "AuditEntry",
            .object([
                ("id", .integer), ("entered_at", .dateTime), ("actor", .string),
                ("action", .oneOf(["insert", "update", "delete"])), ("noun", .string),
                ("subject_id", .integer), ("fields", .list(.string)),
                ("reason", .nullable(.string)),
            ])
        ),
    ]

    private static let enrolment = Schema.object([
        ("code", .string), ("cohort", .string), ("person", .string), ("name_sr_cyrl", .string),
        ("name_sr_latn", .string), ("status", .oneOf(Enrolment.Status.allCases.map(\.rawValue))),
        ("withdrawn_on", .nullable(.date)), ("lsg_code", .nullable(.string)),
        ("institution", .string), ("function", .string),
        ("target_group", .oneOf(EnrolmentFacts.TargetGroup.allCases.map(\.rawValue))),
        ("employment", .oneOf(EnrolmentFacts.Employment.allCases.map(\.rawValue))),
        ("participation", .oneOf(EnrolmentFacts.Participation.allCases.map(\.rawValue))),
        ("sex", .nullable(.oneOf(["M", "F"]))), ("passed", .nullable(.boolean)),
        ("version", .integer),
    ])

    private static let certificate = Schema.object([
        ("number", .string), ("id", .string),
        ("status", .oneOf(["valid", "expired", "revoked", "replaced"])),
        ("kind", .oneOf(Certificate.Kind.allCases.map(\.rawValue))), ("person", .string),
        ("name_sr_cyrl", .string), ("name_sr_latn", .string),
        ("cohort", .nullable(.string)), ("issued_on", .date),
    ])

    private static let eligibility = Schema.object([
        ("person", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
        ("name_confirmed", .boolean), ("eligible", .boolean), ("reasons", .list(.string)),
        ("certificate", .nullable(.string)),
    ])

    private static let issuedBatch = Schema.object([
        ("batch", .nullable(.integer)),
        ("issued", .list(.object([("number", .string), ("id", .string), ("person", .string)]))),
        ("skipped", .list(.object([("person", .string), ("reasons", .list(.string))]))),
        ("unconfirmed_names", .list(.string)),
    ])

    private static let reachReport = Schema.object([
        ("deliveries", .integer), ("persons_enrolled", .integer), ("persons_passed", .integer),
        ("participations_passed", .integer), ("lsgs", .integer),
        ("persons_passed_by_sex", .object([("M", .integer), ("F", .integer)])),
        (
            "parameters",
            .object([
                ("project", .nullable(.string)), ("course", .nullable(.string)),
                ("from", .nullable(.date)), ("to", .nullable(.date)),
            ])
        ),
        ("as_of", .date), ("definition", .string),
    ])
}
