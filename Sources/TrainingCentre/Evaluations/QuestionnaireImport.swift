import Documents
import Postgres

/// Imports questionnaires, a question in each row, in the order of the file.
///
/// The rows of one code are one questionnaire: with a wrong question none of it is entered, since
/// answers would be to something else. One that says something else than before gets a new version.
struct QuestionnaireImport {
    static let columns =
        ["code", "kind"] + titles("title") + ["question_kind", "required"] + titles("text")
        + titles("options")

    private static func titles(_ name: String) -> [String] {
        ["\(name)_sr_cyrl", "\(name)_sr_latn", "\(name)_en"]
    }

    private struct Question {
        let head: [JSON.Member]
        let json: JSON
    }

    private let run: ImportRun

    init(_ run: ImportRun) {
        self.run = run
    }

    func perform(in transaction: borrowing Transaction) throws -> [RowOutcome] {
        try run.act.actor.require(.manageCatalogue)
        var outcomes = [RowOutcome](repeating: .unchanged, count: run.rows.count)
        let questions = try run.read(&outcomes, question)
        var groups: [(code: String, rows: [Int])] = []
        for (index, row) in run.rows.enumerated() {
            let code = row.form.cell("code").uppercased()
            if let place = groups.firstIndex(where: { $0.code.utf8.elementsEqual(code.utf8) }) {
                groups[place].rows.append(index)
            } else {
                groups.append((code, [index]))
            }
        }
        for group in groups {
            try enter(group.rows, of: group.code, questions, &outcomes, in: transaction)
        }
        run.progress(run.rows.count)
        return outcomes
    }

    private func question(_ form: inout Form) throws -> Question {
        var head = [JSON.Member("code", .string(form.code("code")))]
        let kind = form.choice("kind") ?? Questionnaire.Kind.reaction
        head.append(JSON.Member("kind", .string(kind.rawValue)))
        head.append(JSON.Member("title", form.titles("title").json))
        let asked = form.choice("question_kind") ?? Questionnaire.Question.Kind.text
        let options = form.listOfTitles("options", countMax: 100)
        return Question(
            head: head,
            json: [
                "kind": .string(asked.rawValue),
                "required": .bool(form.optionalBoolean("required") ?? false),
                "text": form.titles("text").json,
                "options": .array(options.map { ["text": $0.json] }),
            ]
        )
    }

    private func enter(
        _ rows: [Int],
        of code: String,
        _ questions: [Question?],
        _ outcomes: inout [RowOutcome],
        in transaction: borrowing Transaction
    ) throws {
        var wrong = rows.first { questions[$0] == nil }
        let known = rows.compactMap { questions[$0] }
        if let first = known.first, wrong == nil {
            wrong = rows.first { questions[$0]?.head != first.head }
            if let wrong {
                let problem = "says something else of the questionnaire than the row before"
                outcomes[wrong] = .rejected([FieldProblem("code", problem)])
            }
        }
        do {
            guard wrong == nil, let head = known.first?.head else { throw InvalidForm([]) }
            let outcome = try transaction.savepoint {
                let before = try? Questionnaire.find(code, in: transaction)
                let all = JSON.Member("questions", .array(known.map(\.json)))
                let after = try QuestionnaireDraft(.object(head + [all]))
                    .enter(by: run.act.actor, in: transaction)
                return before == nil
                    ? RowOutcome.created
                    : before?.version == after.version ? .unchanged : .updated
            }
            for row in rows { outcomes[row] = outcome }
        } catch {
            try reject(rows, error, wrong, &outcomes)
        }
    }

    /// The wrong row says what is wrong, the others where that stands.
    private func reject(
        _ rows: [Int],
        _ error: any Error,
        _ wrong: Int?,
        _ outcomes: inout [RowOutcome]
    ) throws {
        var wrong = wrong
        if wrong == nil {
            let outcome = try RowOutcome(rejecting: error)
            guard case .rejected(let problems, let code) = outcome, let first = problems.first
            else { return }
            // The place in the list of questions, as `questions[2].options`.
            let parts = first.field.split { "[].".contains($0) }
            let place = parts.count > 1 ? Int(parts[1]).map { $0 - 1 } ?? 0 : 0
            let row = rows[min(max(place, 0), rows.count - 1)]
            let field = parts.count > 2 ? String(parts[2]) : String(parts.first ?? "")
            outcomes[row] = .rejected([FieldProblem(field, first.problem)], code: code)
            wrong = row
        }
        guard let wrong else { return }
        for row in rows where row != wrong {
            if case .rejected = outcomes[row] { continue }
            outcomes[row] = .rejected([
                FieldProblem(
                    "code",
                    "is the questionnaire of row \(run.rows[wrong].line), which is wrong: "
                        + "none of it is entered"
                )
            ])
        }
    }
}

extension ExportedTable {
    /// The newest version of every questionnaire, a question in each row.
    func questionnaires(
        in transaction: borrowing Transaction,
        _ body: ([String]) throws -> Void
    ) throws {
        let newest = try Questionnaire.newest(in: transaction)
        for questionnaire in newest {
            for question in questionnaire.questions {
                var values = questionnaire.title.fields("title")
                values.merge(question.text.fields("text")) { own, _ in own }
                values["code"] = questionnaire.code
                values["kind"] = questionnaire.kind.rawValue
                values["question_kind"] = question.kind.rawValue
                values["required"] = String(question.isRequired)
                let options = question.options.map(\.text)
                values["options_sr_cyrl"] = options.map(\.srCyrl).joined(separator: "|")
                values["options_sr_latn"] = options.map(\.srLatn).joined(separator: "|")
                values["options_en"] = options.map(\.en).joined(separator: "|")
                try body(columns.map { values[$0] ?? "" })
            }
        }
    }
}
