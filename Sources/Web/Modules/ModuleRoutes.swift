import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Modules, those of a course, and who has completed which.
    var moduleRoutes: [APIRoute] {
        CodedRoutes<CourseModule>(api: self).routes + [
            courseModules, cohortModules, enrolmentModules, completion, completionEnd,
            statedCompletions,
        ] + moduleVersionRoutes + moduleRuleRoutes + moduleLaunchRoutes + quizRoutes
    }

    private var courseModules: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/modules",
            summary: "The modules of a course's newest version, in order.",
            isPublic: true,
            answer: .object([("modules", .list(.named("VersionModule")))]),
            refusals: ["course_not_found"]
        ) { request in
            let code = request.parameters["code"] ?? ""
            let publicOnly = try await seesPublicOnly(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try VersionModule.list(course: code, publicOnly: publicOnly, in: transaction)
            }
            return answer(["modules": .array(found.map(\.json))])
        }
    }

    private var cohortModules: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/modules",
            summary: """
                Where everybody of a cohort stands with each module, and who lacks which; as CSV \
                one row for each.
                """,
            query: [
                APIRoute.QueryParameter(
                    name: "format",
                    about: "json by default.",
                    schema: .oneOf(CohortModulesRoutes.Format.allCases.map(\.rawValue))
                )
            ],
            answer: .object([("progress", .list(.named("ModuleProgress")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let format: CohortModulesRoutes.Format? = try Query(request).read { form in
                form.choice("format", otherwise: .json)
            }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try EnrolmentModules.list(cohort: code, by: actor, in: transaction)
            }
            if format == .csv { return CohortModulesRoutes.csv(found) }
            return answer(["progress": .array(found.map(\.json))])
        }
    }

    private var enrolmentModules: APIRoute {
        APIRoute(
            method: .get,
            template: "/enrolments/{code}/modules",
            summary: "Which modules somebody has completed: the own ones, or by who may see them.",
            answer: .named("ModuleProgress"),
            refusals: ["enrolment_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            return answer(
                try await centre.read { (transaction: borrowing Transaction) in
                    try EnrolmentModules.find(code, by: actor, in: transaction)
                }.json
            )
        }
    }

    private static let refusals = [
        "enrolment_not_found", "module_not_found", "module_not_of_course", "no_seat",
        "cohort_closed", "cohort_cancelled", "reason_missing",
    ]

    private var completion: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/modules/{module}/completion",
            summary: "Enter that somebody has completed a module; a correction needs a reason.",
            form: [
                APIRoute.FormField(
                    name: "completed_on",
                    about: "When; today by default.",
                    schema: .date
                ),
                APIRoute.FormField(
                    name: "score_percent",
                    about: "What was reached, if anything was scored.",
                    schema: .nullable(.number)
                ),
                APIRoute.FormField(
                    name: "source",
                    about: "Where; elsewhere if there is evidence, else here.",
                    schema: .oneOf(ModuleCompletion.Source.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "evidence",
                    about: "What shows it; needed for what was completed elsewhere.",
                    schema: .nullable(.string)
                ),
                APIRoute.FormField(name: "reason", about: "Why it corrects what is entered."),
            ],
            answer: .named("ModuleProgress"),
            refusals: API.refusals
        ) { submission, transaction in
            try ModuleCompletion.enter(
                submission.parameter("module"),
                of: submission.parameter("code"),
                submission.form,
                by: submission.act,
                in: transaction
            ).json
        }
    }

    private var completionEnd: APIRoute {
        .act(
            on: self,
            .post,
            "/enrolments/{code}/modules/{module}/completion/withdrawal",
            summary: "Take back that somebody has completed a module.",
            form: [
                APIRoute.FormField(
                    name: "reason",
                    about: "Why; it goes into the audit.",
                    isRequired: true
                )
            ],
            answer: .named("ModuleProgress"),
            refusals: API.refusals + ["completion_not_found"]
        ) { submission, transaction in
            try ModuleCompletion.takeBack(
                submission.parameter("module"),
                of: submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

extension Schemas {
    private static let module: [(String, Schema)] = [
        ("code", .string), ("title", .titles),
        ("kind", .oneOf(CourseModule.Kind.allCases.map(\.rawValue))), ("hours", .number),
    ]

    /// Modules, and how far somebody is with them.
    static let ofModules: [(name: String, schema: Schema)] = [
        ("Module", .object(module + [("version", .integer)])),
        (
            "RefusedCompletion",
            .object([
                ("code", .oneOf(CompletionRefusal.allCases.map(\.rawValue))),
                ("message", .string), ("done_on", .date),
            ])
        ),
        ("VersionModule", .object(module + [("required", .boolean)])),
        (
            "ModuleProgress",
            .object([
                ("enrolment", .integer), ("person", .string), ("name_sr_cyrl", .string),
                ("name_sr_latn", .string), ("completed", .integer), ("total", .integer),
                ("missing", .list(.string)),
                (
                    "modules",
                    .list(
                        .object([
                            ("code", .string), ("title", .titles), ("required", .boolean),
                            ("state", .oneOf(ModuleStanding.State.allCases.map(\.rawValue))),
                            ("completed_on", .nullable(.date)),
                            ("score_percent", .nullable(.number)),
                            (
                                "source",
                                .nullable(.oneOf(ModuleCompletion.Source.allCases.map(\.rawValue)))
                            ), ("evidence", .nullable(.string)),
                            ("attempt", .nullable(.integer)),
                            ("progress_percent", .nullable(.number)),
                            ("last_at", .nullable(.dateTime)),
                            ("refused", .nullable(.named("RefusedCompletion"))),
                        ])
                    )
                ),
            ])
        ),
    ]
}
