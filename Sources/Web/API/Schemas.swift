import TrainingCentre

/// The shapes of the API's nouns, as its description names them.
///
/// A test holds every answer of the running service against these.
enum Schemas {
    static let all =
        common + ofModules + ofModuleVersions + ofModuleAttempts + ofQuizzes + ImportSchemas.all
        + ofTrainers + evaluations + assessments + WebhookSchemas.all + ofReading + ofUses

    private static let common: [(name: String, schema: Schema)] = [
        ("Titles", .object([("sr-Cyrl", .string), ("sr-Latn", .string), ("en", .string)])),
        (
            "Problem",
            .partial(
                [
                    ("type", .string), ("title", .string), ("status", .integer),
                    ("code", .string), ("detail", .string), ("request_id", .string),
                ],
                optional: [
                    (
                        "errors",
                        .list(
                            .object([
                                ("field", .string),
                                ("code", .oneOf(FieldCode.allCases.map(\.rawValue))),
                                ("problem", .string),
                            ])
                        )
                    )
                ]
            )
        ),
        ("Project", project), ("ProjectOutput", projectOutput), ("ProjectTarget", projectTarget),
        ("Organisation", organisation), ("Venue", venue), ("Tag", tag), ("Activity", activity),
        ("Handbook", handbook), ("HandbookEdition", handbookEdition),
        ("HandbookPassage", handbookPassage), ("UnsearchedEdition", unsearchedEdition),
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
                ("sex", .nullable(.oneOf(["M", "F"]))), ("merged_into", .nullable(.integer)),
                ("merged_into_email", .nullable(.string)), ("version", .integer),
            ])
        ),
        ("Merger", merger), ("PersonMerger", personMerger), ("LikelyDouble", likelyDouble),
        (
            "Cohort",
            .object([
                ("code", .string), ("course_code", .string), ("course_version", .integer),
                ("project_code", .nullable(.string)),
                ("state", .oneOf(Cohort.State.allCases.map(\.rawValue))), ("starts_on", .date),
                ("ends_on", .date), ("venue", .string), ("capacity", .integer),
                ("seats_taken", .integer), ("seats_free", .integer), ("overbooked", .integer),
                ("waiting", .nullable(.integer)),
                ("minimum_attendance_percent", .integer),
                ("pass_score_percent", .nullable(.integer)), ("closed_on", .nullable(.date)),
                ("cancelled_on", .nullable(.date)), ("version", .integer),
            ])
        ),
        ("CourseVersion", courseVersion),
        (
            "Programme",
            .object([
                ("code", .string), ("title", .titles),
                ("kind", .oneOf(Programme.Kind.allCases.map(\.rawValue))),
                ("course_order", .oneOf(Programme.Order.allCases.map(\.rawValue))),
                ("courses", .list(.string)), ("version", .integer),
            ])
        ),
        (
            "Session",
            .partial(
                [
                    ("held_on", .date), ("hours", .number), ("begins", .nullable(.string)),
                    ("ends", .nullable(.string)), ("room", .nullable(.string)),
                    ("place", .nullable(.string)),
                ],
                optional: [
                    // What to look at, told when it is added or changed.
                    ("warnings", .list(.oneOf(SessionRemark.Code.allCases.map(\.rawValue))))
                ]
            )
        ),
        (
            "Room",
            .object([
                ("code", .string), ("name", .titles), ("venue_code", .nullable(.string)),
                ("capacity", .integer), ("version", .integer),
            ])
        ),
        (
            "Interest",
            .object([
                ("interest", .integer), ("course", .string), ("person", .nullable(.string)),
                ("organisation", .nullable(.string)), ("people_count", .integer),
                ("note", .nullable(.string)),
                ("state", .oneOf(Interest.State.allCases.map(\.rawValue))),
                ("cohort", .nullable(.string)), ("withdrawn_on", .nullable(.date)),
            ])
        ),
        ("SeatRules", SeatSchemas.rules), ("SeatQuota", SeatSchemas.quota),
        ("CohortSeats", SeatSchemas.seats), ("EnrolmentHistory", SeatSchemas.history),
        ("Enrolment", enrolment), ("Certificate", certificate), ("Eligibility", eligibility),
        ("IssuedBatch", issuedBatch), ("ReachReport", reachReport),
        ("ReportDescription", reportDescription),
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
                ("arrival", .nullable(.oneOf(["unconfirmed"]))),
            ])
        ),
        (
            "Arrival",
            .object([
                ("email", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
                ("arrived_at", .dateTime), ("marked", .boolean),
            ])
        ),
        (
            "Result",
            .object([
                ("email", .string), ("assessment", .string), ("score_percent", .number),
                ("attempt", .integer), ("assessor", .nullable(.string)),
                ("verifier", .nullable(.string)),
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
            .partial(
                [
                    ("person", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
                    ("lacking", .list(.string)), ("reason", .nullable(.string)),
                ],
                // Cohorts that want the person at the same time, told of an assignment.
                optional: [("clashes", .list(.string))]
            )
        ),
        (
            "Accreditation",
            .object([
                ("accreditation", .integer), ("person", .string), ("name_sr_cyrl", .string),
                ("name_sr_latn", .string), ("course", .nullable(.string)),
                ("field", .nullable(.string)), ("candidacy", .nullable(.integer)),
                ("starts_on", .date), ("ends_on", .date), ("basis", .string),
                ("state", .oneOf(Accreditation.State.allCases.map(\.rawValue))),
                ("suspended_on", .nullable(.date)),
                ("sessions_without_right", .list(.string)), ("renews", .nullable(.integer)),
                ("renewed_by", .nullable(.integer)), ("certificate", .nullable(.string)),
            ])
        ),
        (
            "Notice",
            .object([
                ("id", .integer), ("person", .string),
                ("kind", .oneOf(["certificate-expiry", "enrolment", "cohort"])),
                ("certificate", .nullable(.string)), ("days_before", .nullable(.integer)),
                ("enrolment", .nullable(.string)), ("subject", .titles),
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

    private static let courseVersion = Schema.object([
        ("course_code", .string), ("number", .integer), ("year", .integer),
        ("state", .oneOf(["draft", "published"])), ("published_on", .nullable(.date)),
        ("eqf_level", .nullable(.integer)), ("hours_online", .number),
        ("hours_face_to_face", .number), ("minimum_attendance_percent", .integer),
        ("pass_score_percent", .nullable(.integer)), ("requires_evaluation", .boolean),
        ("experience_months", .nullable(.integer)), ("prerequisites", .nullable(.titles)),
        ("prerequisite_courses", .list(.string)), ("outcomes", .list(.titles)),
        ("target_groups", .list(.string)), ("languages", .list(.string)),
        ("authors", .list(.string)), ("modules", .list(.string)),
        ("required_modules", .list(.string)),
        (
            "accreditations",
            .list(
                .object([
                    ("register_number", .string), ("accredited_on", .date), ("starts_on", .date),
                    ("ends_on", .nullable(.date)), ("body", .titles),
                ])
            )
        ),
        ("version", .integer),
    ])

    /// Who has the address of a nominee that is recorded apart, for who may read people.
    private static let knownPerson = Schema.object([
        ("id", .integer), ("email", .string), ("name_sr_cyrl", .string),
        ("name_sr_latn", .string), ("institution", .string), ("lsg_code", .nullable(.string)),
        ("name_differs", .boolean), ("institution_differs", .boolean),
    ])

    private static let enrolment = Schema.partial(
        [
            ("id", .integer), ("code", .nullable(.string)), ("cohort", .string),
            ("person", .string), ("name_sr_cyrl", .string), ("name_sr_latn", .string),
            ("status", .oneOf(Enrolment.Status.allCases.map(\.rawValue))),
            ("offer_ends_at", .nullable(.dateTime)), ("withdrawn_on", .nullable(.date)),
            ("organisation", .nullable(.string)), ("lsg_code", .nullable(.string)),
            ("institution", .string), ("function", .string),
            ("target_group", .string),
            ("employment", .oneOf(EnrolmentFacts.Employment.allCases.map(\.rawValue))),
            ("participation", .oneOf(EnrolmentFacts.Participation.allCases.map(\.rawValue))),
            ("sex", .nullable(.oneOf(["M", "F"]))), ("passed", .nullable(.boolean)),
            ("version", .integer), ("known_as", .nullable(knownPerson)),
        ],
        optional: [
            // Cohorts that take the same time, told when a seat is taken.
            ("clashes", .list(.string)),
            // What to look at, told when somebody is entered.
            ("warnings", .list(.oneOf(EnrolmentRemark.allCases.map(\.rawValue)))),
        ]
    )

    private static let likelyDouble = Schema.object([
        ("id", .integer), ("email", .string), ("name", .string), ("other_id", .integer),
        ("other_email", .string), ("other_name", .string),
        ("shared", .list(.oneOf(LikelyDouble.Shared.allCases.map(\.rawValue)))),
        ("name_alike", .oneOf(["same", "similar"])),
        ("certainty", .oneOf(LikelyDouble.Certainty.allCases.map(\.rawValue))),
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
        (
            "persons_passed_by_sex",
            .partial([("M", .integer), ("F", .integer)], optional: [("unknown", .integer)])
        ),
        (
            "parameters",
            .object([
                ("project", .nullable(.string)), ("course", .nullable(.string)),
                ("cohort", .nullable(.string)), ("area", .nullable(.string)),
                ("lsg", .nullable(.string)), ("from", .nullable(.date)),
                ("to", .nullable(.date)), ("city_municipalities", .string),
                ("known_by", .nullable(.string)),
            ])
        ),
        ("as_of", .date), ("recorded_later", recordedLater), ("definition", .string),
        ("sentence", .titles),
    ])
}
