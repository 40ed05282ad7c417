import Documents
import Quizzes
import TrainingCentre

/// What staff see of a quiz on the page of its module, and the forms for its questions and rules.
struct QuizDesk: Sendable {
    let language: Language
    /// Nil as long as it has no questions.
    let quiz: Quiz?
    /// Of the module's page.
    let path: String

    /// The questions of the newest version, without their answers, and how many are drawn.
    var tables: [PageTable] {
        guard let quiz else { return [] }
        let rows = quiz.pools.flatMap { pool in
            pool.questions.map { asked in
                [
                    PageCell("\(asked.position).", isHead: true),
                    PageCell(asked.question.name),
                    PageCell(QuizDeskText(asked.question.kind)(in: language)),
                    PageCell(asked.question.points.text),
                    PageCell(pool.name + (pool.drawn.map { " (\($0))" } ?? "")),
                ]
            }
        }
        return [
            PageTable(
                id: "questions",
                title: text(.questions),
                text: QuizDeskText.drawn(quiz.drawn)[language],
                columns: [.number, .name, .kind, .points, .pool].map { text($0) },
                rows: rows
            )
        ]
    }

    var forms: [PageFormDescription] {
        var file = FormField(
            name: "file",
            label: QuizDeskText.file.texts,
            kind: .file,
            isRequired: true,
            hint: QuizDeskText.fileHint.texts
        )
        file.accept = ".txt,.gift,.xml"
        var upload = PageFormDescription(
            id: "questions-file",
            title: QuizDeskText.upload.texts,
            text: QuizDeskText.uploadText.texts,
            action: path + "/questions",
            fields: [file],
            buttons: [FormButton(label: ModuleDeskText.send.texts)]
        )
        upload.isUpload = true
        return [upload] + (quiz.map { [rules($0.rules)] } ?? [])
    }

    private func rules(_ rules: QuizRules) -> PageFormDescription {
        PageFormDescription(
            id: "rules",
            title: QuizDeskText.rules.texts,
            text: QuizDeskText.rulesText.texts,
            action: path + "/rules",
            fields: [
                FormField(
                    name: "attempts_max",
                    label: QuizDeskText.attempts.texts,
                    hint: QuizDeskText.attemptsHint.texts,
                    proposal: rules.attemptsMax.map(String.init) ?? QuizRules.endless
                ),
                FormField(
                    name: "pass_percent",
                    label: QuizDeskText.pass.texts,
                    proposal: rules.passPercent.description
                ),
                .yesOrNo("shuffle", QuizDeskText.shuffle.texts, rules.shuffles),
                FormField(
                    name: "feedback",
                    label: QuizDeskText.feedback.texts,
                    kind: .choice(
                        QuizRules.Feedback.allCases.map {
                            ($0.rawValue, QuizDeskText($0).texts)
                        }
                    ),
                    proposal: rules.feedback.rawValue
                ),
            ],
            buttons: [FormButton(label: ModuleDeskText.save.texts)]
        )
    }

    private func text(_ text: QuizDeskText) -> String { text(in: language) }
}
