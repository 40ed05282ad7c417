import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// Going through a quiz of the own course.
    var quizAttemptRoutes: [APIRoute] { [quizBeginning, quizAttempt, quizAnswer, quizSubmission] }

    private static let path = "/enrolments/{code}/modules/{module}/attempts"
    private static let unknown = [
        "enrolment_not_found", "module_not_found", "module_not_of_course",
    ]

    private var quizBeginning: APIRoute {
        .act(
            on: self,
            .post,
            API.path,
            summary: """
                Begin a quiz of the own course, or go on with the attempt that is not handed in \
                yet; other modules are opened by a launch.
                """,
            answer: .named("QuizAttempt"),
            refusals: API.unknown + [
                "module_of_other_kind", "module_has_no_content", "no_seat", "cohort_cancelled",
                "cohort_closed", "quiz_attempts_used",
            ]
        ) { submission, transaction in
            try QuizAttempt.begin(
                submission.parameter("module"),
                of: submission.parameter("code"),
                chance: submission.chance,
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var quizAttempt: APIRoute {
        APIRoute(
            method: .get,
            template: API.path + "/{attempt}",
            summary: """
                An attempt at a quiz: its questions, what was answered, and as much of what is \
                right as its reader may know.
                """,
            answer: .named("QuizAttempt"),
            refusals: API.unknown + ["attempt_not_found"]
        ) { request in
            let actor = try await actor(request)
            let place = try QuizPlace { request.parameters[$0] ?? "" }
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try place.find(by: actor, in: transaction)
            }
            return answer(found.json)
        }
    }

    private var quizAnswer: APIRoute {
        .act(
            on: self,
            .post,
            API.path + "/{attempt}/questions/{question}/answer",
            summary: """
                Answer a question, by the places that are shown, from 0; without any member the \
                answer is taken back.
                """,
            form: [
                APIRoute.FormField(
                    name: "choices",
                    about: "The places of the choices.",
                    schema: .list(.integer)
                ),
                APIRoute.FormField(
                    name: "truth",
                    about: "Whether the statement is true.",
                    schema: .boolean
                ),
                APIRoute.FormField(
                    name: "matches",
                    about: "For each pair the place of its match, or null.",
                    schema: .list(.nullable(.integer))
                ),
                APIRoute.FormField(name: "text", about: "Words, or a number."),
            ],
            answer: .named("QuizAttempt"),
            refusals: API.unknown + [
                "attempt_not_found", "quiz_question_not_found", "quiz_answer_of_other_kind",
                "quiz_answer_too_long", "quiz_answer_too_often", "quiz_submitted", "no_seat",
            ]
        ) { submission, transaction in
            try submission.form.check()
            guard let number = Int(submission.parameter("question")) else {
                throw NotFound("quiz_question", submission.parameter("question"))
            }
            return try QuizAttempt.answer(
                try QuizPlace(submission.parameter),
                question: number,
                ShownAnswer(submission.object),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var quizSubmission: APIRoute {
        .act(
            on: self,
            .post,
            API.path + "/{attempt}/submission",
            summary: "Hand an attempt in: it is marked, and completes the module when it passes.",
            form: [
                APIRoute.FormField(
                    name: "confirmed",
                    about: "Whether questions without an answer are meant so; false by default.",
                    schema: .boolean
                )
            ],
            answer: .named("QuizAttempt"),
            refusals: API.unknown + ["attempt_not_found", "quiz_unanswered", "no_seat"]
        ) { submission, transaction in
            var form = submission.form
            let isConfirmed = form.optionalBoolean("confirmed") ?? false
            try form.check()
            return try QuizAttempt.submit(
                try QuizPlace(submission.parameter),
                confirmed: isConfirmed,
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

extension QuizPlace {
    /// Reads the parameters of a path; refuses with `NotFound` what is no number of an attempt.
    init(_ parameter: (String) -> String) throws {
        guard let attempt = Int(parameter("attempt")) else {
            throw NotFound("attempt", parameter("attempt"))
        }
        self.init(
            enrolment: parameter("code"),
            module: parameter("module"),
            attempt: attempt
        )
    }
}
