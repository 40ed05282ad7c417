import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Opening modules, how far somebody came, and what their contents said.
    var moduleLaunchRoutes: [APIRoute] { [launch, attempts, moduleLog] }

    private static let launchRefusals = [
        "enrolment_not_found", "module_not_found", "module_not_of_course",
    ]

    private var launch: APIRoute {
        APIRoute(
            method: .post,
            template: "/enrolments/{code}/modules/{module}/launches",
            summary: """
                Open a module of the own course; the address is for the learner's browser, for a \
                day.
                """,
            form: API.launchForm,
            answer: API.opened,
            refusals: API.launchRefusals + [
                "module_has_no_content", "module_not_played", "module_player_missing", "no_seat",
                "cohort_cancelled", "content_host_missing",
            ]
        ) { request in
            try await open(request, by: try await actor(request), form: API.launchForm) {
                (submission, transaction: borrowing Transaction) in
                var form = submission.form
                let again = form.optionalBoolean("again") ?? false
                try form.check()
                return try ModuleLaunch.open(
                    submission.parameter("module"),
                    of: submission.parameter("code"),
                    again: again,
                    playsH5P: host.h5pPlayer != nil,
                    chance: submission.chance,
                    by: submission.actor,
                    in: transaction
                )
            }
        }
    }

    /// Where a module opens, in a browser and for a day.
    static let opened = Schema.object([("url", .string), ("ends_at", .dateTime)])

    /// Makes a launch, and answers where it opens; refuses without a host of contents.
    func open(
        _ request: Request,
        by actor: Actor,
        form: [APIRoute.FormField],
        _ make:
            @escaping @Sendable (
                Submission, borrowing Transaction
            ) throws -> ModuleLaunch.Opened
    ) async throws -> Response {
        let submission = try await Submission(
            request,
            by: actor,
            form: form,
            ignoring: [],
            version: nil,
            centre: centre
        )
        let origin = try? host.origin(for: request)
        let language = LanguageChoice.language(of: request).rawValue
        let stored = try await centre.write(submission.act, once: submission.once) {
            (transaction: borrowing Transaction) in
            guard let origin else { throw ContentHostMissing() }
            let opened = try make(submission, transaction)
            let json: JSON = [
                "url": .string("\(origin)/l/\(opened.token)/\(language)"),
                "ends_at": .string(opened.endsAt.rfc3339),
            ]
            return StoredAnswer(status: 200, body: json.bytes)
        }
        return API.answer(stored.body)
    }

    private static let launchForm = [
        APIRoute.FormField(
            name: "again",
            about: "Whether another attempt begins; false by default.",
            schema: .boolean
        )
    ]

    private var attempts: APIRoute {
        APIRoute(
            method: .get,
            template: "/enrolments/{code}/modules/{module}/attempts",
            summary: "The attempts of somebody at a module, the newest first.",
            answer: .object([("attempts", .list(.named("ModuleAttempt")))]),
            refusals: API.launchRefusals
        ) { request in
            let actor = try await actor(request)
            let (code, module) = API.names(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try ModuleAttempt.list(at: module, of: code, by: actor, in: transaction)
            }
            return answer(["attempts": .array(found.map(\.json))])
        }
    }

    private var moduleLog: APIRoute {
        APIRoute(
            method: .get,
            template: "/enrolments/{code}/modules/{module}/log",
            summary: """
                Every opening of a part in an attempt, the last one by default, and what the \
                content called.
                """,
            query: [
                APIRoute.QueryParameter(name: "attempt", about: "Its number.", schema: .integer)
            ],
            answer: .object([("runs", .list(.named("ModuleRun")))]),
            refusals: API.launchRefusals + ["attempt_not_found"]
        ) { request in
            let actor = try await actor(request)
            let (code, module) = API.names(request)
            let number = try Query(request).integer("attempt", in: 1...9_999)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try ModuleLogEntry.list(
                    of: module,
                    by: code,
                    attempt: number,
                    for: actor,
                    in: transaction
                )
            }
            return answer(["runs": .array(found.map(\.json))])
        }
    }

    private static func names(_ request: Request) -> (enrolment: String, module: String) {
        (request.parameters["code"] ?? "", request.parameters["module"] ?? "")
    }
}

extension Schemas {
    /// How far somebody came with a module.
    static let ofModuleAttempts: [(name: String, schema: Schema)] = [
        (
            "ModuleAttempt",
            .object([
                ("attempt", .integer), ("version", .integer),
                ("standard", .oneOf(ModuleVersion.standards)), ("begun_at", .dateTime),
                ("done", .boolean), ("score_percent", .nullable(.number)),
                ("quiz", .nullable(.named("QuizResult"))),
                ("progress_percent", .number),
                ("refused", .nullable(.named("RefusedCompletion"))),
                (
                    "parts",
                    .list(
                        .object([
                            ("part", .integer), ("identifier", .string), ("title", .string),
                            (
                                "completion",
                                .oneOf(ModulePartStanding.Completion.allCases.map(\.rawValue))
                            ),
                            (
                                "success",
                                .oneOf(ModulePartStanding.Success.allCases.map(\.rawValue))
                            ), ("score_percent", .nullable(.number)),
                            ("progress_percent", .nullable(.number)), ("seconds", .integer),
                            ("saved_at", .nullable(.dateTime)),
                        ])
                    )
                ),
            ])
        ),
        (
            "ModuleRun",
            .object([
                ("attempt", .integer), ("part", .integer), ("identifier", .string),
                ("title", .string), ("begun_at", .dateTime), ("saved_at", .nullable(.dateTime)),
                ("ended", .boolean),
                (
                    "remark",
                    .nullable(.oneOf(ModuleLogEntry.Remark.allCases.map(\.rawValue)))
                ), ("message", .nullable(.string)), ("calls", .list(.string)),
                ("refused", .list(.string)),
            ])
        ),
    ]
}
