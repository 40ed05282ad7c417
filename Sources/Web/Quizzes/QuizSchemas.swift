import Quizzes
import TrainingCentre

extension Schemas {
    /// Quizzes, and attempts at them.
    static let ofQuizzes: [(name: String, schema: Schema)] = [
        ("Quiz", quiz), ("QuizAttempt", attempt), ("QuizResult", result),
    ]

    private static let kind = Schema.oneOf(Question.Kind.allCases.map(\.rawValue))

    private static let quiz = Schema.object([
        ("module", .string), ("version", .integer), ("current", .boolean),
        ("attempts_max", .nullable(.integer)), ("pass_percent", .number), ("shuffle", .boolean),
        ("feedback", .oneOf(QuizRules.Feedback.allCases.map(\.rawValue))),
        ("questions_drawn", .integer),
        (
            "pools",
            .list(
                .object([
                    ("name", .string), ("questions", .integer), ("drawn", .nullable(.integer)),
                ])
            )
        ), ("questions", .list(question)),
        (
            "warnings",
            .list(
                .object([
                    ("code", .string), ("message", .string), ("place", .nullable(.string)),
                ])
            )
        ),
    ])

    private static let weighed: [(String, Schema)] = [
        ("weight", .string), ("feedback", .string),
    ]

    private static let question = Schema.partial(
        [
            ("question", .integer), ("pool", .string), ("points", .number), ("kind", kind),
            ("name", .string), ("category", .list(.string)), ("identifier", .nullable(.string)),
            ("tags", .list(.string)), ("text", .string), ("general_feedback", .string),
            (
                "feedback",
                .object([("right", .string), ("partly_right", .string), ("wrong", .string)])
            ), ("shuffle_answers", .boolean),
        ],
        optional: [
            ("choices", .list(.object([("text", .string)] + weighed))), ("is_true", .boolean),
            ("feedback_on_true", .string), ("feedback_on_false", .string),
            ("pairs", .list(.object([("text", .string), ("match", .string)]))),
            ("extra", .list(.string)),
            ("keys", .list(.object([("pattern", .string)] + weighed))),
            ("case_sensitive", .boolean), ("letters", .list(.string)),
            (
                "numbers",
                .list(
                    .partial(
                        weighed,
                        optional: [
                            ("value", .string), ("tolerance", .string), ("everything", .boolean),
                        ]
                    )
                )
            ),
        ]
    )

    private static let result = Schema.object([
        ("points", .number), ("points_max", .number), ("score_percent", .number),
        ("passed", .boolean), ("submitted_at", .dateTime),
    ])

    private static let attempt = Schema.object([
        ("attempt", .integer), ("module", .string), ("version", .integer),
        ("begun_at", .dateTime), ("attempts_left", .nullable(.integer)), ("answered", .integer),
        ("result", .nullable(.named("QuizResult"))),
        (
            "questions",
            .list(
                .object([
                    ("question", .integer), ("kind", kind), ("text", .string),
                    ("points", .number), ("choices", .list(.string)), ("pairs", .list(.string)),
                    ("matches", .list(.string)),
                    (
                        "given",
                        .nullable(
                            .partial(
                                [],
                                optional: [
                                    ("choices", .list(.integer)), ("truth", .boolean),
                                    ("matches", .list(.nullable(.integer))), ("text", .string),
                                ]
                            )
                        )
                    ), ("answered", .boolean),
                    (
                        "told",
                        .nullable(
                            .object([
                                (
                                    "outcome",
                                    .nullable(.oneOf(Grade.Outcome.allCases.map(\.rawValue)))
                                ), ("points", .nullable(.number)), ("feedback", .list(.string)),
                                ("right", .nullable(.list(.string))),
                            ])
                        )
                    ),
                ])
            )
        ),
    ])
}
