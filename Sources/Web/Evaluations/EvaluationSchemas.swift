import TrainingCentre

extension Schemas {
    /// A text in three languages, of which one Serbian script may be left out.
    static let texts: [(String, Schema)] = [
        ("sr-Cyrl", .string), ("sr-Latn", .string), ("en", .string),
    ]

    /// Questionnaires and what came of them.
    static let evaluations: [(name: String, schema: Schema)] = [
        (
            "Questionnaire",
            .object([
                ("code", .string), ("version", .integer),
                ("kind", .oneOf(Questionnaire.Kind.allCases.map(\.rawValue))), ("title", .titles),
                (
                    "questions",
                    .list(
                        .object([
                            ("kind", .oneOf(Questionnaire.Question.Kind.allCases.map(\.rawValue))),
                            ("required", .boolean), ("text", .titles),
                            ("options", .list(.object([("text", .titles)]))),
                        ])
                    )
                ),
            ])
        ),
        (
            "Evaluation",
            .object([
                ("evaluation", .integer), ("cohort", .string), ("questionnaire", .string),
                ("version", .integer),
                ("kind", .oneOf(Questionnaire.Kind.allCases.map(\.rawValue))),
                ("opens_on", .date), ("closes_on", .date), ("required", .boolean),
                ("follows_cohort", .boolean),
                ("invited", .integer), ("answered", .integer), ("over", .boolean),
            ])
        ),
        (
            "Invitation",
            .partial(
                [("email", .string), ("answered", .boolean)],
                optional: [("code", .string), ("page", .string)]
            )
        ),
        (
            "EvaluationResults",
            .object([
                ("questionnaire", .string), ("version", .integer), ("title", .titles),
                ("cohorts", .list(.string)), ("invited", .integer), ("answered", .integer),
                (
                    "questions",
                    .list(
                        .object([
                            ("question", .integer),
                            ("kind", .oneOf(Questionnaire.Question.Kind.allCases.map(\.rawValue))),
                            ("text", .titles), ("answered", .nullable(.integer)),
                            ("mean", .nullable(.number)),
                            (
                                "counts",
                                .list(
                                    .object([
                                        ("label", .titles), ("count", .nullable(.integer)),
                                    ])
                                )
                            ),
                            ("words", .list(.string)),
                        ])
                    )
                ),
                ("definition", .string),
            ])
        ),
    ]
}
