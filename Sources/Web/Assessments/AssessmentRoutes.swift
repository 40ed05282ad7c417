import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// What is measured, who need not be, and how much people learned.
    var assessmentRoutes: [APIRoute] {
        [
            cohortAssessments, cohortPlan, courseAssessments, coursePlan, exemptions, exemption,
            exemptionEnd, cohortGain, courseGain,
        ]
    }

    // MARK: What is measured

    private static let assessments = Schema.object([
        ("assessments", .list(.named("Assessment")))
    ])

    private var cohortAssessments: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/assessments",
            summary: "What is measured in a cohort, and how it counts.",
            answer: API.assessments,
            refusals: ["cohort_not_found"]
        ) { request in
            _ = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Assessment.list(cohort: code, in: transaction)
            }
            return answer(["assessments": .array(found.map(\.json))])
        }
    }

    private var courseAssessments: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/assessments",
            summary: """
                What the newest version of a course measures; empty for a test before and a final \
                one that weighs everything.
                """,
            answer: API.assessments,
            refusals: ["course_not_found"]
        ) { request in
            _ = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Assessment.list(course: code, in: transaction)
            }
            return answer(["assessments": .array(found.map(\.json))])
        }
    }

    private static let plan = APIRoute.FormField(
        name: "assessments",
        about: "All of them, in the place of what was planned.",
        isRequired: true,
        schema: .list(
            .partial(
                [
                    ("code", .string), ("kind", .oneOf(Assessment.Kind.allCases.map(\.rawValue))),
                    ("title", .partial([], optional: Schemas.texts)),
                ],
                optional: [
                    ("weight", .integer), ("pass_mark_percent", .nullable(.integer)),
                    ("required", .boolean), ("attempts_max", .integer),
                    ("counts", .oneOf(Assessment.Counted.allCases.map(\.rawValue))),
                ]
            )
        )
    )

    private var cohortPlan: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/assessments",
            summary: "Plan what is measured in a cohort, until somebody has a result.",
            permission: .manageCatalogue,
            form: [API.plan],
            answer: API.assessments,
            refusals: ["cohort_not_found", "assessments_frozen", "cohort_rules_fixed"]
        ) { submission, transaction in
            try submission.form.check()
            let planned = try AssessmentPlan(submission.object["assessments"]?.elements ?? [])
                .enter(
                    cohort: submission.parameter("code"),
                    by: submission.actor,
                    in: transaction
                )
            return ["assessments": .array(planned.map(\.json))]
        }
    }

    private var coursePlan: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/assessments",
            summary: """
                Plan what a course measures: in its draft version, which is begun if there is none.
                """,
            permission: .manageCatalogue,
            form: [API.plan],
            answer: API.assessments,
            refusals: ["course_not_found"]
        ) { submission, transaction in
            try submission.form.check()
            let planned = try AssessmentPlan(submission.object["assessments"]?.elements ?? [])
                .enter(
                    course: submission.parameter("code"),
                    by: submission.actor,
                    in: transaction
                )
            return ["assessments": .array(planned.map(\.json))]
        }
    }

    // MARK: Exemptions

    private var exemptions: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/exemptions",
            summary: "Who need not be assessed, and on what evidence.",
            answer: .object([("exemptions", .list(.named("Exemption")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try AssessmentExemption.list(cohort: code, by: actor, in: transaction)
            }
            return answer(["exemptions": .array(found.map(\.json))])
        }
    }

    private static let whose = [
        APIRoute.FormField(name: "email", about: "Whose.", isRequired: true),
        APIRoute.FormField(name: "assessment", about: "From what, by code.", isRequired: true),
        APIRoute.FormField(name: "reason", about: "Why; it goes into the audit.", isRequired: true),
    ]

    private var exemption: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/exemptions",
            summary: "Exempt somebody from an assessment for what was learned before.",
            permission: .manageEnrolments,
            form: API.whose + [
                APIRoute.FormField(
                    name: "evidence",
                    about: "What proves it.",
                    isRequired: true
                )
            ],
            answer: .named("Exemption"),
            status: .created,
            refusals: [
                "cohort_not_found", "enrolment_not_found", "assessment_unknown", "exempt_already",
                "cohort_closed", "reason_missing",
            ]
        ) { submission, transaction in
            try AssessmentExemption.grant(
                cohort: submission.parameter("code"),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var exemptionEnd: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/exemptions/withdrawal",
            summary: "Take an exemption back.",
            permission: .manageEnrolments,
            form: API.whose,
            answer: .named("Exemption"),
            refusals: [
                "cohort_not_found", "enrolment_not_found", "exemption_not_found", "cohort_closed",
                "reason_missing",
            ]
        ) { submission, transaction in
            try AssessmentExemption.end(
                cohort: submission.parameter("code"),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    // MARK: Gain

    private var cohortGain: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/gain",
            summary: "From the test before to the final one, over who has both.",
            answer: .named("Gain"),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try AssessmentGain.find(cohort: code, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var courseGain: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/gain",
            summary: "The gain in all cohorts of a course, together and each.",
            answer: .named("Gain"),
            refusals: ["course_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try AssessmentGain.find(course: code, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }
}

extension Schemas {
    private static let means: [(String, Schema)] = [
        ("participations", .integer), ("pre_mean", .nullable(.number)),
        ("final_mean", .nullable(.number)), ("gain", .nullable(.number)), ("improved", .integer),
    ]

    /// What is measured and what came of it.
    static let assessments: [(name: String, schema: Schema)] = [
        (
            "Assessment",
            .object([
                ("code", .string), ("kind", .oneOf(Assessment.Kind.allCases.map(\.rawValue))),
                ("title", .titles), ("weight", .integer),
                ("pass_mark_percent", .nullable(.integer)), ("required", .boolean),
                ("attempts_max", .integer),
                ("counts", .oneOf(Assessment.Counted.allCases.map(\.rawValue))),
            ])
        ),
        (
            "Exemption",
            .object([("email", .string), ("assessment", .string), ("evidence", .string)])
        ),
        (
            "Gain",
            .object(
                means + [
                    ("cohorts", .list(.object([("cohort", .string)] + means))),
                    ("definition", .string),
                ]
            )
        ),
    ]
}
