import Documents
import Postgres

/// One version of a questionnaire: the same for ever, so that old answers keep their questions.
package struct Questionnaire: Sendable {
    package let id: ID<Questionnaire>
    package let code: String
    package let version: Int
    package let kind: Kind
    package let title: Titles
    package let questions: [Question]

    /// When it is asked.
    package enum Kind: String, CaseIterable, Sendable {
        /// At the end of a training.
        case reaction
        /// Months later, about what came of it.
        case followUp = "follow-up"
    }

    /// A question and what can be answered.
    package struct Question: Sendable {
        package let id: ID<Question>
        package let position: Int
        package let kind: Kind
        package let isRequired: Bool
        package let text: Titles
        /// What can be chosen; empty for other kinds.
        package let options: [Option]

        /// How it is answered.
        package enum Kind: String, CaseIterable, Sendable {
            /// From 1 to 5.
            case scale
            case choice, text
        }
    }

    /// Something to choose.
    package struct Option: Sendable {
        package let id: ID<Option>
        package let text: Titles
    }

    /// The newest version of each questionnaire, by code.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Questionnaire] {
        try actor.require(.readReports)
        return try newest(in: transaction)
    }

    static func newest(in transaction: borrowing Transaction) throws -> [Questionnaire] {
        try rows(
            """
            WHERE id IN (
                SELECT DISTINCT ON (code) id FROM questionnaires ORDER BY code, version DESC)
            ORDER BY code
            """,
            in: transaction
        )
    }

    /// A version of a questionnaire, the newest unless one is named; refuses with `NotFound`.
    package static func find(
        _ code: String,
        version: Int? = nil,
        in transaction: borrowing Transaction
    ) throws -> Questionnaire {
        let found = try rows(
            """
            WHERE code = \(code.uppercased())
                AND (\(version)::bigint IS NULL OR version = \(version))
            ORDER BY version DESC LIMIT 1
            """,
            in: transaction
        )
        guard let found = found.first else { throw NotFound("questionnaire", code) }
        return found
    }

    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Questionnaire] {
        let heads = try transaction.rows(
            """
            SELECT id, code, version, kind, title_sr_cyrl, title_sr_latn, title_en
            FROM questionnaires
            \(condition)
            """,
            as: (
                ID<Questionnaire>.self, String.self, Int.self, Kind.self, String.self, String.self,
                String.self
            )
        )
        let questions = try questions(of: heads.map(\.0), in: transaction)
        return heads.map { id, code, version, kind, srCyrl, srLatn, en in
            Questionnaire(
                id: id,
                code: code,
                version: version,
                kind: kind,
                title: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en),
                questions: questions[id] ?? []
            )
        }
    }

    private static func questions(
        of questionnaires: [ID<Questionnaire>],
        in transaction: borrowing Transaction
    ) throws -> [ID<Questionnaire>: [Question]] {
        var options: [ID<Question>: [Option]] = [:]
        for (question, id, srCyrl, srLatn, en) in try transaction.rows(
            """
            SELECT question_id, question_options.id, question_options.text_sr_cyrl,
                question_options.text_sr_latn, question_options.text_en
            FROM question_options JOIN questions ON questions.id = question_id
            WHERE questionnaire_id = ANY(\(questionnaires))
            ORDER BY question_id, question_options.position
            """,
            as: (ID<Question>.self, ID<Option>.self, String.self, String.self, String.self)
        ) {
            options[question, default: []].append(
                Option(id: id, text: Titles(srCyrl: srCyrl, srLatn: srLatn, en: en))
            )
        }
        var questions: [ID<Questionnaire>: [Question]] = [:]
        for row in try transaction.rows(
            """
            SELECT questionnaire_id, id, position, kind, is_required, text_sr_cyrl, text_sr_latn,
                text_en
            FROM questions
            WHERE questionnaire_id = ANY(\(questionnaires))
            ORDER BY questionnaire_id, position
            """,
            as: (
                ID<Questionnaire>.self, ID<Question>.self, Int.self, Question.Kind.self, Bool.self,
                String.self, String.self, String.self
            )
        ) {
            questions[row.0, default: []].append(
                Question(
                    id: row.1,
                    position: row.2,
                    kind: row.3,
                    isRequired: row.4,
                    text: Titles(srCyrl: row.5, srLatn: row.6, en: row.7),
                    options: options[row.1] ?? []
                )
            )
        }
        return questions
    }
}

extension Questionnaire.Kind: SQLValue {}
extension Questionnaire.Question.Kind: SQLValue {}

extension Questionnaire {
    package var json: JSON {
        [
            "code": .string(code), "version": .integer(version), "kind": .string(kind.rawValue),
            "title": title.json, "questions": .array(questions.map(\.json)),
        ]
    }
}

extension Questionnaire.Question {
    package var json: JSON {
        [
            "kind": .string(kind.rawValue), "required": .bool(isRequired), "text": text.json,
            "options": .array(options.map { ["text": $0.text.json] }),
        ]
    }
}
