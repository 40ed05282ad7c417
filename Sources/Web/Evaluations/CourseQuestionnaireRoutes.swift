import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// What courses ask by themselves, and what is due about it.
    var courseQuestionnaireRoutes: [APIRoute] {
        [courseQuestionnaires, questionnairePlan, dueEvaluations]
    }

    private static let asked = Schema.object([
        (
            "questionnaires",
            .list(
                .object([
                    ("questionnaire", .string),
                    ("kind", .oneOf(Questionnaire.Kind.allCases.map(\.rawValue))),
                    ("after_months", .integer), ("open_days", .integer),
                ])
            )
        )
    ])

    private var courseQuestionnaires: APIRoute {
        APIRoute(
            method: .get,
            template: "/courses/{code}/questionnaires",
            summary: "The questionnaires that the newest version of a course asks in its cohorts.",
            answer: API.asked,
            refusals: ["course_not_found"]
        ) { request in
            _ = try await actor(request)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try CourseQuestionnaire.list(course: code, in: transaction)
            }
            return answer(["questionnaires": .array(found.map(\.json))])
        }
    }

    private var questionnairePlan: APIRoute {
        .act(
            on: self,
            .post,
            "/courses/{code}/questionnaires",
            summary: """
                Say what a course asks in its cohorts: in its draft version, which is begun if \
                there is none. A confirmed cohort is asked by itself, on days that follow its own.
                """,
            permission: .manageCatalogue,
            form: [
                APIRoute.FormField(
                    name: "questionnaires",
                    about: """
                        All of them, in the place of what was asked. A reaction is asked at once \
                        for 30 days, a follow-up after 6 months for 60, unless said otherwise.
                        """,
                    isRequired: true,
                    schema: .list(
                        .partial(
                            [("questionnaire", .string)],
                            optional: [("after_months", .integer), ("open_days", .integer)]
                        )
                    )
                )
            ],
            answer: API.asked,
            refusals: ["course_not_found", "questionnaire_not_found"]
        ) { submission, transaction in
            let course = submission.parameter("code")
            _ = try Course.find(course, in: transaction)
            try submission.form.check()
            guard let list = submission.object["questionnaires"]?.elements else {
                throw InvalidForm([
                    FieldProblem("questionnaires", "is missing: send a list", .missing)
                ])
            }
            let asked = try QuestionnairePlan(list).enter(
                course: course,
                by: submission.actor,
                in: transaction
            )
            return ["questionnaires": .array(asked.map(\.json))]
        }
    }

    private var dueEvaluations: APIRoute {
        APIRoute(
            method: .get,
            template: "/evaluations/due",
            summary: """
                What is due today: questionnaires that are not put to a cohort whose course asks \
                for them, and those to which not everybody is invited.
                """,
            answer: .object([
                (
                    "due",
                    .list(
                        .object([
                            ("due", .oneOf(DueEvaluation.Due.allCases.map(\.rawValue))),
                            ("cohort", .string), ("questionnaire", .string),
                            ("evaluation", .nullable(.integer)), ("opens_on", .date),
                            ("closes_on", .date),
                        ])
                    )
                )
            ])
        ) { request in
            let actor = try await actor(request)
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try DueEvaluation.list(by: actor, in: transaction)
            }
            return answer(["due": .array(found.map(\.json))])
        }
    }
}
