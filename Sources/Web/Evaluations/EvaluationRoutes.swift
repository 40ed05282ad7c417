import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Questionnaires, putting them to cohorts, and what came of them.
    var evaluationRoutes: [APIRoute] {
        [
            questionnaires, questionnaire, questionnaireCreation, evaluations, evaluationCreation,
            evaluationChange, invitations, invitationCreation, evaluationResults, courseResults,
        ] + courseQuestionnaireRoutes
    }

    // MARK: Questionnaires

    private var questionnaires: APIRoute {
        APIRoute(
            method: .get,
            template: "/questionnaires",
            summary: "The newest version of each questionnaire.",
            answer: .object([("questionnaires", .list(.named("Questionnaire")))])
        ) { request in
            let actor = try await actor(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Questionnaire.list(by: actor, in: transaction)
            }
            return answer(["questionnaires": .array(found.map(\.json))])
        }
    }

    private var questionnaire: APIRoute {
        APIRoute(
            method: .get,
            template: "/questionnaires/{code}",
            summary: "The newest version of a questionnaire, or the one that is asked for.",
            query: [API.version],
            answer: .named("Questionnaire"),
            refusals: ["questionnaire_not_found"]
        ) { request in
            let actor = try await actor(request)
            try actor.require(.readReports)
            let code = request.parameters["code"] ?? ""
            let version = try Query(request).integer("version", in: 1...1_000_000)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Questionnaire.find(code, version: version, in: transaction)
            }
            return answer(found.json)
        }
    }

    private static let version = APIRoute.QueryParameter(
        name: "version",
        about: "A version; the newest by default.",
        schema: .integer
    )

    private var questionnaireCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/questionnaires",
            summary: """
                Enter a questionnaire: as its next version, unless the newest says the same. A \
                text may stand in one Serbian script alone.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(name: "code", about: "Its code.", isRequired: true),
                APIRoute.FormField(
                    name: "kind",
                    about: "At the end, or months later.",
                    isRequired: true,
                    schema: .oneOf(Questionnaire.Kind.allCases.map(\.rawValue))
                ),
                APIRoute.FormField(
                    name: "title",
                    about: "In three languages.",
                    isRequired: true,
                    schema: .partial([], optional: Schemas.texts)
                ),
                APIRoute.FormField(
                    name: "questions",
                    about: "In their order.",
                    isRequired: true,
                    schema: .list(
                        .partial(
                            [
                                (
                                    "kind",
                                    .oneOf(Questionnaire.Question.Kind.allCases.map(\.rawValue))
                                ),
                                ("text", .partial([], optional: Schemas.texts)),
                            ],
                            optional: [
                                ("required", .boolean),
                                (
                                    "options",
                                    .list(
                                        .object([("text", .partial([], optional: Schemas.texts))])
                                    )
                                ),
                            ]
                        )
                    )
                ),
            ],
            answer: .named("Questionnaire"),
            status: .created
        ) { submission, transaction in
            try submission.form.check()
            return try QuestionnaireDraft(submission.object).enter(
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    // MARK: Evaluations

    private var evaluations: APIRoute {
        APIRoute(
            method: .get,
            template: "/cohorts/{code}/evaluations",
            summary: "The questionnaires that are put to a cohort, and how many answered.",
            answer: .object([("evaluations", .list(.named("Evaluation")))]),
            refusals: ["cohort_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try Evaluation.list(cohort: code, by: actor, in: transaction)
            }
            return answer(["evaluations": .array(found.map(\.json))])
        }
    }

    private static let days = [
        APIRoute.FormField(
            name: "opens_on",
            about: "The first day; the cohort's last, or half a year later for a follow-up.",
            schema: .date
        ),
        APIRoute.FormField(
            name: "closes_on",
            about: "The last day; 30 days later, or 60 for a follow-up. Yesterday ends it now.",
            schema: .date
        ),
    ]

    private var evaluationCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/cohorts/{code}/evaluations",
            summary: "Put the newest version of a questionnaire to a cohort.",
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "questionnaire",
                    about: "Its code.",
                    isRequired: true
                ),
                APIRoute.FormField(
                    name: "required",
                    about: "Whether who does not answer does not pass.",
                    schema: .boolean
                ),
            ] + API.days,
            answer: .named("Evaluation"),
            status: .created,
            refusals: [
                "cohort_not_found", "questionnaire_not_found", "evaluation_made",
                "evaluation_days_reversed", "evaluation_would_be_over", "evaluation_not_required",
            ]
        ) { submission, transaction in
            try Evaluation.create(
                cohort: submission.parameter("code"),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var evaluationChange: APIRoute {
        .act(
            on: self,
            .post,
            "/evaluations/{evaluation}/days",
            summary: "Move the days of an evaluation that is not over.",
            permission: .manageCatalogue,
            form: API.days,
            answer: .named("Evaluation"),
            refusals: [
                "evaluation_not_found", "evaluation_over", "evaluation_days_reversed",
                "evaluation_would_be_over",
            ]
        ) { submission, transaction in
            try Evaluation.move(
                API.evaluation(submission.parameter("evaluation")),
                submission.form,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private static func evaluation(_ typed: String) throws -> ID<Evaluation> {
        guard let id = Int(typed), id > 0 else { throw NotFound("evaluation", typed) }
        return ID(id)
    }

    // MARK: Invitations

    private var invitations: APIRoute {
        APIRoute(
            method: .get,
            template: "/evaluations/{evaluation}/invitations",
            summary: "Who is invited, and who answered; what they answered nobody can tell.",
            answer: .object([("invitations", .list(.named("Invitation")))]),
            refusals: ["evaluation_not_found"]
        ) { request in
            let actor = try await actor(request)
            let id = try API.evaluation(request.parameters["evaluation"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try EvaluationInvitation.list(id, by: actor, in: transaction)
            }
            return answer(["invitations": .array(found.map(\.json))])
        }
    }

    private var invitationCreation: APIRoute {
        .act(
            on: self,
            .post,
            "/evaluations/{evaluation}/invitations",
            summary: """
                Invite everybody who is not invited yet. The codes are shown here and nowhere else.
                """,
            permission: .manageEnrolments,
            form: [
                APIRoute.FormField(
                    name: "renewed",
                    about: "New codes also for who is invited and has not answered.",
                    schema: .boolean
                )
            ],
            answer: .object([("invitations", .list(.named("Invitation")))]),
            status: .created,
            refusals: ["evaluation_not_found", "evaluation_over"]
        ) { submission, transaction in
            let made = try EvaluationInvitation.make(
                API.evaluation(submission.parameter("evaluation")),
                renews: submission.object["renewed"] == .bool(true),
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            )
            return ["invitations": .array(made.map(\.json))]
        }
    }

    // MARK: Results

    private var evaluationResults: APIRoute {
        APIRoute(
            method: .get,
            template: "/evaluations/{evaluation}/results",
            summary: "The results of an evaluation that is over; counts under five are null.",
            answer: .named("EvaluationResults"),
            refusals: ["evaluation_not_found", "evaluation_results_not_yet"]
        ) { request in
            let actor = try await actor(request)
            let id = try API.evaluation(request.parameters["evaluation"] ?? "")
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try EvaluationResults.find(id, by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var courseResults: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/evaluations/{questionnaire}",
            summary: "The results of a questionnaire over all cohorts of a course.",
            query: [API.version],
            answer: .named("EvaluationResults"),
            refusals: ["course_not_found", "questionnaire_not_found"]
        ) { request in
            let actor = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let name = request.parameters["questionnaire"] ?? ""
            let version = try Query(request).integer("version", in: 1...1_000_000)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try EvaluationResults.find(
                    course: code,
                    questionnaire: name,
                    version: version,
                    by: actor,
                    in: transaction
                )
            }
            return answer(found.json)
        }
    }
}
