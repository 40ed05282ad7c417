import Documents
import Postgres

/// A questionnaire as somebody enters it.
package struct QuestionnaireDraft: Sendable {
    private let code: String
    private let kind: Questionnaire.Kind
    private let title: Titles
    private let questions: [Question]

    private struct Question: Sendable {
        let kind: Questionnaire.Question.Kind
        let isRequired: Bool
        let text: Titles
        let options: [Titles]
    }

    /// Limits of questionnaires.
    private enum Limits {
        static let questionsMax = 60
        static let optionsMax = 20
    }

    /// Reads an object as `Questionnaire.json` writes it; its version does not count.
    ///
    /// A text may stand in one Serbian script alone. Refuses with `InvalidForm`, which names the
    /// question.
    package init(_ json: JSON) throws {
        guard json.members != nil else {
            throw InvalidForm([FieldProblem("body", "is no JSON object")])
        }
        var form = Form(json.fieldValues)
        code = form.code("code")
        kind = form.choice("kind") ?? .reaction
        title = form.titles("title")
        let elements = json["questions"]?.elements ?? []
        if !(1...Limits.questionsMax).contains(elements.count) {
            form.refuse("questions", "are a list of 1 to \(Limits.questionsMax)")
        }
        var questions: [Question] = []
        for (index, element) in elements.enumerated() {
            questions.append(
                QuestionnaireDraft.question(element, at: "questions[\(index + 1)]", &form)
            )
        }
        self.questions = questions
        try form.check()
    }

    private static func question(_ json: JSON, at place: String, _ form: inout Form) -> Question {
        var own = Form(json.fieldValues)
        let kind = own.choice("kind") ?? Questionnaire.Question.Kind.text
        let text = own.titles("text")
        let elements = json["options"]?.elements ?? []
        let options = elements.enumerated().map { index, element in
            var option = Form(element.fieldValues)
            let text = option.titles("text")
            for problem in option.problems {
                own.refuse(problem.named("options[\(index + 1)].\(problem.field)"))
            }
            return text
        }
        if kind == .choice, !(2...Limits.optionsMax).contains(options.count) {
            own.refuse("options", "are a list of 2 to \(Limits.optionsMax)")
        } else if kind != .choice, !options.isEmpty {
            own.refuse("options", "are there for a choice only")
        }
        for problem in own.problems { form.refuse(problem.named("\(place).\(problem.field)")) }
        return Question(
            kind: kind,
            isRequired: json["required"] == .bool(true),
            text: text,
            options: options
        )
    }

    /// Enters a questionnaire, as its next version unless the newest says the same.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package func enter(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Questionnaire {
        try actor.require(.manageCatalogue)
        _ = try transaction.execute(
            "SELECT pg_advisory_xact_lock(hashtext('obuka questionnaire ' || \(code)))"
        )
        let known = try? Questionnaire.find(code, in: transaction)
        if let known, isSame(as: known) { return known }
        let id = try transaction.value(
            """
            INSERT INTO questionnaires (
                code, version, kind, title_sr_cyrl, title_sr_latn, title_en)
            VALUES (
                \(code), \((known?.version ?? 0) + 1), \(kind), \(title.srCyrl), \(title.srLatn),
                \(title.en))
            RETURNING id
            """,
            as: ID<Questionnaire>.self
        )
        guard let id else { throw NotFound("questionnaire", code) }
        for (index, question) in questions.enumerated() {
            try insert(question, at: index + 1, of: id, in: transaction)
        }
        return try Questionnaire.find(code, in: transaction)
    }

    private func insert(
        _ question: Question,
        at position: Int,
        of questionnaire: ID<Questionnaire>,
        in transaction: borrowing Transaction
    ) throws {
        let id = try transaction.value(
            """
            INSERT INTO questions (
                questionnaire_id, position, kind, is_required, text_sr_cyrl, text_sr_latn, text_en)
            VALUES (
                \(questionnaire), \(position), \(question.kind), \(question.isRequired),
                \(question.text.srCyrl), \(question.text.srLatn), \(question.text.en))
            RETURNING id
            """,
            as: ID<Questionnaire.Question>.self
        )
        guard !question.options.isEmpty else { return }
        _ = try transaction.execute(
            """
            INSERT INTO question_options (
                question_id, position, text_sr_cyrl, text_sr_latn, text_en)
            SELECT \(id), new.position, new.sr_cyrl, new.sr_latn, new.en
            FROM unnest(
                \(question.options.map(\.srCyrl)), \(question.options.map(\.srLatn)),
                \(question.options.map(\.en))
            ) WITH ORDINALITY AS new (sr_cyrl, sr_latn, en, position)
            ORDER BY new.position
            """
        )
    }

    private func isSame(as known: Questionnaire) -> Bool {
        kind == known.kind && title.isSame(as: known.title)
            && questions.count == known.questions.count
            && zip(questions, known.questions).allSatisfy { new, old in
                new.kind == old.kind && new.isRequired == old.isRequired
                    && new.text.isSame(as: old.text) && new.options.count == old.options.count
                    && zip(new.options, old.options).allSatisfy { $0.isSame(as: $1.text) }
            }
    }
}

extension Titles {
    /// Whether the texts are the same byte for byte.
    fileprivate func isSame(as other: Titles) -> Bool {
        srCyrl.utf8.elementsEqual(other.srCyrl.utf8) && srLatn.utf8.elementsEqual(other.srLatn.utf8)
            && en.utf8.elementsEqual(other.en.utf8)
    }
}
